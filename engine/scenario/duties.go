package scenario

import "loopyard/engine"

// duty is a named task that several scenarios have.
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

// runOne is the body of a thread whose loop runs one coroutine.
func runOne(t Thread, n int, main func(t Thread, co *engine.Co) error) error {
	_, err := engine.Run(t.Config(loopName(n)), func(co *engine.Co) (any, error) { return nil, main(t, co) })
	return err
}

// share returns how many of all the nth hand gets if they are dealt out in turn.
func share(all, hands, n int) int { return (all + hands - 1 - n) / hands }
