//go:build !js

package pagetest

import (
	"strconv"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

	"loopyard/app/pagetest/chromium"
)

// Figure is a row of the statistics of what is shown.
func Figure(tab *chromium.Tab, name string) string {
	return chromium.Eval[string](tab, `[...document.querySelectorAll(".figures:not(.loops) tr")]
		.find((row) => row.firstElementChild.textContent === `+strconv.Quote(name)+`)?.querySelector(".shown")?.textContent ?? ""`)
}

// OnWorkers opens a link of a run on workers, which waits to be asked for.
func OnWorkers(tab *chromium.Tab, link string) {
	link = "#v=1&at=threads&" + link
	Do(tab, `location.hash = `+strconv.Quote(link))
	tab.Wait(`location.hash === ` + strconv.Quote(link) + ` && ` + RunText + ` === "Run" && document.querySelector("[value=workers]").checked && ` + Status + `.startsWith("Press Run")`)
}

// Workers counts the workers that the tab has at the moment: one is always kept ready for the next run.
func Workers(t *testing.T, tab *chromium.Tab) (n int) {
	t.Helper()
	here := chromedp.FromContext(tab.Context())
	all, err := chromedp.Targets(tab.Context())
	require.NoError(t, err)
	for _, one := range all {
		if one.Type == "worker" && one.BrowserContextID == here.BrowserContextID {
			n++
		}
	}
	return n
}

// WaitForWorkersToEnd waits until no worker is left but the one that is kept ready.
func WaitForWorkersToEnd(t *testing.T, tab *chromium.Tab) {
	t.Helper()
	for end := time.Now().Add(20 * time.Second); Workers(t, tab) != 1; {
		require.True(t, time.Now().Before(end), "%d workers are left", Workers(t, tab))
		chromium.Eval[int](tab, `new Promise((then) => setTimeout(then, 20, 1))`)
	}
}
