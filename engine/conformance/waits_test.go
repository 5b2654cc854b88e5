package conformance

import (
	"slices"
	"strings"
	"time"

	"loopyard/engine"
)

// waits is asyncio.wait and asyncio.as_completed.
var waits = []behavior{
	{
		name: "waiting for all tells who is done", want: log{"a ends", "b ends", "done [a b] pending []"},
		run: inLoop(func(p *program, co *engine.Co) {
			a, b := p.after(co, "a", 1, nil), p.after(co, "b", 2, nil)
			p.waited(engine.Wait(co, engine.AllCompleted, engine.Forever, a, b))
		}),
	},
	{
		name: "waiting for tasks that end at once takes two turns more", want: log{"turns 2"},
		run: inLoop(func(p *program, co *engine.Co) {
			a, b := spawnValue(co, just(1, nil)), spawnValue(co, just(2, nil))
			count := turns(co)
			engine.Wait(co, engine.AllCompleted, engine.Forever, a, b)
			p.log("turns", count())
		}),
	},
	{
		name: "waiting for what is done takes two turns", want: log{"turns 2"},
		run: inLoop(func(p *program, co *engine.Co) {
			a, b := spawnValue(co, just(1, nil)), spawnValue(co, just(2, nil))
			co.Yield()
			count := turns(co)
			engine.Wait(co, engine.AllCompleted, engine.Forever, a, b)
			p.log("turns", count())
		}),
	},
	{
		name: "waiting for the first tells who is left", want: log{"b ends", "done [b] pending [a]", "a ends"},
		run: inLoop(func(p *program, co *engine.Co) {
			a, b := p.after(co, "a", 5, nil), p.after(co, "b", 1, nil)
			p.waited(engine.Wait(co, engine.FirstCompleted, engine.Forever, a, b))
			a.Await(co)
		}),
	},
	{
		name: "two that end in one turn are both done", want: log{"a ends", "b ends", "done [a b] pending [c]", "c ends"},
		run: inLoop(func(p *program, co *engine.Co) {
			a, b, c := p.after(co, "a", 1, nil), p.after(co, "b", 1, nil), p.after(co, "c", 9, nil)
			p.waited(engine.Wait(co, engine.FirstCompleted, engine.Forever, a, b, c))
			c.Await(co)
		}),
	},
	{
		name: "waiting for the first error passes results over", want: log{"a ends", "b ends", "done [a b] pending [c]", "c ends"},
		run: inLoop(func(p *program, co *engine.Co) {
			a, b, c := p.after(co, "a", 1, nil), p.after(co, "b", 3, errBad), p.after(co, "c", 9, nil)
			p.waited(engine.Wait(co, engine.FirstException, engine.Forever, a, b, c))
			b.Err()
			c.Await(co)
		}),
	},
	{
		name: "a cancellation is not the error that is waited for", want: log{"b ends", "done [a b] pending []"},
		run: inLoop(func(p *program, co *engine.Co) {
			a, b := engine.CreateTask(co, "a", func(co *engine.Co) (any, error) { return nil, newFutureWait(co) }), p.after(co, "b", 6, nil)
			co.Loop().CallSoon(func() { a.Cancel() })
			p.waited(engine.Wait(co, engine.FirstException, engine.Forever, a, b))
		}),
	},
	{
		name: "waiting raises no errors", want: log{"a ends", "done [a] pending []", "bad"},
		run: inLoop(func(p *program, co *engine.Co) {
			a := p.after(co, "a", 1, errBad)
			p.waited(engine.Wait(co, engine.AllCompleted, engine.Forever, a))
			p.log(a.Err())
		}),
	},
	{
		name: "a wait may take only so long, and cancels nothing", want: log{"a ends", "done [a] pending [b]", "b: 7"},
		run: inLoop(func(p *program, co *engine.Co) {
			f := newFuture(co)
			a, b := p.after(co, "a", 1, nil), engine.CreateTask(co, "b", f.Await)
			yield(co, 2)
			p.waited(engine.Wait(co, engine.AllCompleted, 2*ms, a, b))
			f.SetResult(7)
			p.log("b:", result(b.Await(co)))
		}),
	},
	{
		name: "a wait with no time left lets two turns pass",
		want: log{"done [b] pending [a] turns 2", "a ends", "done [a b] pending [] turns 2", "done [a b] pending [] turns 2"},
		run: inLoop(func(p *program, co *engine.Co) {
			a, b := p.after(co, "a", 3, nil), engine.CreateTask(co, "b", just(nil, nil))
			for _, d := range []time.Duration{0, -time.Second, 0} {
				count := turns(co)
				done, pending, _ := engine.Wait(co, engine.AllCompleted, d, a, b)
				p.log("done", names(done), "pending", names(pending), "turns", count())
			}
		}),
	},
	{
		name: "one that is named twice is waited for once", want: log{"a ends", "done [a] pending []", "b ends", "done [b] pending [c]", "c ends"},
		run: inLoop(func(p *program, co *engine.Co) {
			a, b, c := p.after(co, "a", 1, nil), p.after(co, "b", 3, nil), p.after(co, "c", 5, nil)
			p.waited(engine.Wait(co, engine.AllCompleted, engine.Forever, a, a))
			p.waited(engine.Wait(co, engine.FirstCompleted, engine.Forever, c, b, c, b))
			c.Await(co)
		}),
	},
	{
		name: "one that is done and named twice is taken once", want: log{"done [a] pending []", "got 1"},
		run: inLoop(func(p *program, co *engine.Co) {
			a := engine.CreateTask(co, "a", just(1, nil))
			co.Yield()
			p.waited(engine.Wait(co, engine.AllCompleted, engine.Forever, a, a, a))
			for t, err := range engine.AsCompleted(co, a, a) {
				p.log("got", taken(t, err))
			}
		}),
	},
	{
		name: "one that is named twice is taken once as it is completed", want: log{"b ends", "got b", "a ends", "got a"},
		run: inLoop(func(p *program, co *engine.Co) {
			a, b := p.after(co, "a", 5, nil), p.after(co, "b", 1, nil)
			for t, err := range engine.AsCompleted(co, a, b, a, b) {
				p.log("got", taken(t, err))
			}
		}),
	},
	{
		name: "a wait that ends in time leaves no timer", want: log{"a ends", "done [a] pending []", "over"},
		run: inLoop(func(p *program, co *engine.Co) {
			p.waited(engine.Wait(co, engine.AllCompleted, time.Hour, p.after(co, "a", 1, nil)))
			co.Sleep(1 * ms)
			p.log("over")
		}),
	},
	{
		name: "canceling who waits cancels nobody else", want: log{"waiter: canceled", "a is done: false", "a ends"},
		run: inLoop(func(p *program, co *engine.Co) {
			a := p.after(co, "a", 6, nil)
			t := spawn(co, func(co *engine.Co) error {
				_, _, err := engine.Wait(co, engine.AllCompleted, engine.Forever, a)
				p.log("waiter:", err)
				return err
			})
			yield(co, 2)
			t.Cancel()
			t.Await(co)
			p.log("a is done:", a.Done())
			a.Await(co)
		}),
	},
	{
		name: "results come as they are completed", want: log{"b ends", "got b", "c ends", "got c", "a ends", "got a"},
		run: inLoop(func(p *program, co *engine.Co) {
			for t, err := range engine.AsCompleted(co, p.after(co, "a", 9, nil), p.after(co, "b", 1, nil), p.after(co, "c", 5, nil)) {
				p.log("got", taken(t, err))
			}
		}),
	},
	{
		name: "errors come as they are completed, among the results", want: log{"b ends", "got bad", "a ends", "got a"},
		run: inLoop(func(p *program, co *engine.Co) {
			for t, err := range engine.AsCompleted(co, p.after(co, "a", 5, nil), p.after(co, "b", 1, errBad)) {
				p.log("got", taken(t, err))
			}
		}),
	},
	{
		name: "the results of what is done at once come in turns of their own", want: log{"got 1 turns 2", "got 2 turns 2"},
		run: inLoop(func(p *program, co *engine.Co) {
			a, b := spawnValue(co, just(1, nil)), spawnValue(co, just(2, nil))
			count := turns(co)
			for t, err := range engine.AsCompleted(co, a, b) {
				p.log("got", taken(t, err), "turns", count())
			}
		}),
	},
	{
		name: "canceling who takes them as they are completed cancels nobody else", want: log{"taker: canceled", "a is done: false", "a ends"},
		run: inLoop(func(p *program, co *engine.Co) {
			a := p.after(co, "a", 6, nil)
			t := spawn(co, func(co *engine.Co) error {
				for _, err := range engine.AsCompleted(co, a) {
					p.log("taker:", err)
				}
				return nil
			})
			yield(co, 2)
			t.Cancel()
			t.Await(co)
			p.log("a is done:", a.Done())
			a.Await(co)
		}),
	},
	{
		name: "a timeout around it ends the taking", want: log{"a ends", "got a", "timeout"},
		run: inLoop(func(p *program, co *engine.Co) {
			a, never := p.after(co, "a", 1, nil), spawn(co, newFutureWait)
			p.log(engine.Timeout(co, 40*ms, func(*engine.TimeoutScope) (last error) {
				for t, err := range engine.AsCompleted(co, a, never) {
					if last = err; err == nil {
						p.log("got", result(t.Result()))
					}
				}
				return last
			}))
			never.Cancel()
		}),
	},
}

// after makes a task that ends with its name, or err, after some turns.
func (p *program) after(co *engine.Co, name string, turns int, err error) *engine.Task[any] {
	return engine.CreateTask(co, name, func(co *engine.Co) (any, error) {
		yield(co, turns)
		p.log(name, "ends")
		return name, err
	})
}

func (p *program) waited(done, pending []*engine.Task[any], _ error) {
	p.log("done", names(done), "pending", names(pending))
}

// taken is what an iteration of AsCompleted brought: the result of a task, or the error of the waiting.
func taken(t *engine.Task[any], err error) any {
	if err != nil {
		return err
	}
	return result(t.Result())
}

// names is the names of tasks, in alphabetical order as in the twin, where they are a set.
func names(all []*engine.Task[any]) []any {
	names := []any{}
	for _, t := range all {
		names = append(names, t.Name())
	}
	slices.SortFunc(names, func(a, b any) int { return strings.Compare(a.(string), b.(string)) })
	return names
}
