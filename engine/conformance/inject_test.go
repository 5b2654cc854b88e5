package conformance

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"loopyard/engine"
	"loopyard/engine/scenario"
	"loopyard/engine/spec"
)

// TestACancelAnywhereInAScenario runs every scenario of the catalog, once for every suspension of its tasks, with
// the task canceled there.
func TestACancelAnywhereInAScenario(t *testing.T) {
	for _, s := range scenario.All {
		if s.Calls != nil || s.Coroutines != nil {
			continue // its threads talk, and here they run one after the other
		}
		if s.ID == "runner-cost" {
			continue // nothing in it suspends
		}
		t.Run(s.ID, func(t *testing.T) {
			t.Parallel()
			pairs := []spec.Pair{{"scenario", s.ID}}
			for _, p := range s.Params {
				switch {
				case p.Choices != nil: // the last, since a mistake may end a program before it suspends
					pairs = append(pairs, spec.Pair{p.Name, p.Choices[len(p.Choices)-1]})
				case !p.Time:
					pairs = append(pairs, spec.Pair{p.Name, "3"})
				}
			}
			r, err := spec.Parse(pairs, scenario.Catalog{}, spec.CLILimits())
			require.NoError(t, err)
			everywhere(t, func(m *meddler) error {
				m.spec = r
				th := &meddled{host: m, bodies: s.Bodies}
				err := m.thread("main", func(main *engine.Thread) error {
					th.thread = main
					return s.Main(th, 0)
				})
				if err == nil {
					err = th.failed
				}
				return err
			})
		})
	}
}

// TestACancelAnywhereLeavesNothingHeld runs small programs of locks, queues and groups in the same way, and looks
// after each run whether all that was taken has been given back.
func TestACancelAnywhereLeavesNothingHeld(t *testing.T) {
	for _, p := range held {
		t.Run(p.name, func(t *testing.T) {
			t.Parallel()
			everywhere(t, func(m *meddler) error {
				main, after := p.make()
				err := m.thread("main", func(th *engine.Thread) error {
					_, err := engine.Run(engine.Config{Name: "loop", Thread: th}, func(co *engine.Co) (any, error) { return nil, main(co) })
					return err
				})
				_, aside := engine.Run(engine.Config{Thread: engine.NewThread(engine.ThreadConfig{Clock: m})},
					func(co *engine.Co) (any, error) { after(t, co); return nil, nil })
				assert.NoError(t, aside)
				return err
			})
		})
	}
}

// held is programs that take things, each with what must hold afterwards. What they take is made anew for each run.
var held = []struct {
	name string
	make func() (main func(co *engine.Co) error, after func(t *testing.T, co *engine.Co))
}{
	{"a lock", func() (func(co *engine.Co) error, func(t *testing.T, co *engine.Co)) {
		var k engine.Lock
		inside := 0
		return crew(4, func(co *engine.Co, n int) error {
				return k.With(co, func() error {
					inside++
					defer func() { inside-- }()
					if inside > 1 {
						panic("two hold the lock")
					}
					return co.Sleep(time.Duration(n) * ms)
				})
			}), func(t *testing.T, co *engine.Co) {
				assert.False(t, k.Locked())
				assert.NoError(t, k.Acquire(co))
			}
	}},
	{"a semaphore", func() (func(co *engine.Co) error, func(t *testing.T, co *engine.Co)) {
		s := engine.NewBoundedSemaphore(2)
		return crew(5, func(co *engine.Co, n int) error {
				return s.With(co, func() error { yield(co, n%2); return co.Yield() })
			}), func(t *testing.T, co *engine.Co) {
				permits := 0
				for ; !s.Locked(); permits++ {
					assert.NoError(t, s.Acquire(co))
				}
				assert.Equal(t, 2, permits, "no permit is lost or made")
			}
	}},
	{"a queue", func() (func(co *engine.Co) error, func(t *testing.T, co *engine.Co)) {
		q := engine.NewQueue[int](1)
		in, out := 0, 0
		return crew(4, func(co *engine.Co, n int) error {
				for v := range 3 {
					if n%2 == 0 {
						if err := q.Put(co, v); err != nil {
							return err
						}
						in++
					} else {
						if _, err := q.Get(co); err != nil {
							return err
						}
						out++
						q.TaskDone()
					}
				}
				return nil
			}), func(t *testing.T, co *engine.Co) {
				assert.Equal(t, in, out+q.Len(), "no value is lost or made")
			}
	}},
	{"a condition", func() (func(co *engine.Co) error, func(t *testing.T, co *engine.Co)) {
		c := engine.NewCondition(nil)
		tokens := 0
		return crew(4, func(co *engine.Co, n int) error {
				return c.With(co, func() error {
					if n == 3 {
						tokens = 3
						return c.NotifyAll()
					}
					err := c.WaitUntil(co, func() bool { return tokens > 0 })
					if err == nil {
						tokens--
					}
					return err
				})
			}), func(t *testing.T, co *engine.Co) {
				assert.False(t, c.Locked())
			}
	}},
	{"a barrier", func() (func(co *engine.Co) error, func(t *testing.T, co *engine.Co)) {
		b := engine.NewBarrier(3)
		return crew(3, func(co *engine.Co, n int) error {
				yield(co, n)
				_, err := b.Wait(co)
				if err != nil {
					b.Abort(co) // or the others wait for who does not come
				}
				return err
			}), func(t *testing.T, co *engine.Co) {
				assert.Zero(t, b.Waiting())
				assert.NoError(t, b.Reset(co))
			}
	}},
	{"a timeout, a shield and a wait", func() (func(co *engine.Co) error, func(t *testing.T, co *engine.Co)) {
		var k engine.Lock
		return crew(2, func(co *engine.Co, n int) error {
				work := spawn(co, func(co *engine.Co) error {
					return k.With(co, func() error { return co.Sleep(2 * ms) })
				})
				if n == 0 {
					return engine.Timeout(co, ms, func(*engine.TimeoutScope) error {
						_, err := engine.Shield[any](work).Await(co)
						return err
					})
				}
				if _, _, err := engine.Wait[any](co, engine.FirstCompleted, ms, work); err != nil {
					return err
				}
				_, err := engine.WaitFor[any](co, work, 0)
				return err
			}), func(t *testing.T, co *engine.Co) {
				assert.False(t, k.Locked())
			}
	}},
}

// crew is a main that runs n members in a group. The failure of one, which a cancellation may have brought about,
// ends all; who waits for one that never began is ended by the timeout. Either is a cancellation to whoever asks.
func crew(n int, member func(co *engine.Co, n int) error) func(co *engine.Co) error {
	return func(co *engine.Co) error {
		err := engine.Timeout(co, time.Hour, func(*engine.TimeoutScope) error {
			return engine.Group(co, func(g *engine.TaskGroup) error {
				for i := range n {
					engine.GroupTask(g, co, "", func(co *engine.Co) (any, error) {
						if err := member(co, i); err != nil {
							return nil, errBad
						}
						return nil, nil
					})
				}
				return nil
			})
		})
		if co.Cancelling() > 1 {
			panic("the group has left a request behind")
		}
		if err != nil {
			return engine.ErrCanceled
		}
		return nil
	}
}
