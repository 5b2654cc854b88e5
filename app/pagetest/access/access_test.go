//go:build !js

// Package access_test checks that everybody can use the page: with the keyboard, on small screens, in both color schemes,
// and with assistive technology.
package access_test

import (
	"encoding/json"
	"strconv"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"loopyard/app/pagetest"
	"loopyard/app/pagetest/chromium"
)

func TestMain(m *testing.M) { chromium.Main(m) }

func TestEverythingWorksFromTheKeyboard(t *testing.T) {
	tab := pagetest.Open(t, pagetest.Home(t), chromium.View{})
	tab.Wait(pagetest.HasRun)
	reach := func(what string) {
		t.Helper()
		for range 80 {
			tab.Do(chromedp.KeyEvent(kb.Tab))
			if chromium.Eval[bool](tab, `document.activeElement.matches(`+strconv.Quote(what)+`)`) {
				outline := chromium.Eval[string](tab, `(() => { const e = document.activeElement, s = getComputedStyle(e), n = e.nextElementSibling;
					return s.outlineStyle !== "none" ? s.outlineStyle : n ? getComputedStyle(n).outlineStyle : "none" })()`)
				assert.NotEqual(t, "none", outline, "the focus can be seen on %s", what)
				return
			}
		}
		require.Fail(t, "the Tab key does not lead there", what)
	}
	reach("#field-loops")
	tab.Do(chromedp.KeyEvent("a", chromedp.KeyModifiers(2)), chromedp.KeyEvent("0"), chromedp.KeyEvent(kb.Enter))
	tab.Wait(pagetest.Messages + ` !== "" && document.activeElement.id === "field-loops"`)
	tab.Do(chromedp.KeyEvent("a", chromedp.KeyModifiers(2)), chromedp.KeyEvent("2"))
	reach("[name=place]")
	for range 40 { // quicker than the page is drawn
		tab.Do(chromedp.KeyEvent(kb.ArrowRight), chromedp.KeyEvent(kb.ArrowLeft))
		require.Equal(t, "virtual", chromium.Eval[string](tab, `document.querySelector("[name=place]:checked").value`))
	}
	tab.Do(chromedp.KeyEvent(kb.Enter, chromedp.KeyModifiers(2)))
	tab.Wait(pagetest.HasRun + ` && ` + pagetest.Status + `.includes("2 loops")`)

	reach("#moment")
	tab.Do(chromedp.KeyEvent(kb.Home))
	tab.Wait(pagetest.Clock + ` === "0.000 / 3.000 s"`)
	tab.Do(chromedp.KeyEvent(kb.PageUp))
	tab.Wait(pagetest.Clock + ` !== "0.000 / 3.000 s"`)
	reach("[role=tab][aria-selected=true]")
	tab.Do(chromedp.KeyEvent(kb.ArrowRight), chromedp.KeyEvent(kb.ArrowRight))
	tab.Wait(`document.querySelector("#panel-code").checkVisibility() && document.activeElement.textContent === "Code"`)
	tab.Clean()
}

func TestNothingIsWiderThanTheScreen(t *testing.T) {
	tab := pagetest.Open(t, pagetest.Home(t), chromium.View{})
	tab.Wait(pagetest.HasRun)
	pagetest.Press(tab, "Share link")
	tab.Wait(`document.querySelector("#share-link")`)
	for _, width := range []int{320, 390, 640, 768, 1024, 1100, 1280, 1440, 1920} {
		tab.Look(chromium.View{Width: width, Height: 800, Mobile: width < 640})
		tab.Wait(`innerWidth === ` + strconv.Itoa(width))
		wide := chromium.Eval[[]string](tab, `(() => {
			const over = [...document.querySelectorAll(".page *")].filter((e) => e.checkVisibility() &&
				!e.closest(".scroll, .view, .unseen, svg, select, nav") && getComputedStyle(e).clipPath === "none" &&
				e.getBoundingClientRect().right > innerWidth + .5);
			return [...over.map((e) => e.tagName + "." + e.className), ...(document.documentElement.scrollWidth > innerWidth ? ["page"] : [])] })()`)
		assert.Empty(t, wide, "at %d", width)
		small := chromium.Eval[[]string](tab, `[...document.querySelectorAll("button, input:not([type=checkbox]):not([type=radio]), select, nav a, .try a, .seg label, .answers label, .gil")]
			.filter((e) => e.checkVisibility()).map((e) => [e, e.getBoundingClientRect()])
			.filter(([e, r]) => r.width < 24 || r.height < 24).map(([e, r]) => e.outerHTML.slice(0, 80) + " " + r.width + "x" + r.height)`)
		assert.Empty(t, small, "at %d", width)
	}
	tab.Clean()
}

func TestThePictureFollowsTheTheme(t *testing.T) {
	tab := pagetest.Open(t, pagetest.Home(t)+"#work=40ms", chromium.View{})
	tab.Wait(pagetest.HasRun)
	const colors = `(() => { const c = document.querySelector("#timeline-lanes"), d = c.getContext("2d").getImageData(0, 0, c.width, c.height).data;
		const seen = new Set(); for (let i = 0; i < d.length; i += 4) if (d[i + 3] === 255) seen.add(d[i] + "," + d[i + 1] + "," + d[i + 2]); return [...seen] })()`
	assert.Contains(t, chromium.Eval[[]string](tab, colors), "0,114,178", "Loop0 in the light theme")
	tab.Look(chromium.View{Dark: true})
	tab.Wait(colors + `.includes("86,180,233")`)
	tab.Clean()
}

func TestAxeFindsNothing(t *testing.T) {
	axe := pagetest.Axe(t)
	base := pagetest.Home(t)
	tab := pagetest.Open(t, base, chromium.View{})
	wide := chromium.View{Width: 1440, Height: 920}
	wideDark := chromium.View{Width: 1440, Height: 920, Dark: true}
	phone := chromium.View{Width: 390, Height: 844, Mobile: true}
	for name, state := range map[string]struct {
		link  string
		view  chromium.View
		do    string // leads to the state
		until string // is true in it
	}{
		"wide":       {"#t=1s", wide, "", pagetest.HasRun},
		"wide, dark": {"#t=1s&work=40ms", wideDark, "", pagetest.HasRun},
		"advice":     {"#s=one-loop-blocks", wide, `document.querySelectorAll(".heads .tab")[1].click()`, `document.querySelector(".p-advice").checkVisibility()`},
		"code":       {"#t=1s", wide, `document.querySelectorAll(".heads .tab")[2].click()`, `document.querySelector("#panel-code").checkVisibility()`},
		"table":      {"#t=1s", wideDark, `document.querySelector(".timeline .ghost").click()`, `document.querySelector(".step-table")`},
		"errors":     {"#loops=0&s=nope&at=moon", wide, "", pagetest.Messages + ` !== ""`},
		"keys":       {"#t=1s", wide, keys("ArrowDown", "ArrowRight", "w", "?"), `document.querySelector("#shortcuts").open`},
		"tasks":      {"#s=gather-or-group", wideDark, keys("ArrowDown", "ArrowDown"), pagetest.Chosen + ` !== ""`},
		"export menu": {"#t=1s", phone, `document.querySelector("[popovertarget=export-menu]").click()`,
			`document.querySelector("#export-menu").matches(":popover-open")`},
		"share": {"#t=1s", phone, `[...document.querySelectorAll("button")].find((b) => b.textContent === "Share link").click()`,
			`document.querySelector("#share-link")`},
		"embedded, dark": {"#t=1s&embed=1&fixed=1&theme=dark", chromium.View{Width: 640, Height: 560}, "", pagetest.HasRun},
		"phone":          {"#t=1s", phone, "", pagetest.HasRun},
		"small, dark": {"#loops=0", chromium.View{Width: 320, Height: 640, Mobile: true, Dark: true},
			`document.querySelectorAll(".tabs .tab")[2].click()`, `document.querySelectorAll(".tabs .tab")[2].ariaSelected === "true"`},
	} {
		tab.Load("about:blank")
		tab.Look(state.view)
		tab.Load(base + state.link)
		tab.WaitRunning()
		tab.Wait(pagetest.Status + ` !== ""`)
		if state.do != "" {
			pagetest.Do(tab, state.do)
		}
		tab.Wait(state.until)
		tab.Wait(settled)
		assert.Empty(t, pagetest.Violations(tab, axe), name)
	}
}

// settled is true when no transition or animation changes the colors any more.
const settled = `document.getAnimations().every((a) => a.playState !== "running")`

// keys returns a script that presses keys on the timeline.
func keys(names ...string) string {
	list, _ := json.Marshal(names)
	return `document.querySelector("#timeline-view").focus(); for (const key of ` + string(list) + `)
		document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }))`
}
