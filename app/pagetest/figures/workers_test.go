//go:build !js

// Package figures_test measures the page in Chromium. It prints figures and holds almost nothing; `make bench-browser` runs it.
package figures_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/systeminfo"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

	"loopyard/app/pagetest"
	"loopyard/app/pagetest/chromium"
)

func TestMain(m *testing.M) { chromium.Main(m) }

var browserFigures = flag.Bool("figures", false, "measure the page's workers; for a machine with nothing else to do")

// TestFiguresOfWorkers prints what workers cost in this browser on this machine. It holds nothing: it is for make
// bench-browser.
func TestFiguresOfWorkers(t *testing.T) {
	if !*browserFigures {
		t.Skip("see make bench-browser")
	}
	tab := pagetest.Open(t, pagetest.Home(t)+"#at=single", chromium.View{})
	pagetest.Do(tab, `window.drawn = 0; const draw = () => { window.drawn++; requestAnimationFrame(draw) }; draw();`)
	fmt.Println("loops  started  wall     frames/s  cores used  frame gap  lag p99  ticks/s  events/s  MiB a worker  MiB kept")
	for _, loops := range []int{1, 2, 5, 16, 32, 100} {
		pagetest.OnWorkers(tab, "s=loop-per-thread&loops="+strconv.Itoa(loops)+"&iterations=30&sleep=100ms")
		before := memory(t, tab)
		pagetest.Press(tab, "Run")
		started := chromium.Eval[float64](tab, `new Promise((done) => {
			const from = performance.now();
			const look = () => document.querySelectorAll("#console-lines .line").length > 0 ? done(performance.now() - from) : setTimeout(look, 5);
			look();
		})`)
		tab.Wait(pagetest.RunText + ` === "Stop"`)
		cpu := processor(t, tab)
		drawn := chromium.Eval[float64](tab, `new Promise((done) => { // in the middle of the run
			const from = performance.now(), n = window.drawn;
			setTimeout(() => done(1000 * (window.drawn - n) / (performance.now() - from)), 1500);
		})`)
		cpu = (processor(t, tab) - cpu) / 1.5
		each := (memory(t, tab) - before) / float64(loops+1)
		tab.Wait(pagetest.HasRun)
		wall := seconds(t, pagetest.Figure(tab, "wall"))
		pagetest.WaitForWorkersToEnd(t, tab)
		fmt.Printf("%5d  %4.0f ms  %s  %8.0f  %10.2f  %9s  %7s  %7.0f  %8.0f  %12.1f  %8.1f\n", loops, started, pagetest.Figure(tab, "wall"), drawn, cpu,
			pagetest.Figure(tab, "longest gap between frames"), strings.Split(pagetest.Figure(tab, "lag p99 / max"), " / ")[0],
			number(t, pagetest.Figure(tab, "switches"))/wall, number(t, pagetest.Figure(tab, "events kept"))/wall, each, memory(t, tab)-before)
	}

	pagetest.OnWorkers(tab, "s=cores&loops=1&iterations=20&work=100ms")
	pagetest.RunReal(tab)
	one := seconds(t, pagetest.Figure(tab, "wall"))
	pagetest.OnWorkers(tab, "s=cores&loops=2&iterations=20&work=100ms")
	pagetest.RunReal(tab)
	fmt.Printf("two loops that compute 2 s each: %.2f of twice the time of one; parallelism %s on %s processors\n",
		seconds(t, pagetest.Figure(tab, "wall"))/(2*one), pagetest.Figure(tab, "parallelism"), pagetest.Figure(tab, "processors"))

	for _, loops := range []int{1, 16, 33} {
		pagetest.OnWorkers(tab, "s=loop-per-thread&loops="+strconv.Itoa(loops)+"&iterations=500&sleep=1ms")
		pagetest.RunReal(tab)
		fmt.Printf("1 ms sleeps, %d loops: lag p50 / p90 %s\n", loops, pagetest.Figure(tab, "lag p50 / p90"))
	}

	pagetest.OnWorkers(tab, "s=one-loop-blocks&loops=5&block=2s")
	pagetest.RunReal(tab)
	fmt.Printf("while one of 5 loops blocks for 2 s: lag p99 of the others %s, longest frame gap %s\n",
		pagetest.Figure(tab, "lag p99 without the busiest loop"), pagetest.Figure(tab, "longest gap between frames"))

	pagetest.OnWorkers(tab, "s=loop-per-thread&loops=4&work=1m")
	pagetest.Press(tab, "Run")
	tab.Wait(pagetest.RunText + ` === "Stop" && document.querySelectorAll("#console-lines .line").length > 3`)
	took := chromium.Eval[float64](tab, `new Promise((done) => {
		const b = document.querySelector(".run"), from = performance.now();
		new MutationObserver(() => { if (b.textContent === "Run") done(performance.now() - from) })
			.observe(b, { childList: true, characterData: true, subtree: true });
		b.click();
	})`)
	fmt.Printf("stop of 4 loops that compute: %.0f ms\n", took)
	pagetest.WaitForWorkersToEnd(t, tab)
}

// seconds reads a length as the page spells it: "0.656 s", "1.5 ms".
func seconds(t *testing.T, s string) float64 {
	t.Helper()
	value, unit, _ := strings.Cut(s, " ")
	scale := map[string]float64{"s": 1, "ms": 1e-3, "µs": 1e-6}[unit]
	return number(t, value) * scale
}

func number(t *testing.T, s string) float64 {
	t.Helper()
	n, err := strconv.ParseFloat(strings.NewReplacer(",", "", "\u202f", "", "\u00a0", "").Replace(s), 64)
	require.NoError(t, err)
	return n
}

// processor is how many seconds the tab's renderer has computed.
func processor(t *testing.T, tab *chromium.Tab) (seconds float64) {
	t.Helper()
	info, err := chromedp.CallBrowser(tab.Context(), systeminfo.GetProcessInfo, cdp.Empty{})
	require.NoError(t, err)
	for _, p := range info.ProcessInfo {
		if p.Type == "renderer" {
			seconds += p.CPUTime
		}
	}
	return seconds
}

// memory is what the tab's renderer has for itself, in MiB; zero where the system does not tell.
func memory(t *testing.T, tab *chromium.Tab) (mib float64) {
	t.Helper()
	info, err := chromedp.CallBrowser(tab.Context(), systeminfo.GetProcessInfo, cdp.Empty{})
	require.NoError(t, err)
	for _, p := range info.ProcessInfo {
		if p.Type != "renderer" {
			continue
		}
		text, err := os.ReadFile(filepath.Join("/proc", strconv.FormatInt(p.ID, 10), "smaps_rollup"))
		if err != nil {
			continue
		}
		for line := range strings.Lines(string(text)) {
			if rest, ok := strings.CutPrefix(line, "Pss:"); ok {
				mib += number(t, strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(rest), "kB"))) / 1024
			}
		}
	}
	return mib
}
