package parity_test

import (
	"flag"
	"fmt"
	"runtime"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"loopyard/engine/parity"
	"loopyard/engine/spec"
)

var predict = flag.Int("predict", 0, "measure the simulated machine's predictions so many times, and print a table")

// TestPredictions measures how well the simulated machine foretells real ones. It holds nothing: what else a machine has
// to do is no property of this code.
func TestPredictions(t *testing.T) {
	if *predict == 0 {
		t.Skip("make predictions runs it")
	}
	h := python(t)
	fmt.Printf("| loops | each step | %d cores | native threads | error | GIL | CPython | error |\n|---|---|---|---|---|---|---|---|\n", runtime.NumCPU())
	for _, c := range []struct{ spec, step string }{
		{"loops=1 sleep=20ms", "sleeps 20 ms"},
		{"loops=5 sleep=20ms", "sleeps 20 ms"},
		{"loops=1 sleep=20ms work=10ms", "computes 10 ms, sleeps 20 ms"},
		{"loops=5 sleep=20ms work=10ms", "computes 10 ms, sleeps 20 ms"},
		{"loops=1 sleep=0s work=20ms", "computes 20 ms"},
		{"loops=2 sleep=0s work=20ms", "computes 20 ms"},
		{"loops=5 sleep=0s work=20ms", "computes 20 ms"},
	} {
		r := parse(t, "loop-per-thread iterations=20 "+c.spec)
		cores, gil, real := r, r, r
		cores.Cores, gil.GIL, real.Placement = runtime.NumCPU(), true, spec.Threads
		fmt.Printf("| %d | %s | %s | %s |\n", r.Loops, c.step, foretold(t, cores, parity.Native{}, real), foretold(t, gil, h, r))
	}
}

// foretold compares what the simulated machine says of a run with the median of what it takes a host.
func foretold(t *testing.T, model spec.Run, h parity.Host, r spec.Run) string {
	t.Helper()
	said, err := parity.Native{}.Run(t.Context(), model)
	require.NoError(t, err)
	walls := make([]int64, *predict)
	for i := range walls {
		got, err := h.Run(t.Context(), r)
		require.NoError(t, err)
		walls[i] = got.Figures.Wall
	}
	slices.Sort(walls)
	predicted, median := said.Figures.Wall, walls[len(walls)/2]
	ms := float64(time.Millisecond)
	return fmt.Sprintf("%.0f ms | %.1f ms | %+.1f %%", float64(predicted)/ms, float64(median)/ms, 100*float64(predicted-median)/float64(median))
}
