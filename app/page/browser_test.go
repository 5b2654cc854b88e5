package page_test

import (
	"net/http"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"loopyard/engine/scenario"
	"loopyard/engine/scenario/lesson"
	"loopyard/web"
	"loopyard/web/webtest"
)

// home is a whole server, with the page and native runs.
func home(t *testing.T) string {
	t.Helper()
	return webtest.Serve(t, web.NewServer(web.Config{Site: webtest.Site(t, "/").Handler()}).Handler()) + "/"
}

// open opens the page and waits until its program has drawn it.
func open(t *testing.T, url string, view webtest.View) *webtest.Tab {
	t.Helper()
	tab := webtest.Start(t).Open(t, url, view)
	tab.WaitRunning()
	return tab
}

const (
	status   = `document.querySelector("[role=status]").textContent`
	hasRun   = `/^Run finished/.test(` + status + `)`
	runText  = `document.querySelector(".run").textContent`
	messages = `[...document.querySelectorAll(".field.wrong .hint, .hint.wrong, .general")].map((e) => e.textContent).join(" | ")`
	badge    = `document.querySelector(".what").textContent`
	spoken   = `[...document.querySelectorAll("#console-lines .said")].map((e) => e.textContent).join("\n")`
	at       = `document.querySelector(".clock").textContent`
)

// do runs JavaScript statements in the page.
func do(tab *webtest.Tab, script string) {
	webtest.Eval[bool](tab, `(() => { `+script+`
		return true })()`)
}

// press clicks the button with that name, as a reader would say it.
func press(tab *webtest.Tab, name string) {
	script := `[...document.querySelectorAll("button")].find((b) => b.checkVisibility() &&
		(b.getAttribute("aria-label") || b.textContent.trim()) === ` + strconv.Quote(name) + `).click()`
	do(tab, script)
}

// fill types into a field in place of what is there.
func fill(tab *webtest.Tab, field, text string) {
	do(tab, `const e = document.querySelector("`+field+`"); e.focus(); e.select(); document.execCommand("insertText", false, "`+text+`");`)
}

// runReal runs what the form says and waits for its end.
func runReal(tab *webtest.Tab) string {
	return webtest.Eval[string](tab, `new Promise((done) => {
		const s = document.querySelector("[role=status]");
		new MutationObserver(() => { if (!/^Running/.test(s.textContent)) done(s.textContent) })
			.observe(s, { childList: true, characterData: true, subtree: true });
		document.querySelector(".run").click();
	})`)
}

func TestEveryScenarioRunsInEveryPlace(t *testing.T) {
	tab := open(t, home(t), webtest.View{})
	tab.Wait(hasRun)
	seed := 100
	for _, s := range scenario.All {
		for _, place := range []string{"at=virtual", "at=single", "at=single&host=native", "at=threads&host=native"} {
			seed++
			link := "#v=1&s=" + s.ID + "&sleep=30ms&" + place + "&seed=" + strconv.Itoa(seed)
			do(tab, `location.hash = `+strconv.Quote(link))
			tab.Wait(`document.querySelector("h1").textContent === ` + strconv.Quote(lesson.Of(s.ID).Title) + ` &&
				document.querySelector("#field-seed").value === "` + strconv.Itoa(seed) + `"`)
			if place == "at=virtual" {
				tab.Wait(hasRun + ` && ` + badge + `.endsWith("seed ` + strconv.Itoa(seed) + `")`)
				assert.Equal(t, "virtual time · seed "+strconv.Itoa(seed), webtest.Eval[string](tab, badge))
			} else {
				assert.Contains(t, runReal(tab), "Run finished", link)
				assert.Contains(t, webtest.Eval[string](tab, badge), "real time", link)
			}
			assert.NotEmpty(t, webtest.Eval[string](tab, spoken), link)
			assert.Empty(t, webtest.Eval[string](tab, `document.querySelector(".alert").textContent`), link)
		}
		// By now each place has a column, and they agree on what every loop said.
		tab.Wait(`document.querySelectorAll(".figures:not(.loops) thead th").length === 4`)
		verdicts := webtest.Eval[[]string](tab, `[...document.querySelectorAll(".verdicts .ok")].map((e) => e.className)`)
		assert.Equal(t, []string{"ok", "ok", "ok"}, verdicts, s.ID)
	}
	tab.Clean()
}

func TestStopIsQuickEvenWhenTheEngineIsBusy(t *testing.T) {
	tab := open(t, home(t), webtest.View{})
	tab.Wait(hasRun)
	for _, link := range []string{"#at=single&sleep=1h", "#at=single&work=1m", "#at=threads&host=native&sleep=1h", "#at=threads&host=native&work=1m"} {
		do(tab, `location.hash = `+strconv.Quote(link))
		tab.Wait(`location.hash === ` + strconv.Quote(link) + ` && ` + runText + ` === "Run"`)
		press(tab, "Run")
		tab.Wait(runText + ` === "Stop" && document.querySelectorAll("#console-lines .line").length > 0`)
		took := webtest.Eval[float64](tab, `new Promise((done) => {
			const b = document.querySelector(".run"), from = performance.now();
			new MutationObserver(() => { if (b.textContent === "Run") done(performance.now() - from) })
				.observe(b, { childList: true, characterData: true, subtree: true });
			b.click();
		})`)
		assert.Less(t, took, 100.0, link)
		assert.Contains(t, webtest.Eval[string](tab, `document.querySelector(".flags").textContent`), "stopped")
	}
	// The next run does not wait for anything that was stopped.
	do(tab, `location.hash = "#seed=77"`)
	tab.Wait(hasRun + ` && ` + badge + `.endsWith("seed 77")`)
	tab.Clean()
}

func TestTheLinkBringsBackFormAndMoment(t *testing.T) {
	tab := open(t, home(t)+"#s=loop-per-thread", webtest.View{})
	tab.Wait(hasRun)
	fill(tab, "#field-loops", "3")
	fill(tab, "#field-work", "40ms")
	tab.Wait(`location.hash === "#v=1&s=loop-per-thread&loops=3&iterations=6&sleep=500ms&work=40ms&at=virtual&seed=1"`)
	press(tab, "Run")
	tab.Wait(hasRun + ` && ` + at + ` === "3.240 / 3.240 s"`)
	press(tab, "To start")
	for range 5 {
		press(tab, "Step")
	}
	tab.Wait(`location.hash.endsWith("&t=540ms")`)
	shown := webtest.Eval[string](tab, at)
	assert.Equal(t, "0.540 / 3.240 s", shown)

	link := webtest.Eval[string](tab, `location.href`)
	tab.Load("about:blank")
	tab.Load(link)
	tab.WaitRunning()
	tab.Wait(hasRun)
	assert.Equal(t, "3", webtest.Eval[string](tab, `document.querySelector("#field-loops").value`))
	assert.Equal(t, "40ms", webtest.Eval[string](tab, `document.querySelector("#field-work").value`))
	tab.Wait(at + ` === ` + strconv.Quote(shown))
	assert.Equal(t, link, webtest.Eval[string](tab, `location.href`), "showing a link does not change it")
	tab.Clean()
}

func TestABadLinkIsExplainedAndNeverABlankPage(t *testing.T) {
	base := home(t)
	tab := open(t, base, webtest.View{})
	tab.Wait(hasRun)
	for link, says := range map[string]string{
		"#loops=0": "Got “0”, want a whole number from 1 to 1000", "#sleep=fast": "want a duration from 0s", "#s=nope": "got “nope”",
		"#at=moon": "Got “moon”", "#at=threads": "native only", "#v=9": "version", "#t=never": "moment", "#loops=%zz": "Got “%zz”",
		"#loops=3&loops=<img src=x onerror=alert(1)>": "once only",
	} {
		tab.Load("about:blank")
		tab.Load(base + link)
		tab.WaitRunning()
		tab.Wait(messages + ` !== ""`)
		assert.Contains(t, webtest.Eval[string](tab, messages), says, link)
		assert.Contains(t, webtest.Eval[string](tab, status), "Nothing was run", link)
		assert.Empty(t, webtest.Eval[string](tab, spoken), link)
		assert.Equal(t, lesson.Of("loop-per-thread").Title, webtest.Eval[string](tab, `document.querySelector("h1").textContent`))
	}
	tab.Clean()
}

func TestEverythingWorksFromTheKeyboard(t *testing.T) {
	tab := open(t, home(t), webtest.View{})
	tab.Wait(hasRun)
	reach := func(what string) {
		t.Helper()
		for range 80 {
			tab.Do(chromedp.KeyEvent(kb.Tab))
			if webtest.Eval[bool](tab, `document.activeElement.matches(`+strconv.Quote(what)+`)`) {
				outline := webtest.Eval[string](tab, `(() => { const e = document.activeElement, s = getComputedStyle(e), n = e.nextElementSibling;
					return s.outlineStyle !== "none" ? s.outlineStyle : n ? getComputedStyle(n).outlineStyle : "none" })()`)
				assert.NotEqual(t, "none", outline, "the focus can be seen on %s", what)
				return
			}
		}
		require.Fail(t, "the Tab key does not lead there", what)
	}
	reach("#field-loops")
	tab.Do(chromedp.KeyEvent("a", chromedp.KeyModifiers(2)), chromedp.KeyEvent("0"), chromedp.KeyEvent(kb.Enter))
	tab.Wait(messages + ` !== "" && document.activeElement.id === "field-loops"`)
	tab.Do(chromedp.KeyEvent("a", chromedp.KeyModifiers(2)), chromedp.KeyEvent("2"))
	reach("[name=place]")
	tab.Do(chromedp.KeyEvent(kb.ArrowRight), chromedp.KeyEvent(kb.ArrowLeft))
	assert.Equal(t, "virtual", webtest.Eval[string](tab, `document.querySelector("[name=place]:checked").value`))
	tab.Do(chromedp.KeyEvent(kb.Enter, chromedp.KeyModifiers(2)))
	tab.Wait(hasRun + ` && ` + status + `.includes("2 loops")`)

	reach("#moment")
	tab.Do(chromedp.KeyEvent(kb.Home))
	tab.Wait(at + ` === "0.000 / 3.000 s"`)
	tab.Do(chromedp.KeyEvent(kb.PageUp))
	tab.Wait(at + ` !== "0.000 / 3.000 s"`)
	reach("[role=tab][aria-selected=true]")
	tab.Do(chromedp.KeyEvent(kb.ArrowRight))
	tab.Wait(`document.querySelector("#panel-code").checkVisibility() && document.activeElement.textContent === "Code"`)
	tab.Clean()
}

func TestPlayPauseTableShareAndExport(t *testing.T) {
	tab := open(t, home(t)+"#s=loop-per-thread&t=1s", webtest.View{})
	tab.Wait(hasRun + ` && ` + at + ` === "1.000 / 3.000 s"`)
	press(tab, "Play")
	tab.Wait(at + ` > "1.05"`)
	press(tab, "Pause")
	tab.Wait(`![...document.querySelectorAll("button")].some((b) => b.ariaLabel === "Pause")`)

	press(tab, "Show as table")
	tab.Wait(`document.querySelectorAll(".step-table tbody tr").length === 35`)
	press(tab, "Show as picture")
	tab.Wait(`document.querySelector("#timeline-lanes")`)

	// Where there is no clipboard the link is shown in a field.
	do(tab, `Object.defineProperty(navigator, "clipboard", { value: undefined, configurable: true })`)
	press(tab, "Share link")
	tab.Wait(`document.querySelector("#share-link")?.value === location.href`)
	press(tab, "Close")
	do(tab, `Object.defineProperty(navigator, "clipboard", { value: { writeText: async (s) => { window.copied = s } } })`)
	press(tab, "Share link")
	tab.Wait(`window.copied === location.href && document.body.textContent.includes("Link copied")`)

	do(tab, `URL.createObjectURL = (blob) => { window.saved = blob.text(); return "data:," }`)
	press(tab, "Export")
	trace := webtest.Eval[string](tab, `window.saved`)
	assert.True(t, strings.HasPrefix(trace, `{"format":"loopyard-trace"`))
	assert.Contains(t, trace, `"digest"`)
	tab.Clean()
}

func TestCompareSetsTheNativeRunBeside(t *testing.T) {
	tab := open(t, home(t)+"#s=loop-per-thread&sleep=20ms", webtest.View{Width: 1440, Height: 920})
	tab.Wait(hasRun + ` && !document.querySelector(".compare button").disabled`)
	press(tab, "Compare")
	tab.Wait(`document.querySelector(".verdicts").textContent.includes("Same order inside every loop: 5 of 5 ✓")`)
	assert.Equal(t, []string{"virtual", "native threads"},
		webtest.Eval[[]string](tab, `[...document.querySelectorAll(".figures:not(.loops) thead th")].map((e) => e.textContent)`))
	assert.Equal(t, "virtual time · seed 1", webtest.Eval[string](tab, badge), "what is shown stays")
	press(tab, "native threads")
	tab.Wait(badge + ` === "real time · native threads"`)
	tab.Clean()
}

func TestWithoutANativeServerTheRestWorks(t *testing.T) {
	site := webtest.Site(t, "/loops/").Handler()
	url := webtest.Serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { site.ServeHTTP(w, r) }))
	tab := open(t, url+"/loops/", webtest.View{})
	tab.Wait(hasRun)
	assert.Contains(t, webtest.Eval[string](tab, `document.querySelector(".where").textContent`), "no native server here")
	assert.True(t, webtest.Eval[bool](tab, `document.querySelector(".compare button").disabled`))
	tab.Clean() // nothing was asked for that is not there

	tab.Allow("api/")
	do(tab, `document.querySelector("[value=native]").click()`)
	tab.Wait(`location.hash.includes("host=native")`)
	press(tab, "Run")
	tab.Wait(`document.querySelector(".alert").textContent.includes("no native server here")`)
	do(tab, `document.querySelector("[value=virtual]").click()`)
	tab.Wait(`location.hash.includes("at=virtual")`)
	press(tab, "Run")
	tab.Wait(hasRun)
	assert.Empty(t, webtest.Eval[string](tab, `document.querySelector(".alert").textContent`))
	tab.Clean()
}

func TestNothingIsWiderThanTheScreen(t *testing.T) {
	tab := open(t, home(t), webtest.View{})
	tab.Wait(hasRun)
	for _, width := range []int{320, 390, 640, 768, 1024, 1100, 1280, 1440, 1920} {
		tab.Look(webtest.View{Width: width, Height: 800, Mobile: width < 640})
		tab.Wait(`innerWidth === ` + strconv.Itoa(width))
		wide := webtest.Eval[[]string](tab, `(() => {
			const over = [...document.querySelectorAll(".yard *")].filter((e) => e.checkVisibility() &&
				!e.closest(".scroll, .view, .unseen, svg, select, nav") && getComputedStyle(e).clipPath === "none" &&
				e.getBoundingClientRect().right > innerWidth + .5);
			return [...over.map((e) => e.tagName + "." + e.className), ...(document.documentElement.scrollWidth > innerWidth ? ["page"] : [])] })()`)
		assert.Empty(t, wide, "at %d", width)
		small := webtest.Eval[[]string](tab, `[...document.querySelectorAll("button, input, select, nav a, .seg label")]
			.filter((e) => e.checkVisibility()).map((e) => [e, e.getBoundingClientRect()])
			.filter(([e, r]) => r.width < 24 || r.height < 24).map(([e, r]) => e.outerHTML.slice(0, 80) + " " + r.width + "x" + r.height)`)
		assert.Empty(t, small, "at %d", width)
	}
	tab.Clean()
}

func TestThePictureFollowsTheTheme(t *testing.T) {
	tab := open(t, home(t)+"#work=40ms", webtest.View{})
	tab.Wait(hasRun)
	const colors = `(() => { const c = document.querySelector("#timeline-lanes"), d = c.getContext("2d").getImageData(0, 0, c.width, c.height).data;
		const seen = new Set(); for (let i = 0; i < d.length; i += 4) if (d[i + 3] === 255) seen.add(d[i] + "," + d[i + 1] + "," + d[i + 2]); return [...seen] })()`
	assert.Contains(t, webtest.Eval[[]string](tab, colors), "0,114,178", "Loop0 in the light theme")
	tab.Look(webtest.View{Dark: true})
	tab.Wait(colors + `.includes("86,180,233")`)
	tab.Clean()
}

func TestAxeFindsNothing(t *testing.T) {
	path := os.Getenv("AXE")
	if path == "" {
		t.Skip("name the file axe.min.js of axe-core in $AXE to run it")
	}
	axe, err := os.ReadFile(path)
	require.NoError(t, err)
	base := home(t)
	tab := open(t, base, webtest.View{})
	for name, state := range map[string]struct {
		link string
		view webtest.View
		do   string
	}{
		"wide":        {"#t=1s", webtest.View{Width: 1440, Height: 920}, ""},
		"wide, dark":  {"#t=1s&work=40ms", webtest.View{Width: 1440, Height: 920, Dark: true}, ""},
		"code":        {"#t=1s", webtest.View{Width: 1440, Height: 920}, `document.querySelectorAll(".heads .tab")[1].click()`},
		"table":       {"#t=1s", webtest.View{Width: 1440, Height: 920, Dark: true}, `document.querySelector(".timeline .ghost").click()`},
		"errors":      {"#loops=0&s=nope&at=moon", webtest.View{Width: 1440, Height: 920}, ""},
		"phone":       {"#t=1s", webtest.View{Width: 390, Height: 844, Mobile: true}, ""},
		"small, dark": {"#loops=0", webtest.View{Width: 320, Height: 640, Mobile: true, Dark: true}, `document.querySelectorAll(".tabs .tab")[2].click()`},
	} {
		tab.Load("about:blank")
		tab.Look(state.view)
		tab.Load(base + state.link)
		tab.WaitRunning()
		tab.Wait(status + ` !== ""`)
		if state.do != "" {
			do(tab, state.do)
		}
		time.Sleep(200 * time.Millisecond)
		do(tab, string(axe))
		found := webtest.Eval[[]string](tab, `axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"] })
			.then((r) => r.violations.map((v) => v.id + ": " + v.nodes.map((n) => n.target + " " + n.failureSummary).join(" / ").slice(0, 600)))`)
		assert.Empty(t, found, name)
	}
}
