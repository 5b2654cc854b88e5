//go:build !js

package page_test

import (
	"bytes"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"loopyard/engine/scenario"
	"loopyard/engine/scenario/lesson"
	"loopyard/engine/session"
	"loopyard/engine/spec"
	"loopyard/engine/trace/ndjson"
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
	status   = `document.querySelector("#live").textContent`
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
		const s = document.querySelector("#live");
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
		ran := 0
		for _, place := range []string{"at=virtual", "at=single", "at=single&host=native", "at=threads&host=native"} {
			seed++
			link := "#v=1&s=" + s.ID + "&" + place + "&seed=" + strconv.Itoa(seed)
			if !slices.Contains([]string{"executor", "gather-or-group", "pipeline", "timeouts"}, s.ID) { // what these do is a matter of time
				link += "&sleep=30ms"
			}
			if s.ID == "race" || s.ID == "deadlock" { // one says something else each time, the other never ends in real time
				link += "&variant=mended"
			} else if strings.HasPrefix(place, "at=single") && (scenario.Catalog{}).Except(spec.Run{Scenario: s.ID, Placement: spec.Single}) != "" {
				continue
			}
			ran++
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
		tab.Wait(`document.querySelectorAll(".figures:not(.loops) thead th").length === ` + strconv.Itoa(ran))
		verdicts := webtest.Eval[[]string](tab, `[...document.querySelectorAll(".verdicts .ok")].map((e) => e.className)`)
		assert.Equal(t, slices.Repeat([]string{"ok"}, ran-1), verdicts, s.ID)
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
		// It is below 100 ms on a machine with nothing else to do. What is held is that it does not wait for the engine,
		// which has a minute of work or an hour of sleep before it.
		assert.Less(t, took, 3000.0, link)
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
		"#loops=0": "Got “0”, want a whole number from 1 to 1,000", "#sleep=fast": "want a duration from 0s", "#s=nope": "got “nope”",
		"#at=moon": "Got “moon”", "#at=threads&loops=101": "1 to 100", "#v=9": "version", "#t=never": "moment", "#loops=%zz": "Got “%zz”",
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
	press(tab, "Trace as NDJSON")
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

func TestAFileOfTheCommandLineIsOpened(t *testing.T) {
	tab := open(t, home(t)+"#s=runner&at=single", webtest.View{Width: 390, Height: 844})
	do(tab, `const files = new DataTransfer();
		files.items.add(new File([`+strconv.Quote(string(saved(t)))+`], "run.ndjson"));
		const picker = document.querySelector("#open-file");
		picker.files = files.files;
		picker.dispatchEvent(new Event("change", { bubbles: true }));`)
	tab.Wait(badge + `.startsWith("real time · native threads")`)
	tab.Wait(`location.hash.includes("loops=3")`)
	assert.Equal(t, "", webtest.Eval[string](tab, messages))
	tab.Clean()
}

// saved is the trace of a native run, as the command line writes it.
func saved(t *testing.T) []byte {
	t.Helper()
	run, err := spec.Parse([]spec.Pair{{"scenario", "loop-per-thread"}, {"loops", "3"}, {"sleep", "2ms"}, {"placement", "threads"}}, scenario.Catalog{}, spec.CLI)
	require.NoError(t, err)
	var b bytes.Buffer
	_, err = session.Run(t.Context(), run, session.Options{Host: "native"}, ndjson.NewWriter(&b))
	require.NoError(t, err)
	return b.Bytes()
}
