//go:build !js

package pagetest

import (
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"loopyard/web/webtest"
)

// Axe gives the program of the accessibility checker.
func Axe(t *testing.T) string {
	t.Helper()
	axe, err := os.ReadFile(os.Getenv("AXE"))
	if err != nil && os.Getenv("CI") != "true" {
		t.Skip("missing: axe.min.js of axe-core; name its file in $AXE, or have npm for `make test` to get it")
	}
	require.NoError(t, err)
	return string(axe)
}

// Violations lists what it finds in the page as it stands.
func Violations(tab *webtest.Tab, axe string) []string {
	Do(tab, axe)
	return webtest.Eval[[]string](tab, `axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"] })
		.then((r) => r.violations.map((v) => v.id + ": " + v.nodes.map((n) => n.target + " " + n.failureSummary).join(" / ").slice(0, 600)))`)
}
