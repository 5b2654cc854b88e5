//go:build !js

// Package places_test checks that programs run, end and stop in each place that the page offers, except its workers.
package places_test

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"loopyard/app/pagetest"
	"loopyard/app/pagetest/chromium"
	"loopyard/engine/scenario"
	"loopyard/engine/scenario/lesson"
	"loopyard/engine/spec"
	"loopyard/web/webtest"
)

func TestMain(m *testing.M) { chromium.Main(m) }

// TestEveryScenarioRunsInEveryPlace runs half of the scenarios in one tab and half in another, at the same time, because
// runs in real time mostly wait.
func TestEveryScenarioRunsInEveryPlace(t *testing.T) {
	home := pagetest.Home(t)
	const tabs = 2
	for half := range tabs {
		t.Run(strconv.Itoa(half), func(t *testing.T) {
			t.Parallel()
			tab := pagetest.Open(t, home, chromium.View{})
			tab.Wait(pagetest.HasRun)
			for n := half; n < len(scenario.All); n += tabs {
				runsInEveryPlace(t, tab, scenario.All[n], 100+10*n)
			}
			tab.Clean()
		})
	}
}

// runsInEveryPlace runs a scenario in each place that it can run in, with seeds from the given one on, which tell one run
// from the next.
func runsInEveryPlace(t *testing.T, tab *chromium.Tab, s scenario.Scenario, seed int) {
	t.Helper()
	ran := 0
	for _, place := range []string{"at=virtual", "at=single", "at=single&host=native", "at=threads&host=native"} {
		seed++
		link := "#v=1&s=" + s.ID + "&" + place + "&seed=" + strconv.Itoa(seed)
		// What the others print depends on the ratio of their times.
		if !slices.Contains([]string{"executor", "gather-or-group", "pipeline", "timeouts"}, s.ID) {
			link += "&sleep=30ms"
		}
		// With their mistakes, race prints something else each time, and deadlock never ends in real time.
		if s.ID == "race" || s.ID == "deadlock" {
			link += "&variant=mended"
		} else if strings.HasPrefix(place, "at=single") && (scenario.Catalog{}).Except(spec.Run{Scenario: s.ID, Placement: spec.Single}) != "" {
			continue
		}
		ran++
		pagetest.Do(tab, `location.hash = `+strconv.Quote(link))
		tab.Wait(`document.querySelector("h1").textContent === ` + strconv.Quote(lesson.Of(s.ID).Title) + ` &&
			document.querySelector("#field-seed").value === "` + strconv.Itoa(seed) + `"`)
		if place == "at=virtual" {
			tab.Wait(pagetest.HasRun + ` && ` + pagetest.Badge + `.endsWith("seed ` + strconv.Itoa(seed) + `")`)
			assert.Equal(t, "virtual time · seed "+strconv.Itoa(seed), chromium.Eval[string](tab, pagetest.Badge))
		} else {
			assert.Contains(t, pagetest.RunReal(tab), "Run finished", link)
			assert.Contains(t, chromium.Eval[string](tab, pagetest.Badge), "real time", link)
		}
		assert.NotEmpty(t, chromium.Eval[string](tab, pagetest.Spoken), link)
		assert.Empty(t, chromium.Eval[string](tab, pagetest.Alert), link)
	}
	// Each place has a column now, and all of them agree on what every loop printed.
	tab.Wait(`document.querySelectorAll(".figures:not(.loops) thead th").length === ` + strconv.Itoa(ran))
	verdicts := chromium.Eval[[]string](tab, `[...document.querySelectorAll(".verdicts .ok")].map((e) => e.className)`)
	assert.Equal(t, slices.Repeat([]string{"ok"}, ran-1), verdicts, s.ID)
}

func TestStopIsQuickEvenWhenTheEngineIsBusy(t *testing.T) {
	tab := pagetest.Open(t, pagetest.Home(t), chromium.View{})
	tab.Wait(pagetest.HasRun)
	for _, link := range []string{"#at=single&sleep=1h", "#at=single&work=1m", "#at=threads&host=native&sleep=1h", "#at=threads&host=native&work=1m"} {
		pagetest.Do(tab, `location.hash = `+strconv.Quote(link))
		tab.Wait(`location.hash === ` + strconv.Quote(link) + ` && ` + pagetest.RunText + ` === "Run"`)
		pagetest.Press(tab, "Run")
		tab.Wait(pagetest.RunText + ` === "Stop" && document.querySelectorAll("#console-lines .line").length > 0`)
		took := chromium.Eval[float64](tab, `new Promise((done) => {
			const b = document.querySelector(".run"), from = performance.now();
			new MutationObserver(() => { if (b.textContent === "Run") done(performance.now() - from) })
				.observe(b, { childList: true, characterData: true, subtree: true });
			b.click();
		})`)
		// It is below 100 ms on a machine with nothing else to do. What is held is that it does not wait for the engine,
		// which has a minute of work or an hour of sleep before it.
		assert.Less(t, took, 3000.0, link)
		assert.Contains(t, chromium.Eval[string](tab, `document.querySelector(".flags").textContent`), "stopped")
	}
	// The next run does not wait for anything that was stopped.
	pagetest.Do(tab, `location.hash = "#seed=77"`)
	tab.Wait(pagetest.HasRun + ` && ` + pagetest.Badge + `.endsWith("seed 77")`)
	tab.Clean()
}

func TestWithoutANativeServerTheRestWorks(t *testing.T) {
	site := webtest.Site(t, "/loops/").Handler()
	url := webtest.Serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { site.ServeHTTP(w, r) }))
	tab := pagetest.Open(t, url+"/loops/", chromium.View{})
	tab.Wait(pagetest.HasRun)
	assert.Contains(t, chromium.Eval[string](tab, `document.querySelector(".where").textContent`), "this site has no native server")
	assert.True(t, chromium.Eval[bool](tab, `document.querySelector(".compare button").disabled`))
	tab.Clean() // nothing was asked for that is not there

	tab.Allow("api/")
	pagetest.Do(tab, `document.querySelector("[value=native]").click()`)
	tab.Wait(`location.hash.includes("host=native")`)
	pagetest.Press(tab, "Run")
	tab.Wait(`document.querySelector(".alert").textContent.includes("this site has no native server")`)
	pagetest.Do(tab, `document.querySelector("[value=virtual]").click()`)
	tab.Wait(`location.hash.includes("at=virtual")`)
	pagetest.Press(tab, "Run")
	tab.Wait(pagetest.HasRun)
	assert.Empty(t, chromium.Eval[string](tab, `document.querySelector(".alert").textContent`))
	tab.Clean()
}
