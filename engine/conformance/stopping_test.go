package conformance

import (
	"context"
	"runtime"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"loopyard/engine"
	"loopyard/engine/scenario"
	"loopyard/engine/session"
	"loopyard/engine/spec"
)

// TestASessionEndsWithItsContext has a session run programs that do not end by themselves, on every placement.
func TestASessionEndsWithItsContext(t *testing.T) {
	if runtime.GOOS == "js" {
		t.Skip("WebAssembly preempts nothing: while a run is busy no timer fires that could end its context. A page ends the run's worker instead.")
	}
	yields := func(co *engine.Co) error {
		for {
			co.Yield()
		}
	}
	for name, main := range map[string]func(th scenario.Thread) error{
		"a task that is always ready": func(th scenario.Thread) error {
			_, err := engine.Run(th.Config("loop"), func(co *engine.Co) (any, error) { return nil, yields(co) })
			return err
		},
		"company that is always ready": func(th scenario.Thread) error {
			_, err := engine.Run(th.Config("loop"), func(co *engine.Co) (any, error) { spawn(co, yields); return nil, newFutureWait(co) })
			return err
		},
		"a task that swallows the cancellation": func(th scenario.Thread) error {
			_, err := engine.Run(th.Config("loop"), func(co *engine.Co) (any, error) {
				for {
					co.Sleep(ms)
				}
			})
			return err
		},
		"a task that computes again and again": func(th scenario.Thread) error {
			_, err := engine.Run(th.Config("loop"), func(co *engine.Co) (any, error) {
				for {
					th.Work(ms)
					co.Yield()
				}
			})
			return err
		},
		"a leftover that swallows the cancellation": func(th scenario.Thread) error {
			_, err := engine.Run(th.Config("loop"), func(co *engine.Co) (any, error) { spawn(co, yields); return nil, co.Yield() })
			return err
		},
		"a thread that is always ready, and one that waits for it": func(th scenario.Thread) error {
			th.Start("other", "yields", 0).Join()
			return nil
		},
		"run after run": func(th scenario.Thread) error {
			for {
				_, err := engine.Run(th.Config("loop"), func(co *engine.Co) (any, error) { return nil, co.Sleep(ms) })
				if err != nil {
					return err
				}
			}
		},
	} {
		for _, at := range placements() {
			t.Run(name+"/"+string(at), func(t *testing.T) {
				t.Parallel()
				ctx, stop := context.WithTimeout(context.Background(), 20*ms)
				defer stop()
				s := scenario.Scenario{ID: "endless", Main: func(th scenario.Thread, _ int) error { return main(th) },
					Bodies: map[string]scenario.Body{"yields": func(th scenario.Thread, _ int) error {
						_, err := engine.Run(th.Config("loop"), func(co *engine.Co) (any, error) { return nil, yields(co) })
						return err
					}}}
				began := time.Now()
				_, err := session.RunScenario(ctx, s, spec.Run{Placement: at}, session.Options{}, checked(t))
				assert.ErrorIs(t, err, session.ErrStopped)
				assert.Less(t, time.Since(began), 10*time.Second)
			})
		}
	}
}
