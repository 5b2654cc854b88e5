//go:build !js

package figures_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/tracing"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

	"loopyard/app/pagetest"
	"loopyard/app/pagetest/chromium"
)

// TestFiguresOfArriving prints what it costs the page's own thread to take in a million events and more. It holds only that
// the runs end well: it is for make bench-browser.
func TestFiguresOfArriving(t *testing.T) {
	if !*browserFigures {
		t.Skip("see make bench-browser")
	}
	for _, link := range []string{
		"#s=crowd&coroutines=100000&loops=1",
		"#s=crowd&coroutines=100000&loops=2",
		"#s=loop-per-thread&loops=64&iterations=1730&sleep=1ms&work=100us&cores=8",
		"#s=crowd&coroutines=1000000&loops=1",
		"#s=crowd&coroutines=1000000&loops=2&at=threads",
	} {
		tab := pagetest.Open(t, pagetest.Home(t)+"#at=single", chromium.View{Width: 1440, Height: 920})
		tab.Wait(pagetest.Status + `.startsWith("Press Run")`)
		stop := traceTasks(t, tab)
		pagetest.Do(tab, `window.gap = 0; let before = performance.now();
			const look = () => { const now = performance.now(); window.gap = Math.max(window.gap, now - before); before = now; requestAnimationFrame(look) };
			look();`)
		began := time.Now()
		pagetest.Do(tab, `location.hash = "`+link+`"`)
		said := comesToItsEnd(t, tab)
		took := time.Since(began)
		tab.Wait(`new Promise((then) => setTimeout(then, 1000, true))`) // advice and figures
		tasks := stop()
		over := 0
		for _, ms := range tasks {
			if ms > 50 {
				over++
			}
		}
		require.NotEmpty(t, tasks)
		fmt.Printf("%s\n  %s\n  after %.1f s; longest frame %.0f ms; %d tasks of the page’s thread that computed for more than 50 ms, the longest %.0f ms; %.0f MiB\n",
			link, said, took.Seconds(), chromium.Eval[float64](tab, `window.gap`), over, slices.Max(tasks), memory(t, tab))
		tab.Clean()
	}
}

// comesToItsEnd waits for a run that may take minutes, and presses Run if it waits for that.
func comesToItsEnd(t *testing.T, tab *chromium.Tab) (said string) {
	t.Helper()
	for end := time.Now().Add(5 * time.Minute); !strings.HasPrefix(said, "Run finished"); {
		require.True(t, time.Now().Before(end), said)
		said = chromium.Eval[string](tab, `new Promise((then) => {
			const run = document.querySelector(".run");
			if (run.textContent === "Run" && `+pagetest.Status+`.startsWith("It needs about")) run.click();
			setTimeout(() => then(`+pagetest.Status+`), 300);
		})`)
		require.Empty(t, chromium.Eval[string](tab, pagetest.Alert))
	}
	return said
}

// traceTasks notes how long each task of the page's thread computes, in milliseconds, without the time in which others had
// the processor.
func traceTasks(t *testing.T, tab *chromium.Tab) (stop func() []float64) {
	t.Helper()
	type event struct {
		Name     string
		Pid, Tid int
		Tdur     float64 // microseconds
		Args     struct{ Name string }
	}
	var mu sync.Mutex
	var all []event
	done := make(chan struct{})
	chromedp.Listen(tab.Context(), func(got any) {
		switch got := got.(type) {
		case *tracing.EventDataCollected:
			mu.Lock()
			defer mu.Unlock()
			for _, raw := range got.Value {
				var e event
				if json.Unmarshal(raw, &e) == nil {
					all = append(all, e)
				}
			}
		case *tracing.EventTracingComplete:
			close(done)
		}
	})
	_, err := chromedp.Call(tab.Context(), tracing.Start, tracing.StartParams{
		TransferMode: tracing.StartTransferModeReportEvents,
		TraceConfig:  &tracing.TraceConfig{IncludedCategories: []string{"toplevel", "__metadata"}},
	})
	require.NoError(t, err)
	return func() (tasks []float64) {
		_, err := chromedp.Call(tab.Context(), tracing.End, cdp.Empty{})
		require.NoError(t, err)
		<-done
		mu.Lock()
		defer mu.Unlock()
		pages := map[[2]int]bool{}
		for _, e := range all {
			if e.Name == "thread_name" && e.Args.Name == "CrRendererMain" {
				pages[[2]int{e.Pid, e.Tid}] = true
			}
		}
		for _, e := range all {
			if strings.HasSuffix(e.Name, "RunTask") && pages[[2]int{e.Pid, e.Tid}] {
				tasks = append(tasks, e.Tdur/1000)
			}
		}
		return tasks
	}
}
