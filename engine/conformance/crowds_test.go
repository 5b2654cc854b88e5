package conformance

import (
	"errors"
	"fmt"
	"slices"

	"loopyard/engine"
)

// crowds is many tasks that wait for one thing. Every third of them is canceled, the last one first; the others are served
// in the order in which they came.
var crowds = []behavior{
	{
		name: "a crowd waits for an event", want: log{"400 served, 200 canceled", "in order true"},
		run: inLoop(func(p *program, co *engine.Co) {
			var e engine.Event
			served := p.crowd(co, e.Wait, e.Set)
			p.log("in order", slices.IsSorted(served))
		}),
	},
	{
		name: "a crowd waits for a lock", want: log{"400 served, 200 canceled", "in order true"},
		run: inLoop(func(p *program, co *engine.Co) {
			var k engine.Lock
			k.Acquire(co)
			served := p.crowd(co, func(co *engine.Co) error { return k.With(co, func() error { return nil }) }, func() { k.Release() })
			p.log("in order", slices.IsSorted(served))
		}),
	},
	{
		name: "a crowd waits for permits", want: log{"400 served, 200 canceled", "in order true", "locked true"},
		run: inLoop(func(p *program, co *engine.Co) {
			s := engine.NewSemaphore(0)
			served := p.crowd(co, s.Acquire, func() {
				for range crowdServed {
					s.Release()
				}
			})
			p.log("in order", slices.IsSorted(served))
			p.log("locked", s.Locked())
		}),
	},
	{
		name: "a crowd waits for a condition", want: log{"400 served, 200 canceled", "in order true", "locked false"},
		run: inLoop(func(p *program, co *engine.Co) {
			c := engine.NewCondition(nil)
			wait := func(co *engine.Co) error { return c.With(co, func() error { return c.Wait(co) }) }
			served := p.crowd(co, wait, func() { c.With(co, c.NotifyAll) })
			p.log("in order", slices.IsSorted(served))
			p.log("locked", c.Locked())
		}),
	},
	{
		name: "a crowd waits for values", want: log{"400 served, 200 canceled", "in order true", "left 0"},
		run: inLoop(func(p *program, co *engine.Co) {
			q := engine.NewQueue[int](0)
			served := p.crowd(co, func(co *engine.Co) error { _, err := q.Get(co); return err }, func() {
				for n := range crowdServed {
					q.PutNow(n)
				}
			})
			p.log("in order", slices.IsSorted(served))
			p.log("left", q.Len())
		}),
	},
	{
		name: "a crowd waits for room in a queue", want: log{"400 served, 200 canceled", "in order true", "left 1"},
		run: inLoop(func(p *program, co *engine.Co) {
			q := engine.NewQueue[int](1)
			q.PutNow(0)
			served := p.crowd(co, func(co *engine.Co) error { return q.Put(co, 1) }, func() {
				for range crowdServed {
					q.Get(co)
				}
			})
			p.log("in order", slices.IsSorted(served))
			p.log("left", q.Len())
		}),
	},
	{
		// The task that comes last goes on first; the others have to acquire the barrier's lock again, in their order.
		name: "a crowd waits at a barrier, and the canceled leave their places to others",
		want: log{"waiting 400", "waiting 600", "late 200", "400 served, 200 canceled", "waiting 0"},
		run: inLoop(func(p *program, co *engine.Co) {
			b := engine.NewBarrier(crowdSize + 1)
			wait := func(co *engine.Co) error { _, err := b.Wait(co); return err }
			p.crowd(co, wait, func() {
				yield(co, 2)
				p.log("waiting", b.Waiting())
				var late []*engine.Task[any]
				for range crowdSize - crowdServed {
					late = append(late, spawn(co, wait))
				}
				co.Yield()
				p.log("waiting", b.Waiting())
				wait(co)
				all, _ := engine.Gather(co, late...)
				p.log("late", len(all))
			})
			p.log("waiting", b.Waiting())
		}),
	},
	{
		name: "a crowd waits for one task", want: log{"400 served, 200 canceled", "in order true"},
		run: inLoop(func(p *program, co *engine.Co) {
			f := newFuture(co)
			served := p.crowd(co, func(co *engine.Co) error {
				_, _, err := engine.Wait(co, engine.AllCompleted, engine.Forever, f)
				return err
			}, func() { f.SetResult(1) })
			p.log("in order", slices.IsSorted(served))
		}),
	},
	{
		name: "a group among many cancels its own tasks only", want: log{"group [bad]", "canceled 100", "others true"},
		run: inLoop(func(p *program, co *engine.Co) {
			canceled := 0
			outer := engine.Group(co, func(g *engine.TaskGroup) error {
				others := make([]*engine.Task[any], 100)
				for n := range others {
					others[n], _ = engine.GroupTask(g, co, "", func(co *engine.Co) (any, error) { return nil, newFutureWait(co) })
				}
				p.log(engine.Group(co, func(g *engine.TaskGroup) error {
					for range others {
						engine.GroupTask(g, co, "", func(co *engine.Co) (any, error) {
							err := newFutureWait(co)
							canceled++
							return nil, err
						})
					}
					co.Yield()
					return errBad
				}))
				p.log("canceled", canceled)
				p.log("others", !slices.ContainsFunc(others, (*engine.Task[any]).Done))
				for _, t := range others {
					t.Cancel()
				}
				return nil
			})
			if outer != nil {
				p.log(outer)
			}
		}),
	},
}

const (
	crowdSize   = 600
	crowdServed = crowdSize - crowdSize/3
)

// crowd has tasks wait, cancels every third, calls release, and logs how many tasks ended how. It returns those that were
// served, in the order in which they went on.
func (p *program) crowd(co *engine.Co, wait func(co *engine.Co) error, release func()) (served []int) {
	canceled := 0
	all := make([]*engine.Task[any], crowdSize)
	for n := range all {
		all[n] = spawn(co, func(co *engine.Co) error {
			err := wait(co)
			if errors.Is(err, engine.ErrCanceled) {
				canceled++
			} else {
				served = append(served, n)
			}
			return err
		})
	}
	co.Yield()
	for n := crowdSize - 1; n >= 0; n -= 3 {
		all[n].Cancel()
	}
	release()
	engine.GatherAll(co, all...)
	p.log(fmt.Sprintf("%d served, %d canceled", len(served), canceled))
	return served
}
