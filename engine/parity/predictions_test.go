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

// foretold is a run on the simulated machine and the same run on a host.
type foretold struct {
	model, real spec.Run
	host        parity.Host
	walls       []int64
}

// TestPredictions measures how well the simulated machine predicts real machines. It checks nothing, because the load of a
// machine is not a property of this code.
func TestPredictions(t *testing.T) {
	if *predict == 0 {
		t.Skip("make predictions runs it")
	}
	python := python(t)
	cases := []struct{ spec, step string }{
		{"loops=1 sleep=20ms", "sleeps 20 ms"},
		{"loops=5 sleep=20ms", "sleeps 20 ms"},
		{"loops=1 sleep=20ms work=10ms", "computes 10 ms, sleeps 20 ms"},
		{"loops=5 sleep=20ms work=10ms", "computes 10 ms, sleeps 20 ms"},
		{"loops=1 sleep=0s work=20ms", "computes 20 ms"},
		{"loops=2 sleep=0s work=20ms", "computes 20 ms"},
		{"loops=5 sleep=0s work=20ms", "computes 20 ms"},
	}
	var all []*foretold // two for each case
	for _, c := range cases {
		r := parse(t, "loop-per-thread iterations=20 "+c.spec)
		cores, gil, threads := r, r, r
		cores.Cores, gil.GIL, threads.Placement = runtime.NumCPU(), true, spec.Threads
		all = append(all, &foretold{cores, threads, parity.Native{}, nil}, &foretold{gil, r, python, nil})
	}
	for range *predict { // by turns, so that what disturbs for a while disturbs a little of each
		for _, f := range all {
			got, err := f.host.Run(t.Context(), f.real, 0)
			require.NoError(t, err)
			f.walls = append(f.walls, got.Figures.Wall)
		}
	}
	fmt.Printf("| loops | each step | %d cores | native threads | error | GIL | CPython | error |\n|---|---|---|---|---|---|---|---|\n", runtime.NumCPU())
	for i, c := range cases {
		fmt.Printf("| %d | %s | %s | %s |\n", all[2*i].real.Loops, c.step, all[2*i].row(t), all[2*i+1].row(t))
	}
}

// row returns the predicted wall time, the median of the real ones, and the error.
func (f *foretold) row(t *testing.T) string {
	t.Helper()
	said, err := parity.Native{}.Run(t.Context(), f.model, 0)
	require.NoError(t, err)
	slices.Sort(f.walls)
	ms := float64(time.Millisecond)
	predicted, median := float64(said.Figures.Wall)/ms, float64(f.walls[len(f.walls)/2])/ms
	return fmt.Sprintf("%.0f ms | %.1f ms | %+.1f %%", predicted, median, 100*(predicted-median)/median)
}
