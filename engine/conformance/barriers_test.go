package conformance

import (
	"errors"
	"slices"

	"loopyard/engine"
)

// barriers is asyncio.Barrier.
var barriers = []behavior{
	{
		name: "a barrier lets go when all have come, and gives each a place", want: log{"waiting 2", "c at 2", "a at 0", "b at 1", "waiting 0"},
		run: inLoop(func(p *program, co *engine.Co) {
			b := engine.NewBarrier(3)
			all := p.barred(co, b, "a", "b")
			co.Yield()
			p.log("waiting", b.Waiting())
			all = append(all, p.barred(co, b, "c")...)
			engine.Gather(co, all...)
			p.log("waiting", b.Waiting())
		}),
	},
	{
		name: "a barrier of one stops nobody", want: log{"main at 0 turns 0", "main at 0 turns 0"},
		run: inLoop(func(p *program, co *engine.Co) {
			b := engine.NewBarrier(1)
			count := turns(co)
			for range 2 {
				p.log("main at", result(b.Wait(co)), "turns", count())
			}
		}),
	},
	{
		name: "a barrier can be used again", want: log{"first [0 1]", "second [0 1]", "broken false"},
		run: inLoop(func(p *program, co *engine.Co) {
			b := engine.NewBarrier(2)
			for _, name := range []string{"first", "second"} {
				p.log(name, p.places(co, p.barred(co, b, "", "")))
			}
			p.log("broken", b.Broken())
		}),
	},
	{
		name: "who comes while the others leave waits for the next round", want: log{"b at 1", "a at 0", "waiting 1", "c is done: false"},
		run: inLoop(func(p *program, co *engine.Co) {
			b := engine.NewBarrier(2)
			first := p.barred(co, b, "a")
			co.Yield()
			p.barred(co, b, "b")
			late := p.barred(co, b, "c")
			engine.Gather(co, first...)
			yield(co, 5)
			p.log("waiting", b.Waiting())
			p.log("c is done:", late[0].Done())
			late[0].Cancel()
		}),
	},
	{
		name: "a barrier without parties is refused", want: log{"refused"},
		run: func(p *program) {
			if caught(func() { engine.NewBarrier(0) }) != nil {
				p.log("refused")
			}
		},
	},
	{
		// The places of those who stay are not numbered anew, so that one can be given twice.
		name: "a canceled task leaves its place", want: log{"waiting 2", "waiting 1", "waiting 2", "[1 1 2]"},
		run: inLoop(func(p *program, co *engine.Co) {
			b := engine.NewBarrier(3)
			all := p.barred(co, b, "", "")
			co.Yield()
			p.log("waiting", b.Waiting())
			all[0].Cancel()
			yield(co, 2)
			p.log("waiting", b.Waiting())
			all = append(all[1:], p.barred(co, b, "")...)
			co.Yield()
			p.log("waiting", b.Waiting())
			all = append(all, p.barred(co, b, "")...)
			p.log(p.places(co, all))
		}),
	},
	{
		name: "an abort sends away who waits and who comes", want: log{"a barrier broken", "b barrier broken", "broken true", "barrier broken", "waiting 0"},
		run: inLoop(func(p *program, co *engine.Co) {
			b := engine.NewBarrier(3)
			all := p.barred(co, b, "a", "b")
			co.Yield()
			b.Abort(co)
			engine.GatherAll(co, all...)
			p.log("broken", b.Broken())
			p.log(result(b.Wait(co)))
			p.log("waiting", b.Waiting())
		}),
	},
	{
		name: "a reset sends away who waits, and the barrier is as new", want: log{"a barrier broken", "broken false", "[0 1]"},
		run: inLoop(func(p *program, co *engine.Co) {
			b := engine.NewBarrier(2)
			a := p.barred(co, b, "a")
			co.Yield()
			b.Reset(co)
			engine.GatherAll(co, a...)
			p.log("broken", b.Broken())
			p.log(p.places(co, p.barred(co, b, "", "")))
		}),
	},
	{
		name: "a reset mends what an abort broke", want: log{"broken true", "broken false", "main at 0"},
		run: inLoop(func(p *program, co *engine.Co) {
			b := engine.NewBarrier(1)
			b.Abort(co)
			p.log("broken", b.Broken())
			b.Reset(co)
			p.log("broken", b.Broken())
			p.log("main at", result(b.Wait(co)))
		}),
	},
}

// barred makes tasks that wait at the barrier, log their name, if they have one, and how the wait ended, and give
// their place.
func (p *program) barred(co *engine.Co, b *engine.Barrier, names ...string) (all []*engine.Task[any]) {
	for _, name := range names {
		all = append(all, spawnValue(co, func(co *engine.Co) (any, error) {
			place, err := b.Wait(co)
			switch {
			case name == "":
			case err == nil:
				p.log(name, "at", place)
			case !errors.Is(err, engine.ErrCanceled):
				p.log(name, err)
			}
			return place, err
		}))
	}
	return all
}

// places waits for the tasks and sorts their places: who is told which is open, but for who is first and last.
func (p *program) places(co *engine.Co, all []*engine.Task[any]) []any {
	places, _ := engine.Gather(co, all...)
	slices.SortFunc(places, func(a, b any) int { return a.(int) - b.(int) })
	return places
}
