//go:build !js

// Package compare_test holds that runs are laid beside each other and swept.
package compare_test

import (
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/assert"

	"loopyard/app/pagetest"
	"loopyard/app/pagetest/chromium"
)

func TestMain(m *testing.M) { chromium.Main(m) }

const (
	verdictText = `[...document.querySelectorAll(".verdicts .ok")].map((e) => e.textContent).join(" | ")`
	inList      = `[...document.querySelectorAll("#runs-of-visit input")]`
	swept       = `document.querySelector("#sweep [role=status]").textContent`
)

// again runs another link and waits for its end, told by its seed.
func again(tab *chromium.Tab, link string, seed int) {
	pagetest.Do(tab, `location.hash = `+strconv.Quote(link+"&seed="+strconv.Itoa(seed)))
	tab.Wait(pagetest.HasRun + ` && ` + pagetest.Badge + `.includes("seed ` + strconv.Itoa(seed) + `")`)
}

func TestCompareSetsTheNativeRunBeside(t *testing.T) {
	tab := pagetest.Open(t, pagetest.Home(t)+"#s=loop-per-thread&sleep=20ms", chromium.View{Width: 1440, Height: 920})
	tab.Wait(pagetest.HasRun + ` && !document.querySelector(".compare button").disabled`)
	pagetest.Press(tab, "Compare")
	tab.Wait(`document.querySelector(".verdicts").textContent.includes("Same order inside every loop: 5 of 5 ✓")`)
	assert.Equal(t, []string{"virtual", "native threads"},
		chromium.Eval[[]string](tab, `[...document.querySelectorAll(".figures:not(.loops) thead th")].map((e) => e.textContent)`))
	assert.Equal(t, "virtual time · seed 1", chromium.Eval[string](tab, pagetest.Badge), "what is shown stays")
	pagetest.Press(tab, "native threads")
	tab.Wait(pagetest.Badge + ` === "real time · native threads"`)
	tab.Clean()
}

func TestRunsOfTheVisitAreComparedOnOneAxis(t *testing.T) {
	tab := pagetest.Open(t, pagetest.Home(t)+"#work=40ms&seed=11", chromium.View{Width: 1440, Height: 920})
	tab.Wait(pagetest.HasRun)
	alone := chromium.Eval[int](tab, pagetest.Pixels)
	again(tab, "#work=40ms&cores=1", 12)
	pagetest.Press(tab, "Runs of this visit")
	tab.Wait(inList + `.length === 2 && document.querySelector("#runs-of-visit").matches(":popover-open")`)
	pagetest.Do(tab, inList+`[0].click()`)
	tab.Wait(verdictText + `.includes("Every thread, loop and task did the same")`)
	assert.Contains(t, chromium.Eval[string](tab, verdictText), "It took 3.240 s against 3.860 s (0.84 ×)")
	assert.Contains(t, chromium.Eval[string](tab, `document.querySelector(".figures").textContent`), "must match")
	assert.NotEqual(t, alone, chromium.Eval[int](tab, pagetest.Pixels))

	// From the keyboard: the last row is of the other run, which comes to the front with its figures.
	tab.Do(chromedp.KeyEvent(kb.Escape))
	tab.Wait(`!document.querySelector("#runs-of-visit").matches(":popover-open")`)
	pagetest.Do(tab, `document.querySelector("#timeline-view").focus()`)
	tab.Do(chromedp.KeyEvent(kb.ArrowUp))
	tab.Wait(pagetest.Badge + `.includes("seed 11") && ` + pagetest.Chosen + ` === "Loop4"`)
	pagetest.Press(tab, "Runs of this visit")
	pagetest.Press(tab, "Stop comparing")
	tab.Wait(verdictText + ` === ""`)
	assert.NotContains(t, chromium.Eval[string](tab, `document.querySelector(".figures").textContent`), "must match")

	// The quick way lays the same run in another place beside it.
	tab.Do(chromedp.KeyEvent(kb.Escape))
	pagetest.Press(tab, "Compare")
	tab.Wait(verdictText + `.includes("Against native threads")`)
	assert.Contains(t, chromium.Eval[string](tab, verdictText), "Same order inside every loop: 5 of 5 ✓")
	tab.Clean()
}

func TestASweepIsDrawnAndLeadsToItsRuns(t *testing.T) {
	tab := pagetest.Open(t, pagetest.Home(t)+"#sleep=20ms&work=5ms&iterations=2", chromium.View{Width: 1280, Height: 900})
	tab.Wait(pagetest.HasRun)
	pagetest.Press(tab, "Sweep")
	tab.Wait(`document.querySelector("#sweep").open`)
	pagetest.Fill(tab, "#sweep-to", "5000")
	pagetest.Press(tab, "Run all")
	tab.Wait(`document.querySelector("#sweep .field.wrong")?.textContent.includes("a whole number from 1 to 1,000") && document.activeElement.id === "sweep-to"`)
	pagetest.Fill(tab, "#sweep-to", "4")
	pagetest.Fill(tab, "#sweep-number", "4")
	for _, at := range []int{1, 2, 4} {
		pagetest.Do(tab, `document.querySelectorAll("#sweep .places input")[`+strconv.Itoa(at)+`].click()`)
	}
	pagetest.Press(tab, "Run all")
	tab.Wait(swept + `.startsWith("Sweep finished")`)
	assert.Equal(t, 16*2, chromium.Eval[int](tab, `document.querySelectorAll("#sweep .plot [data-point]").length`))
	assert.Equal(t, 16, chromium.Eval[int](tab, `document.querySelectorAll("#sweep td .link").length`))
	assert.Equal(t, 0, chromium.Eval[int](tab, `document.querySelectorAll("#sweep .failed").length`))
	rows := chromium.Eval[[]string](tab, `[...document.querySelectorAll("#sweep tbody tr")].map((e) => e.innerText)`)
	assert.Len(t, rows, 4)
	assert.True(t, strings.HasPrefix(rows[0], "1"), rows[0])

	pagetest.Do(tab, `document.querySelectorAll("#sweep tbody tr")[2].querySelector(".link").click()`)
	tab.Wait(`!document.querySelector("#sweep").open && document.querySelector("#field-loops").value === "3" && ` + pagetest.HasRun)
	tab.Wait(pagetest.Badge + `.startsWith("virtual time")`)

	// A sweep that would take for ever can be stopped, and what was measured stays.
	pagetest.Fill(tab, "#field-sleep", "1h")
	pagetest.Press(tab, "Sweep")
	pagetest.Do(tab, `document.querySelectorAll("#sweep .places input")[2].click(); document.querySelectorAll("#sweep .places input")[4].click()`)
	pagetest.Press(tab, "Run all")
	tab.Wait(`document.querySelector("#sweeping") && document.querySelectorAll("#sweep .plot [data-point]").length > 0`)
	pagetest.Do(tab, `document.querySelector("#sweep .run.stop").click()`)
	tab.Wait(swept + `.startsWith("Stopped after")`)
	tab.Clean()
}
