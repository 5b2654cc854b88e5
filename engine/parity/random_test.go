package parity_test

import (
	"context"
	"flag"
	"fmt"
	"runtime"
	"testing"

	"github.com/stretchr/testify/require"

	"loopyard/engine/parity"
	"loopyard/engine/scenario/scenariotest"
	"loopyard/engine/spec"
)

var (
	specs = flag.Int("specs", 25, "how many random specs to compare")
	from  = flag.Uint64("from", 1, "the number of the first of them")
)

// TestRandomSpecsGiveOneTraceEverywhere runs random specs in virtual time natively, on one processor and on all, and as
// WebAssembly. A failing test names the number of the spec, which reproduces it.
func TestRandomSpecsGiveOneTraceEverywhere(t *testing.T) {
	hosts := []parity.Host{on{1}, on{runtime.NumCPU()}}
	if !raceDetector {
		hosts = append(hosts, wasm(t))
	}
	events := uint64(0)
	for n := *from; n < *from+uint64(*specs); n++ {
		r := scenariotest.Random(n)
		var first parity.Result
		for i, h := range hosts {
			got, err := h.Run(t.Context(), r, 0)
			again := fmt.Sprintf("%s: go test ./engine/parity -run %s -specs 1 -from %d\n%v", h.Name(), t.Name(), n, r)
			require.NoError(t, err, again)
			require.Empty(t, got.Broken, again)
			require.Empty(t, got.Figures.Error, again)
			if i == 0 {
				first = got
			}
			require.Equal(t, first.Figures, got.Figures, again)
		}
		events += first.Figures.Events
	}
	t.Log(*specs, "specs,", events, "events on each of", len(hosts), "hosts")
}

// on is the native host with a given number of processors.
type on struct{ processors int }

func (o on) Name() string { return fmt.Sprint("native on ", o.processors) }

func (o on) Run(ctx context.Context, r spec.Run, _ int) (parity.Result, error) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(o.processors))
	return parity.Native{}.Run(ctx, r, 0)
}
