//go:build !js

// Package parity_test checks that the page's worker and the native engine record the same trace in virtual time.
package parity_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"net/url"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"loopyard/app/pagetest"
	"loopyard/app/pagetest/chromium"
	"loopyard/engine/parity"
	"loopyard/engine/scenario"
	"loopyard/engine/scenario/scenariotest"
	"loopyard/engine/spec"
)

func TestMain(m *testing.M) { chromium.Main(m) }

var (
	specs = flag.Int("specs", 5, "how many random specs to compare")
	from  = flag.Uint64("from", 1, "the number of the first of them")
)

// TestRandomSpecsRecordTheSameTraceInChromium has the page run random specs in its Web Worker and reads the trailers of the
// traces that it exports. -from repeats a spec that failed.
func TestRandomSpecsRecordTheSameTraceInChromium(t *testing.T) {
	tab := pagetest.Open(t, pagetest.Home(t)+"#at=single", chromium.View{})
	chromium.Eval[bool](tab, `(URL.createObjectURL = (blob) => { window.saved = blob.text(); return "data:," }, true)`)
	events := uint64(0)
	for n := *from; n < *from+uint64(*specs); n++ {
		r := scenariotest.Random(n)
		again := fmt.Sprintf("go test ./app/pagetest/parity -specs 1 -from %d\n%v", n, r)
		native, err := parity.Native{}.Run(t.Context(), r, 0)
		require.NoError(t, err, again)

		pagetest.Do(tab, `location.hash = `+strconv.Quote(link(r)))
		tab.Wait(pagetest.Badge + `.includes("seed ` + r.Value("seed") + `") && ` + pagetest.RunText + ` === "Run" && ` + pagetest.HasRun)
		trailer := chromium.Eval[string](tab, `(() => {
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
	t.Log(*specs, "specs,", events, "events in Chromium too")
}

// link returns the link of a run in virtual time.
func link(r spec.Run) string {
	values := url.Values{"v": {"1"}, "s": {r.Scenario}, "at": {"virtual"}}
	for _, name := range []string{"seed", "cores", "gil"} {
		values.Set(name, r.Value(name))
	}
	params, _ := scenario.Catalog{}.Params(r.Scenario)
	for _, p := range params {
		values.Set(p.Name, r.Value(p.Name))
	}
	return "#" + values.Encode()
}
