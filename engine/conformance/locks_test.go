package conformance

import (
	"loopyard/engine"
)

// locks is asyncio.Lock.
var locks = []behavior{
	{
		name: "a free lock is taken without a turn", want: log{"locked false", "ok turns 0", "locked true", "ok", "locked false"},
		run: inLoop(func(p *program, co *engine.Co) {
			var k engine.Lock
			p.log("locked", k.Locked())
			count := turns(co)
			p.log(k.Acquire(co), "turns", count())
			p.log("locked", k.Locked())
			p.log(k.Release())
			p.log("locked", k.Locked())
		}),
	},
	{
		name: "a lock is given first come first served", want: log{"main", "a", "b", "c"},
		run: inLoop(func(p *program, co *engine.Co) {
			var k engine.Lock
			k.Acquire(co)
			all := p.takers(co, &k, "a", "b", "c")
			yield(co, 2)
			p.log("main")
			k.Release()
			engine.Gather(co, all...)
		}),
	},
	{
		name: "a lock that was released is its first waiter's, whoever comes between", want: log{"main waits", "a", "main: ok"},
		run: inLoop(func(p *program, co *engine.Co) {
			var k engine.Lock
			k.Acquire(co)
			p.takers(co, &k, "a")
			co.Yield()
			k.Release()
			p.log("main waits")
			p.log("main:", k.Acquire(co))
			k.Release()
		}),
	},
	{
		name: "a lock changes hands in one turn", want: log{"a turns 2", "b turns 3", "c turns 4"},
		run: inLoop(func(p *program, co *engine.Co) {
			var k engine.Lock
			k.Acquire(co)
			var all []*engine.Task[any]
			var count func() int
			for _, name := range []string{"a", "b", "c"} {
				all = append(all, spawn(co, func(co *engine.Co) error {
					return k.With(co, func() error { p.log(name, "turns", count()); return nil })
				}))
			}
			co.Yield()
			count = turns(co)
			co.Yield()
			k.Release()
			engine.Gather(co, all...)
		}),
	},
	{
		name: "a lock that nobody holds can not be released", want: log{"Lock is not acquired.", "ok", "ok", "Lock is not acquired."},
		run: inLoop(func(p *program, co *engine.Co) {
			var k engine.Lock
			p.log(k.Release())
			p.log(k.Acquire(co))
			p.log(k.Release())
			p.log(k.Release())
		}),
	},
	{
		name: "anybody may release a lock", want: log{"ok", "locked false"},
		run: inLoop(func(p *program, co *engine.Co) {
			var k engine.Lock
			k.Acquire(co)
			spawn(co, func(*engine.Co) error { p.log(k.Release()); return nil }).Await(co)
			p.log("locked", k.Locked())
		}),
	},
	{
		name: "a canceled waiter is passed over", want: log{"a: canceled", "b", "locked false"},
		run: inLoop(func(p *program, co *engine.Co) {
			var k engine.Lock
			k.Acquire(co)
			a := spawn(co, func(co *engine.Co) error {
				err := k.Acquire(co)
				p.log("a:", err)
				return err
			})
			b := p.takers(co, &k, "b")[0]
			co.Yield()
			a.Cancel()
			co.Yield()
			k.Release()
			b.Await(co)
			p.log("locked", k.Locked())
		}),
	},
	{
		name: "a waiter that is canceled once it was its turn passes it on", want: log{"a: canceled", "b", "locked false"},
		run: inLoop(func(p *program, co *engine.Co) {
			var k engine.Lock
			k.Acquire(co)
			a := spawn(co, func(co *engine.Co) error {
				err := k.Acquire(co)
				p.log("a:", err)
				return err
			})
			b := p.takers(co, &k, "b")[0]
			co.Yield()
			k.Release()
			a.Cancel()
			b.Await(co)
			p.log("locked", k.Locked())
		}),
	},
	{
		name: "a lock whose only waiter is canceled in its turn is free", want: log{"canceled", "locked false", "ok turns 0"},
		run: inLoop(func(p *program, co *engine.Co) {
			var k engine.Lock
			k.Acquire(co)
			a := spawn(co, func(co *engine.Co) error { return k.Acquire(co) })
			co.Yield()
			k.Release()
			a.Cancel()
			p.log(result(a.Await(co)))
			p.log("locked", k.Locked())
			count := turns(co)
			p.log(k.Acquire(co), "turns", count())
		}),
	},
	{
		name: "a waiter canceled before the release leaves the lock to who comes", want: log{"ok turns 0", "a: canceled"},
		run: inLoop(func(p *program, co *engine.Co) {
			var k engine.Lock
			k.Acquire(co)
			a := spawn(co, func(co *engine.Co) error {
				err := k.Acquire(co)
				p.log("a:", err)
				return err
			})
			co.Yield()
			a.Cancel()
			k.Release()
			count := turns(co)
			p.log(k.Acquire(co), "turns", count())
			a.Await(co)
		}),
	},
	{
		name: "the block of a lock releases it whichever way it ends", want: log{"bad", "locked false", "canceled", "locked false"},
		run: inLoop(func(p *program, co *engine.Co) {
			var k engine.Lock
			p.log(k.With(co, func() error { return errBad }))
			p.log("locked", k.Locked())
			t := spawn(co, func(co *engine.Co) error { return k.With(co, func() error { return newFutureWait(co) }) })
			co.Yield()
			t.Cancel()
			p.log(result(t.Await(co)))
			p.log("locked", k.Locked())
		}),
	},
	{
		name: "a lock belongs to the first loop that has to wait for it", want: log{"one loop", "other loop: other loop", "a free one: ok"},
		run: func(p *program) {
			var k, free engine.Lock
			contend := func(co *engine.Co) error {
				t := spawn(co, func(co *engine.Co) error { return k.Acquire(co) })
				co.Yield()
				t.Cancel()
				_, err := t.Await(co)
				return err
			}
			p.runIn(p.config(), func(co *engine.Co) {
				k.Acquire(co)
				contend(co)
				free.Acquire(co)
				free.Release()
				p.log("one loop")
			})
			p.runIn(p.config(), func(co *engine.Co) {
				p.log("other loop:", contend(co))
				p.log("a free one:", free.Acquire(co))
			})
		},
	},
}

// takers makes tasks that each take the lock, log their name and give it back.
func (p *program) takers(co *engine.Co, k *engine.Lock, names ...string) (all []*engine.Task[any]) {
	for _, name := range names {
		all = append(all, spawn(co, func(co *engine.Co) error {
			return k.With(co, func() error { p.log(name); return nil })
		}))
	}
	return all
}
