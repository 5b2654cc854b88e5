//go:build !js

// Package links_test holds what the address of the page brings back, and how it is shared.
package links_test

import (
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"loopyard/app/pagetest"
	"loopyard/app/pagetest/chromium"
	"loopyard/engine/scenario/lesson"
)

func TestMain(m *testing.M) { chromium.Main(m) }

func TestTheLinkBringsBackFormAndMoment(t *testing.T) {
	tab := pagetest.Open(t, pagetest.Home(t)+"#s=loop-per-thread", chromium.View{})
	tab.Wait(pagetest.HasRun)
	pagetest.Fill(tab, "#field-loops", "3")
	pagetest.Fill(tab, "#field-work", "40ms")
	tab.Wait(`location.hash === "#v=1&s=loop-per-thread&loops=3&iterations=6&sleep=500ms&work=40ms&at=virtual&seed=1"`)
	pagetest.Press(tab, "Run")
	tab.Wait(pagetest.HasRun + ` && ` + pagetest.Clock + ` === "3.240 / 3.240 s"`)
	pagetest.Press(tab, "To start")
	for range 5 {
		pagetest.Press(tab, "Step")
	}
	tab.Wait(`location.hash.endsWith("&t=540ms")`)
	shown := chromium.Eval[string](tab, pagetest.Clock)
	assert.Equal(t, "0.540 / 3.240 s", shown)

	link := chromium.Eval[string](tab, `location.href`)
	tab.Load("about:blank")
	tab.Load(link)
	tab.WaitRunning()
	tab.Wait(pagetest.HasRun)
	assert.Equal(t, "3", chromium.Eval[string](tab, `document.querySelector("#field-loops").value`))
	assert.Equal(t, "40ms", chromium.Eval[string](tab, `document.querySelector("#field-work").value`))
	tab.Wait(pagetest.Clock + ` === ` + strconv.Quote(shown))
	assert.Equal(t, link, chromium.Eval[string](tab, `location.href`), "showing a link does not change it")
	tab.Clean()
}

func TestABadLinkIsExplainedAndNeverABlankPage(t *testing.T) {
	base := pagetest.Home(t)
	tab := pagetest.Open(t, base, chromium.View{})
	tab.Wait(pagetest.HasRun)
	for i, c := range []struct{ link, says string }{
		{"#loops=%zz", "not “%zz”"},
		{"#loops=0", "Enter a whole number from 1 to 1,000, not “0”."},
		{"#sleep=fast", "Enter a duration from 0s"},
		{"#s=nope", "got “nope”"},
		{"#at=moon", "not “moon”"},
		{"#at=threads&loops=101", "1 to 100"},
		{"#v=9", "version"},
		{"#t=never", "moment"},
		{"#loops=3&loops=<img src=x onerror=alert(1)>", "once only"},
	} {
		// The page begins with one of them and is led to the others: both ways end at the same form, and loading takes long.
		if i == 0 {
			tab.Load("about:blank")
			tab.Load(base + c.link)
			tab.WaitRunning()
		} else {
			pagetest.Do(tab, `location.hash = `+strconv.Quote(c.link))
		}
		tab.Wait(pagetest.Messages + `.includes(` + strconv.Quote(c.says) + `)`)
		assert.Contains(t, chromium.Eval[string](tab, pagetest.Status), "Nothing was run", c.link)
		assert.Empty(t, chromium.Eval[string](tab, pagetest.Spoken), c.link)
		assert.Equal(t, lesson.Of("loop-per-thread").Title, chromium.Eval[string](tab, `document.querySelector("h1").textContent`))
	}
	tab.Clean()
}

func TestPlayPauseTableShareAndExport(t *testing.T) {
	tab := pagetest.Open(t, pagetest.Home(t)+"#s=loop-per-thread&t=1s", chromium.View{})
	tab.Wait(pagetest.HasRun + ` && ` + pagetest.Clock + ` === "1.000 / 3.000 s"`)
	pagetest.Press(tab, "Play")
	tab.Wait(pagetest.Clock + ` > "1.05"`)
	pagetest.Press(tab, "Pause")
	tab.Wait(`![...document.querySelectorAll("button")].some((b) => b.ariaLabel === "Pause")`)

	pagetest.Press(tab, "Show as table")
	tab.Wait(`document.querySelectorAll(".step-table tbody tr").length === 35`)
	pagetest.Press(tab, "Show as picture")
	tab.Wait(`document.querySelector("#timeline-lanes")`)

	// Where there is no clipboard the link is shown in a field.
	pagetest.Do(tab, `Object.defineProperty(navigator, "clipboard", { value: undefined, configurable: true })`)
	pagetest.Press(tab, "Share link")
	tab.Wait(`document.querySelector("#share-link")?.value === location.href`)
	pagetest.Press(tab, "Close")
	pagetest.Do(tab, `Object.defineProperty(navigator, "clipboard", { value: { writeText: async (s) => { window.copied = s } } })`)
	pagetest.Press(tab, "Share link")
	tab.Wait(`window.copied === location.href && document.body.textContent.includes("Link copied")`)

	pagetest.Do(tab, `URL.createObjectURL = (blob) => { window.saved = blob.text(); return "data:," }`)
	pagetest.Press(tab, "Export")
	pagetest.Press(tab, "Trace as NDJSON")
	trace := chromium.Eval[string](tab, `window.saved`)
	assert.True(t, strings.HasPrefix(trace, `{"format":"loopyard-trace"`))
	assert.Contains(t, trace, `"digest"`)
	tab.Clean()
}

func TestOpenInLoopyardLeadsToWhatIsShownNow(t *testing.T) {
	tab := pagetest.Open(t, pagetest.Home(t)+"#s=loop-per-thread&t=1s&embed=1", chromium.View{Width: 800, Height: 600})
	tab.Wait(pagetest.HasRun + ` && ` + pagetest.Clock + ` === "1.000 / 3.000 s"`)
	pagetest.Press(tab, "To start")
	tab.Wait(pagetest.Clock + ` === "0.000 / 3.000 s"`)
	href := `(() => { const a = [...document.querySelectorAll("a")].find((e) => e.textContent === "Open in Loopyard");
		a.dispatchEvent(new MouseEvent("mousedown", { bubbles: true })); return a.getAttribute("href") })()`
	tab.Wait(`location.hash.endsWith("&n=0&t=0s&embed=1")`)
	now := chromium.Eval[string](tab, `location.hash.replace("&embed=1", "")`)
	tab.Wait(href + ` === ` + "`" + now + "`")
	tab.Clean()
}
