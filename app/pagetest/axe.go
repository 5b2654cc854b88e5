//go:build !js

package pagetest

import (
	"os"
	"testing"

	"loopyard/app/pagetest/chromium"
	"loopyard/web/webtest"
)

// Axe returns the source of axe-core, the accessibility checker. It skips the test if there is none.
func Axe(t *testing.T) string {
	t.Helper()
	axe, err := os.ReadFile(os.Getenv("AXE"))
	if err != nil {
		webtest.Missing(t, "no axe.min.js of axe-core: name its file in $AXE, or install npm, with which `make test` downloads it")
	}
	return string(axe)
}

// Violations returns what axe-core finds in the page as it is.
func Violations(tab *chromium.Tab, axe string) []string {
	Do(tab, axe)
	return chromium.Eval[[]string](tab, `axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"] })
		.then((r) => r.violations.map((v) => v.id + ": " + v.nodes.map((n) => n.target + " " + n.failureSummary).join(" / ").slice(0, 600)))`)
}
