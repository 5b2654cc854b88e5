package conformance

import (
	"loopyard/engine"
)

// semaphores is asyncio.Semaphore and asyncio.BoundedSemaphore.
var semaphores = []behavior{
	{
		name: "permits are taken without a turn while there are any", want: log{"ok turns 0", "locked false", "ok turns 0", "locked true"},
		run: inLoop(func(p *program, co *engine.Co) {
			s := engine.NewSemaphore(2)
			count := turns(co)
			for range 2 {
				p.log(s.Acquire(co), "turns", count())
				p.log("locked", s.Locked())
			}
		}),
	},
	{
		name: "permits are given first come first served", want: log{"a", "b", "c"},
		run: inLoop(func(p *program, co *engine.Co) {
			s := engine.NewSemaphore(0)
			a, b, c := p.permitted(co, s, "a"), p.permitted(co, s, "b"), p.permitted(co, s, "c")
			co.Yield()
			for _, t := range []*engine.Task[any]{a, b, c} {
				s.Release()
				t.Await(co)
			}
		}),
	},
	{
		name: "a released permit is its first waiter's, whoever comes between", want: log{"locked true", "a", "main waited 2"},
		run: inLoop(func(p *program, co *engine.Co) {
			s := engine.NewSemaphore(0)
			p.permitted(co, s, "a")
			co.Yield()
			s.Release()
			p.log("locked", s.Locked())
			count := turns(co)
			co.Loop().CallSoon(func() { s.Release() })
			s.Acquire(co)
			p.log("main waited", count())
		}),
	},
	{
		name: "a semaphore without a permit waits for a release", want: log{"is done: false", "a", "locked true"},
		run: inLoop(func(p *program, co *engine.Co) {
			s := engine.NewSemaphore(0)
			a := p.permitted(co, s, "a")
			yield(co, 3)
			p.log("is done:", a.Done())
			s.Release()
			a.Await(co)
			p.log("locked", s.Locked())
		}),
	},
	{
		name: "a negative number of permits is refused", want: log{"Semaphore initial value must be >= 0"},
		run: func(p *program) { p.log(caught(func() { engine.NewSemaphore(-1) })) },
	},
	{
		name: "a semaphore may be given more permits than it began with", want: log{"ok", "ok", "locked false"},
		run: inLoop(func(p *program, co *engine.Co) {
			s := engine.NewSemaphore(0)
			s.Release()
			s.Release()
			p.log(s.Acquire(co))
			p.log(s.Release())
			p.log("locked", s.Locked())
		}),
	},
	{
		name: "a bounded one may not", want: log{"BoundedSemaphore released too many times", "ok", "ok"},
		run: inLoop(func(p *program, co *engine.Co) {
			s := engine.NewBoundedSemaphore(1)
			p.log(s.Release())
			p.log(s.Acquire(co))
			p.log(s.Release())
		}),
	},
	{
		name: "a canceled waiter loses no permit", want: log{"a canceled", "b"},
		run: inLoop(func(p *program, co *engine.Co) {
			s := engine.NewSemaphore(0)
			a, b := p.permitted(co, s, "a"), p.permitted(co, s, "b")
			co.Yield()
			a.Cancel()
			co.Yield()
			p.log("a", a.Err())
			s.Release()
			b.Await(co)
		}),
	},
	{
		name: "a waiter that is canceled with its permit gives it to the next", want: log{"b", "a canceled", "locked true"},
		run: inLoop(func(p *program, co *engine.Co) {
			s := engine.NewSemaphore(0)
			a, b := p.permitted(co, s, "a"), p.permitted(co, s, "b")
			co.Yield()
			s.Release()
			a.Cancel()
			b.Await(co)
			p.log("a", a.Err())
			p.log("locked", s.Locked())
		}),
	},
	{
		name: "a waiter that is canceled with its permit, alone, gives it back", want: log{"a canceled", "locked false"},
		run: inLoop(func(p *program, co *engine.Co) {
			s := engine.NewSemaphore(0)
			a := p.permitted(co, s, "a")
			co.Yield()
			s.Release()
			a.Cancel()
			p.log("a", result(a.Await(co)))
			p.log("locked", s.Locked())
		}),
	},
	{
		name: "two releases in a turn wake two", want: log{"a", "b", "c is done: false"},
		run: inLoop(func(p *program, co *engine.Co) {
			s := engine.NewSemaphore(0)
			p.permitted(co, s, "a")
			b, c := p.permitted(co, s, "b"), p.permitted(co, s, "c")
			co.Yield()
			s.Release()
			s.Release()
			b.Await(co)
			yield(co, 3)
			p.log("c is done:", c.Done())
			c.Cancel()
		}),
	},
	{
		name: "a permit to spare waits for who was woken before", want: log{"locked true", "a", "main waited 1", "locked true"},
		run: inLoop(func(p *program, co *engine.Co) {
			s := engine.NewSemaphore(0)
			p.permitted(co, s, "a")
			co.Yield()
			s.Release()
			s.Release()
			p.log("locked", s.Locked())
			count := turns(co)
			s.Acquire(co)
			p.log("main waited", count())
			p.log("locked", s.Locked())
		}),
	},
	{
		name: "the block of a semaphore releases it whichever way it ends", want: log{"bad", "locked false"},
		run: inLoop(func(p *program, co *engine.Co) {
			s := engine.NewSemaphore(1)
			p.log(s.With(co, func() error { return errBad }))
			p.log("locked", s.Locked())
		}),
	},
}

// permitted makes a task that takes a permit, keeps it and logs its name.
func (p *program) permitted(co *engine.Co, s *engine.Semaphore, name string) *engine.Task[any] {
	return spawn(co, func(co *engine.Co) error {
		err := s.Acquire(co)
		if err == nil {
			p.log(name)
		}
		return err
	})
}
