package scenario

import (
	"time"

	"loopyard/engine"
	"loopyard/engine/spec"
)

var cores = Scenario{
	ID:     "cores",
	Params: []spec.Param{spec.Loops.With(4), spec.Iterations.With(10), spec.Work.With(int64(20 * time.Millisecond))},
	Main:   startLoops,
	Bodies: map[string]Body{"loop": runComputing},
}

// runComputing runs a loop that computes and yields after each piece.
func runComputing(t Thread, n int) error {
	_, err := engine.Run(t.Config(loopName(n)), func(co *engine.Co) (any, error) {
		err := computeInPieces(t, co)
		t.Print(loopName(n) + " done")
		return nil, err
	})
	return err
}
