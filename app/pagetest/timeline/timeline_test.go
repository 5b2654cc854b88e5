//go:build !js

// Package timeline_test holds how the timeline is looked at, moved about in and saved.
package timeline_test

import (
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"loopyard/app/pagetest"
	"loopyard/app/pagetest/chromium"
)

func TestMain(m *testing.M) { chromium.Main(m) }

const (
	tip  = `(document.querySelector("#timeline-tip.shown")?.innerText ?? "")`
	fits = `[...document.querySelectorAll(".tools button")].find((b) => b.ariaLabel === "Show all of the run").disabled`
	told = `document.querySelector("#timeline-said").textContent`
)

// point sends pointer and wheel events to a place of the timeline, in parts of its width and height.
func point(tab *chromium.Tab, kind string, x, y float64, more string) {
	pagetest.Do(tab, `const v = document.querySelector("#timeline-view"), r = v.getBoundingClientRect();
		v.dispatchEvent(new (`+strconv.Quote(kind)+` === "wheel" ? WheelEvent : PointerEvent)(`+strconv.Quote(kind)+`, { bubbles: true, cancelable: true, pointerId: 1, pointerType: "mouse",
			clientX: r.left + r.width * `+strconv.FormatFloat(x, 'f', -1, 64)+`, clientY: r.top + r.height * `+strconv.FormatFloat(y, 'f', -1, 64)+`, `+more+` }));`)
}

func drag(tab *chromium.Tab, from, to, y float64, more string) {
	point(tab, "pointerdown", from, y, more)
	for _, x := range []float64{from + (to-from)/3, from + (to-from)/2, to} {
		point(tab, "pointermove", x, y, more)
	}
	point(tab, "pointerup", to, y, more)
}

func TestTheTimelineZoomsAndMovesByWheelDragAndPinch(t *testing.T) {
	tab := pagetest.Open(t, pagetest.Home(t)+"#s=loop-per-thread&work=40ms&t=1.582s", chromium.View{Width: 1440, Height: 920})
	tab.Wait(pagetest.HasRun + ` && ` + fits)
	whole := chromium.Eval[int](tab, pagetest.Pixels)
	point(tab, "wheel", .5, .5, "deltaY: -200, ctrlKey: true")
	tab.Wait(`!` + fits + ` && ` + pagetest.Pixels + ` !== ` + strconv.Itoa(whole))
	near := chromium.Eval[int](tab, pagetest.Pixels)
	drag(tab, .8, .4, .5, "")
	tab.Wait(pagetest.Pixels + ` !== ` + strconv.Itoa(near))
	assert.Equal(t, "1.582 / 3.240 s", chromium.Eval[string](tab, pagetest.Clock), "moving the window does not move the cursor")
	point(tab, "wheel", .5, .5, "deltaY: -300, shiftKey: true")
	pagetest.Press(tab, "Show all of the run")
	tab.Wait(fits + ` && ` + pagetest.Pixels + ` === ` + strconv.Itoa(whole))

	drag(tab, .5, .7, .5, "shiftKey: true")
	tab.Wait(`!` + fits)
	pagetest.Press(tab, "Show all of the run")
	tab.Wait(fits)

	// Two fingers come apart.
	point(tab, "pointerdown", .4, .5, `pointerId: 1, pointerType: "touch"`)
	point(tab, "pointerdown", .6, .5, `pointerId: 2, pointerType: "touch"`)
	for _, x := range []float64{.65, .7, .8} {
		point(tab, "pointermove", x, .5, `pointerId: 2, pointerType: "touch"`)
	}
	point(tab, "pointerup", .8, .5, `pointerId: 2, pointerType: "touch"`)
	point(tab, "pointerup", .4, .5, `pointerId: 1, pointerType: "touch"`)
	tab.Wait(`!` + fits)
	assert.Equal(t, "1.582 / 3.240 s", chromium.Eval[string](tab, pagetest.Clock))
	pagetest.Press(tab, "Show all of the run")

	// Not zoomed in, a drag moves the cursor, and so does a click; the plain wheel is the page's.
	tab.Wait(fits)
	drag(tab, .5, .9, .5, "")
	tab.Wait(pagetest.Clock + ` > "2.6"`)
	assert.True(t, chromium.Eval[bool](tab, `document.querySelector("#timeline-view").dispatchEvent(new WheelEvent("wheel", { bubbles: true, cancelable: true, deltaY: 50 }))`))
	assert.NotContains(t, chromium.Eval[string](tab, `document.querySelector("[name=viewport]").content`), "user-scalable", "pinching the page is not disabled")
	tab.Clean()
}

func TestTheTimelineTellsWhatIsUnderThePointer(t *testing.T) {
	tab := pagetest.Open(t, pagetest.Home(t)+"#s=loop-per-thread&work=40ms", chromium.View{Width: 1440, Height: 920})
	tab.Wait(pagetest.HasRun)
	point(tab, "pointermove", .3, .5, "")
	tab.Wait(tip + ` !== ""`)
	assert.Contains(t, chromium.Eval[string](tab, tip), "sleeping")
	point(tab, "pointerdown", .3, .5, "")
	point(tab, "pointerup", .3, .5, "")
	tab.Wait(`/^Loop\d$/.test(` + pagetest.Chosen + `)`)
	name := chromium.Eval[string](tab, pagetest.Chosen)
	assert.Contains(t, chromium.Eval[string](tab, tip), name)
	before := chromium.Eval[string](tab, pagetest.Clock)
	pagetest.Press(tab, "Event after, of "+name)
	tab.Wait(pagetest.Clock + ` > ` + strconv.Quote(before))
	pagetest.Press(tab, "Choose nothing")
	tab.Wait(pagetest.Chosen + ` === ""`)
	tab.Clean()
}

func TestTheTimelineWorksFromTheKeyboard(t *testing.T) {
	tab := pagetest.Open(t, pagetest.Home(t)+"#s=wrapper", chromium.View{Width: 1280, Height: 800})
	tab.Wait(pagetest.HasRun)
	pagetest.Do(tab, `document.querySelector("#timeline-view").focus()`)
	type key struct{ press, until string }
	for _, k := range []key{
		{kb.Home, pagetest.Clock + ` === "0.000 / 2.000 s"`},
		{kb.ArrowDown, pagetest.Chosen + ` === "Loop1" && ` + tip + `.startsWith("Loop1")`},
		{kb.ArrowRight, told + ` !== ""`},
		{"+", `!` + fits},
		{"0", fits},
		{kb.End, pagetest.Clock + ` === "2.000 / 2.000 s"`},
		{kb.Escape, pagetest.Chosen + ` === "" && ` + tip + ` === ""`},
		{"?", `document.querySelector("#shortcuts").open`},
	} {
		tab.Do(chromedp.KeyEvent(k.press))
		tab.Wait(k.until)
	}
	assert.Contains(t, chromium.Eval[string](tab, `document.querySelector("#shortcuts").innerText`), "zoom in")
	pagetest.Press(tab, "Close")
	tab.Wait(`!document.querySelector("#shortcuts").open`)
	pagetest.Fill(tab, "#field-coroutines", "3")
	assert.Equal(t, "3", chromium.Eval[string](tab, `document.querySelector("#field-coroutines").value`), "the keys are the timeline's alone")
	tab.Clean()
}

func TestTasksUnfoldByTheirLabelAndByTheButton(t *testing.T) {
	tab := pagetest.Open(t, pagetest.Home(t)+"#s=crowd&loops=2&coroutines=50", chromium.View{Width: 1280, Height: 800})
	tab.Wait(pagetest.HasRun)
	const tall = `document.querySelector("#timeline-space").offsetHeight`
	folded := chromium.Eval[int](tab, tall)
	pagetest.Press(tab, "Show all tasks")
	tab.Wait(tall + ` > ` + strconv.Itoa(folded+300))
	pagetest.Press(tab, "Hide all tasks")
	tab.Wait(tall + ` === ` + strconv.Itoa(folded))
	point(tab, "pointerdown", .02, .5, "")
	point(tab, "pointerup", .02, .5, "")
	tab.Wait(tall + ` > ` + strconv.Itoa(folded+100))
	tab.Clean()
}

func TestTheTimelineIsSavedAsPNGAndSVG(t *testing.T) {
	tab := pagetest.Open(t, pagetest.Home(t)+"#s=loop-per-thread&work=40ms", chromium.View{Width: 1280, Height: 800})
	tab.Wait(pagetest.HasRun)
	pagetest.Do(tab, `URL.createObjectURL = (blob) => { window.saved = blob; return "data:," }`)
	pagetest.Press(tab, "Export")
	pagetest.Press(tab, "Timeline as SVG")
	tab.Wait(`window.saved?.type === "image/svg+xml"`)
	svg := chromium.Eval[string](tab, `window.saved.text()`)
	require.True(t, strings.HasPrefix(svg, "<svg "))
	assert.Contains(t, svg, "0, 114, 178", "in the page's colors")
	assert.Contains(t, svg, "Loop4")
	assert.Empty(t, chromium.Eval[string](tab, `window.saved.text().then((s) => new DOMParser().parseFromString(s, "image/svg+xml").querySelector("parsererror")?.textContent ?? "")`))

	pagetest.Press(tab, "Export")
	pagetest.Press(tab, "Timeline as PNG")
	tab.Wait(`window.saved?.type === "image/png"`)
	assert.Equal(t, 2560, chromium.Eval[int](tab, `createImageBitmap(window.saved).then((i) => i.width)`))
	tab.Clean()
}
