package scenario

import "loopyard/engine"

// What loops of several scenarios do.

// duty is what one of the tasks does, and how it is called.
type duty struct {
	name string
	do   func(t Thread, co *engine.Co) error
}

var (
	computing = duty{"computations", computeInPieces}
	waiting   = duty{"requests", func(t Thread, co *engine.Co) error {
		for range t.Spec().Iterations {
			if err := co.Sleep(t.Spec().Sleep); err != nil {
				return err
			}
		}
		return nil
	}}
)

func computeInPieces(t Thread, co *engine.Co) error {
	for range t.Spec().Iterations {
		t.Work(t.Spec().Work)
		if err := co.Yield(); err != nil {
			return err
		}
	}
	return nil
}

// runOne is a thread with a loop that has one thing to do.
func runOne(t Thread, n int, main func(t Thread, co *engine.Co) error) error {
	_, err := engine.Run(t.Config(loopName(n)), func(co *engine.Co) (any, error) { return nil, main(t, co) })
	return err
}

// share is how many of all are the nth's when they are dealt out in turn.
func share(all, hands, n int) int { return (all + hands - 1 - n) / hands }
