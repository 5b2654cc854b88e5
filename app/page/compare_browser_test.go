//go:build !js

package page_test

import (
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/assert"

	"loopyard/web/webtest"
)

const (
	verdictText = `[...document.querySelectorAll(".verdicts .ok")].map((e) => e.textContent).join(" | ")`
	inList      = `[...document.querySelectorAll("#runs-of-visit input")]`
	swept       = `document.querySelector("#sweep [role=status]").textContent`
)

// again runs another link and waits for its end, told by its seed.
func again(tab *webtest.Tab, link string, seed int) {
	do(tab, `location.hash = `+strconv.Quote(link+"&seed="+strconv.Itoa(seed)))
	tab.Wait(hasRun + ` && ` + badge + `.includes("seed ` + strconv.Itoa(seed) + `")`)
}

func TestRunsOfTheVisitAreComparedOnOneAxis(t *testing.T) {
	tab := open(t, home(t)+"#work=40ms&seed=11", webtest.View{Width: 1440, Height: 920})
	tab.Wait(hasRun)
	alone := webtest.Eval[int](tab, picture)
	again(tab, "#work=40ms&cores=1", 12)
	press(tab, "Runs of this visit")
	tab.Wait(inList + `.length === 2 && document.querySelector("#runs-of-visit").matches(":popover-open")`)
	do(tab, inList+`[0].click()`)
	tab.Wait(verdictText + `.includes("Every thread, loop and task did the same")`)
	assert.Contains(t, webtest.Eval[string](tab, verdictText), "It took 3.240 s against 3.860 s (0.84 ×)")
	assert.Contains(t, webtest.Eval[string](tab, `document.querySelector(".figures").textContent`), "must match")
	assert.NotEqual(t, alone, webtest.Eval[int](tab, picture))

	// From the keyboard: the last row is of the other run, which comes to the front with its figures.
	tab.Do(chromedp.KeyEvent(kb.Escape))
	tab.Wait(`!document.querySelector("#runs-of-visit").matches(":popover-open")`)
	do(tab, `document.querySelector("#timeline-view").focus()`)
	tab.Do(chromedp.KeyEvent(kb.ArrowUp))
	tab.Wait(badge + `.includes("seed 11") && ` + chosen + ` === "Loop4"`)
	press(tab, "Runs of this visit")
	press(tab, "Stop comparing")
	tab.Wait(verdictText + ` === ""`)
	assert.NotContains(t, webtest.Eval[string](tab, `document.querySelector(".figures").textContent`), "must match")

	// The quick way lays the same run in another place beside it.
	tab.Do(chromedp.KeyEvent(kb.Escape))
	press(tab, "Compare")
	tab.Wait(verdictText + `.includes("Against native threads")`)
	assert.Contains(t, webtest.Eval[string](tab, verdictText), "Same order inside every loop: 5 of 5 ✓")
	tab.Clean()
}

func TestASweepIsDrawnAndLeadsToItsRuns(t *testing.T) {
	tab := open(t, home(t)+"#sleep=20ms&work=5ms&iterations=2", webtest.View{Width: 1280, Height: 900})
	tab.Wait(hasRun)
	press(tab, "Sweep")
	tab.Wait(`document.querySelector("#sweep").open`)
	fill(tab, "#sweep-to", "5000")
	press(tab, "Run all")
	tab.Wait(`document.querySelector("#sweep .field.wrong")?.textContent.includes("a whole number from 1 to 1,000") && document.activeElement.id === "sweep-to"`)
	fill(tab, "#sweep-to", "4")
	fill(tab, "#sweep-number", "4")
	for _, at := range []int{1, 2, 4} {
		do(tab, `document.querySelectorAll("#sweep .places input")[`+strconv.Itoa(at)+`].click()`)
	}
	press(tab, "Run all")
	tab.Wait(swept + `.startsWith("Sweep finished")`)
	assert.Equal(t, 16*2, webtest.Eval[int](tab, `document.querySelectorAll("#sweep .plot [data-point]").length`))
	assert.Equal(t, 16, webtest.Eval[int](tab, `document.querySelectorAll("#sweep td .link").length`))
	assert.Equal(t, 0, webtest.Eval[int](tab, `document.querySelectorAll("#sweep .failed").length`))
	rows := webtest.Eval[[]string](tab, `[...document.querySelectorAll("#sweep tbody tr")].map((e) => e.innerText)`)
	assert.Len(t, rows, 4)
	assert.True(t, strings.HasPrefix(rows[0], "1"), rows[0])

	do(tab, `document.querySelectorAll("#sweep tbody tr")[2].querySelector(".link").click()`)
	tab.Wait(`!document.querySelector("#sweep").open && document.querySelector("#field-loops").value === "3" && ` + hasRun)
	tab.Wait(badge + `.startsWith("virtual time")`)

	// A sweep that would take for ever can be stopped, and what was measured stays.
	fill(tab, "#field-sleep", "1h")
	press(tab, "Sweep")
	do(tab, `document.querySelectorAll("#sweep .places input")[2].click(); document.querySelectorAll("#sweep .places input")[4].click()`)
	press(tab, "Run all")
	tab.Wait(`document.querySelector("#sweeping") && document.querySelectorAll("#sweep .plot [data-point]").length > 0`)
	do(tab, `document.querySelector("#sweep .run.stop").click()`)
	tab.Wait(swept + `.startsWith("Stopped after")`)
	tab.Clean()
}

func TestAxeFindsNothingWhereRunsAreComparedAndSwept(t *testing.T) {
	axe := readAxe(t)
	tab := open(t, home(t)+"#sleep=20ms&work=5ms&seed=11", webtest.View{Width: 1440, Height: 920})
	tab.Wait(hasRun)
	again(tab, "#sleep=20ms&work=5ms&cores=1", 12)
	press(tab, "Runs of this visit")
	tab.Wait(inList + `.length === 2`)
	do(tab, inList+`[0].click()`)
	tab.Wait(verdictText + ` !== ""`)
	views := []webtest.View{{Width: 1440, Height: 920}, {Width: 1440, Height: 920, Dark: true}, {Width: 320, Height: 640, Mobile: true}}
	look := func(state string) {
		t.Helper()
		for _, view := range views {
			tab.Look(view)
			tab.Wait(`innerWidth === ` + strconv.Itoa(view.Width))
			assert.Empty(t, violations(tab, axe), "%s, %+v", state, view)
			assert.LessOrEqual(t, webtest.Eval[int](tab, `document.documentElement.scrollWidth`), view.Width, state)
		}
	}
	look("the list of runs")
	do(tab, `document.querySelector("#runs-of-visit").hidePopover(); document.querySelectorAll(".tabs .tab")[2].click()`)
	look("two runs")
	tab.Look(views[0])
	press(tab, "Sweep")
	fill(tab, "#sweep-to", "x")
	press(tab, "Run all")
	tab.Wait(`document.querySelector("#sweep .field.wrong")`)
	look("a mistake in a sweep")
	tab.Look(views[0])
	fill(tab, "#sweep-to", "3")
	press(tab, "Run all")
	tab.Wait(swept + `.startsWith("Sweep finished")`)
	look("a sweep")
	tab.Clean()
}
