package scenario

import (
	"strconv"

	"loopyard/engine"
	"loopyard/engine/spec"
)

var race = Scenario{
	ID:     "race",
	Params: []spec.Param{spec.Variant(spec.Wrong, spec.Mended), spec.Loops.With(2), spec.Iterations.With(3), spec.Work},
	Main: func(t Thread, _ int) error {
		var others []Joiner
		_, err := engine.Run(t.Config(loopName(0)), func(co *engine.Co) (any, error) {
			a := &account{left: t.Spec().Loops, closed: engine.NewFuture[any](co.Loop())}
			*t.Local() = a
			for k := range t.Spec().Loops {
				others = append(others, t.Start(loopName(k+1), "pay in", k+1))
			}
			_, err := a.closed.Await(co)
			t.Print("balance " + strconv.FormatInt(a.balance, 10) + " of " + strconv.Itoa(t.Spec().Loops*t.Spec().Iterations))
			return nil, err
		})
		for _, h := range others {
			h.Join()
		}
		return err
	},
	Bodies: map[string]Body{"pay in": payIn},
	Coroutines: map[string]Coroutine{
		"get": func(t Thread, _ *engine.Co, _ int64) (int64, error) { return its(t).balance, nil },
		"set": func(t Thread, _ *engine.Co, arg int64) (int64, error) {
			its(t).balance = arg
			return arg, nil
		},
		"add": func(t Thread, _ *engine.Co, arg int64) (int64, error) {
			its(t).balance += arg
			return its(t).balance, nil
		},
	},
	Calls: map[string]Call{"ended": func(t Thread, _ *engine.Loop, _ int64) {
		a := its(t)
		if a.left--; a.left == 0 && !a.closed.Done() {
			_ = a.closed.SetResult(nil)
		}
	}},
}

// account belongs to the loop of the main thread. Only that loop uses it.
type account struct {
	balance int64
	left    int // loops that are still paying in
	closed  *engine.Future[any]
}

func its(t Thread) *account { return (*t.Local()).(*account) }

// payIn pays in one unit again and again. Reading and writing the balance are two messages, and other loops can get their
// turn between them. Adding is one message.
func payIn(t Thread, n int) error {
	r, home := t.Spec(), loopName(0)
	_, err := engine.Run(t.Config(loopName(n)), func(co *engine.Co) (any, error) {
		for range r.Iterations {
			if r.Variant == spec.Mended {
				t.Work(r.Work)
				if _, err := t.Submit(home, "add", 1).Await(co); err != nil {
					return nil, err
				}
				continue
			}
			balance, err := t.Submit(home, "get", 0).Await(co)
			if err != nil {
				return nil, err
			}
			t.Work(r.Work)
			if _, err := t.Submit(home, "set", balance+1).Await(co); err != nil {
				return nil, err
			}
		}
		t.Print(loopName(n) + ": paid in " + strconv.Itoa(r.Iterations))
		return nil, t.Post(home, "ended", 0)
	})
	return err
}
