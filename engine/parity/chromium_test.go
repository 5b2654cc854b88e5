//go:build !js

package parity_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"loopyard/app/page"
	"loopyard/engine/parity"
	"loopyard/engine/scenario"
	"loopyard/web/webtest"
)

var chromium = flag.Int("chromium", 5, "how many random specs to compare with the page in Chromium")

// TestRandomSpecsInChromium has the page run random specs in virtual time, in its Web Worker, and looks into what it
// exports. A spec that fails can be had again by its number.
func TestRandomSpecsInChromium(t *testing.T) {
	if raceDetector {
		t.Skip("nothing of it runs in this process")
	}
	url := webtest.Serve(t, webtest.Site(t, "/").Handler()) + "/"
	tab := webtest.Start(t).Open(t, url+"#at=single", webtest.View{})
	tab.WaitRunning()
	webtest.Eval[bool](tab, `(URL.createObjectURL = (blob) => { window.saved = blob.text(); return "data:," }, true)`)
	events := uint64(0)
	for n := *from; n < *from+uint64(*chromium); n++ {
		r := random(t, n)
		again := fmt.Sprintf("go test ./engine/parity -run %s -chromium 1 -from %d\n%v", t.Name(), n, r)
		native, err := parity.Native{}.Run(t.Context(), r, 0)
		require.NoError(t, err, again)

		params, _ := scenario.Catalog{}.Params(r.Scenario)
		link := page.Link{Run: r, Place: page.InVirtual, At: -1}.Fragment(params)
		webtest.Eval[bool](tab, `(location.hash = `+strconv.Quote(link)+`, true)`)
		tab.Wait(`document.querySelector(".what").textContent.includes("seed ` + r.Value("seed") + `") &&
			document.querySelector(".run").textContent === "Run" && !!document.querySelector("#live").textContent.match(/^Run finished/)`)
		trailer := webtest.Eval[string](tab, `(() => {
			[...document.querySelectorAll("button")].find((b) => b.textContent.trim() === "Trace as NDJSON").click();
			return window.saved.then((text) => text.trimEnd().split("\n").at(-1));
		})()`)
		var got struct {
			End    int64
			Events uint64
			Digest string
		}
		require.NoError(t, json.Unmarshal([]byte(trailer), &got), again)
		require.Equal(t, []any{native.Figures.Wall, native.Figures.Events, native.Figures.Digest}, []any{got.End, got.Events, got.Digest}, again)
		events += got.Events
	}
	t.Log(*chromium, "specs,", events, "events in Chromium too")
}
