package parity_test

import (
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"runtime"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"loopyard/engine/parity"
	"loopyard/engine/scenario"
	"loopyard/engine/spec"
)

var (
	specs = flag.Int("specs", 25, "how many random specs to compare")
	from  = flag.Uint64("from", 1, "the number of the first of them")
)

// TestRandomSpecsGiveOneTraceEverywhere runs random specs in virtual time natively, on one processor and on all, and as
// WebAssembly. A spec that fails can be had again by its number.
func TestRandomSpecsGiveOneTraceEverywhere(t *testing.T) {
	hosts := []parity.Host{on{1}, on{runtime.NumCPU()}}
	if !raceDetector {
		hosts = append(hosts, wasm(t))
	}
	events := uint64(0)
	for n := *from; n < *from+uint64(*specs); n++ {
		r := random(t, n)
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

// on is the native host on so many processors.
type on struct{ processors int }

func (o on) Name() string { return fmt.Sprint("native on ", o.processors) }

func (o on) Run(ctx context.Context, r spec.Run, _ int) (parity.Result, error) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(o.processors))
	return parity.Native{}.Run(ctx, r, 0)
}

// random makes the spec of a number. Times have a common measure as often as not, so that many things are due at once.
func random(t *testing.T, number uint64) spec.Run {
	t.Helper()
	dice := rand.New(rand.NewPCG(number, 0))
	s := scenario.All[dice.IntN(len(scenario.All))]
	pairs := []spec.Pair{{"scenario", s.ID}, {"seed", fmt.Sprint(dice.Uint32())}, {"cores", fmt.Sprint(dice.IntN(5))},
		{"gil", fmt.Sprint(dice.IntN(4) == 0)}}
	for _, p := range s.Params {
		value := fmt.Sprint(1 + dice.IntN(1+dice.IntN(30)))
		switch {
		case p.Time:
			value = duration(dice, p.Name).String()
		case p.Choices != nil:
			value = p.Choices[dice.IntN(len(p.Choices))]
		}
		pairs = append(pairs, spec.Pair{p.Name, value})
	}
	r, err := spec.Parse(pairs, scenario.Catalog{}, spec.CLILimits())
	require.NoError(t, err)
	return r
}

func duration(dice *rand.Rand, name string) time.Duration {
	longest := 168 * time.Hour
	if name == "work" || name == "block" {
		longest = 300 * time.Millisecond // a slice of 5 ms is two events
	}
	switch dice.IntN(5) {
	case 0:
		return 0
	case 1:
		return time.Duration(dice.IntN(100)) * 5 * time.Millisecond
	case 2:
		return time.Duration(dice.IntN(20)) * time.Millisecond
	case 3:
		return time.Duration(dice.Int64N(int64(50 * time.Millisecond)))
	}
	return time.Duration(dice.Int64N(int64(longest)))
}
