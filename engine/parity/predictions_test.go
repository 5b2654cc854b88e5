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
	fmt.Println("| loops | sleep | work | machine | predicted | median | error | fastest |")
	fmt.Println("|---|---|---|---|---|---|---|---|")
	for _, c := range []string{
		"loops=1 sleep=20ms",
		"loops=5 sleep=20ms",
		"loops=1 sleep=20ms work=10ms",
		"loops=5 sleep=20ms work=10ms",
		"loops=1 sleep=0s work=20ms",
		"loops=2 sleep=0s work=20ms",
		"loops=5 sleep=0s work=20ms",
	} {
		r := parse(t, "loop-per-thread iterations=20 "+c)
		cores := r
		cores.Cores = runtime.NumCPU()
		real := r
		real.Placement = spec.Threads
		row(t, fmt.Sprintf("cores=%d; native threads", cores.Cores), cores, parity.Native{}, real)
		gil := r
		gil.GIL = true
		row(t, "gil; CPython", gil, h, r)
	}
}

// row compares what the simulated machine says of a run with the median of what a host takes for it.
func row(t *testing.T, machine string, model spec.Run, h parity.Host, r spec.Run) {
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
	fmt.Printf("| %d | %v | %v | %s | %s | %s | %+.1f %% | %s |\n", r.Loops, r.Sleep, r.Work, machine, rounded(predicted), rounded(median),
		100*float64(predicted-median)/float64(median), rounded(walls[0]))
}

func rounded(n int64) string { return fmt.Sprintf("%.1f ms", float64(n)/float64(time.Millisecond)) }
