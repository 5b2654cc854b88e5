package conformance

import (
	"loopyard/engine"
)

// conditions is asyncio.Condition.
var conditions = []behavior{
	{
		name: "a notification wakes who has waited longest", want: log{"notified", "a ok", "again", "b ok"},
		run: inLoop(func(p *program, co *engine.Co) {
			c := engine.NewCondition(nil)
			a, b := p.conditioned(co, c, "a"), p.conditioned(co, c, "b")
			co.Yield()
			p.notify(co, c, 1)
			p.log("notified")
			a.Await(co)
			p.log("again")
			p.notify(co, c, 1)
			b.Await(co)
		}),
	},
	{
		name: "a notification of two wakes two", want: log{"a ok", "b ok", "c is done: false", "c ok"},
		run: inLoop(func(p *program, co *engine.Co) {
			c := engine.NewCondition(nil)
			p.conditioned(co, c, "a")
			b, last := p.conditioned(co, c, "b"), p.conditioned(co, c, "c")
			co.Yield()
			p.notify(co, c, 2)
			b.Await(co)
			yield(co, 3)
			p.log("c is done:", last.Done())
			p.notify(co, c, 5)
			last.Await(co)
		}),
	},
	{
		name: "who is notified goes on when it has the lock", want: log{"notified", "still held", "a ok, locked true"},
		run: inLoop(func(p *program, co *engine.Co) {
			c := engine.NewCondition(nil)
			a := spawn(co, func(co *engine.Co) error {
				return c.With(co, func() error {
					err := c.Wait(co)
					p.log("a", spell(err)+",", "locked", c.Locked())
					return err
				})
			})
			co.Yield()
			c.Acquire(co)
			c.Notify(1)
			p.log("notified")
			yield(co, 3)
			p.log("still held")
			c.Release()
			a.Await(co)
		}),
	},
	{
		name: "notifying all wakes all, one after the other", want: log{"a ok", "b ok", "c ok", "locked false"},
		run: inLoop(func(p *program, co *engine.Co) {
			c := engine.NewCondition(nil)
			all := []*engine.Task[any]{p.conditioned(co, c, "a"), p.conditioned(co, c, "b"), p.conditioned(co, c, "c")}
			co.Yield()
			c.With(co, c.NotifyAll)
			engine.Gather(co, all...)
			p.log("locked", c.Locked())
		}),
	},
	{
		name: "notifying and waiting need the lock",
		want: log{"cannot wait on un-acquired lock", "cannot notify on un-acquired lock", "cannot notify on un-acquired lock"},
		run: inLoop(func(p *program, co *engine.Co) {
			c := engine.NewCondition(nil)
			p.log(c.Wait(co))
			p.log(c.Notify(1))
			p.log(c.NotifyAll())
		}),
	},
	{
		name: "waiting for something asks again after each notification", want: log{"asked false", "asked false", "asked true", "ok"},
		run: inLoop(func(p *program, co *engine.Co) {
			c := engine.NewCondition(nil)
			n := 0
			t := spawn(co, func(co *engine.Co) error {
				return c.With(co, func() error {
					return c.WaitUntil(co, func() bool { p.log("asked", n >= 2); return n >= 2 })
				})
			})
			co.Yield()
			for range 2 {
				n++
				p.notify(co, c, 1)
				yield(co, 3)
			}
			p.log(result(t.Await(co)))
		}),
	},
	{
		name: "a canceled waiter has the lock again before it goes on", want: log{"canceled while held", "a canceled, locked true", "locked false"},
		run: inLoop(func(p *program, co *engine.Co) {
			c := engine.NewCondition(nil)
			a := spawn(co, func(co *engine.Co) error {
				return c.With(co, func() error {
					err := c.Wait(co)
					p.log("a", spell(err)+",", "locked", c.Locked())
					return err
				})
			})
			co.Yield()
			c.Acquire(co)
			a.Cancel()
			yield(co, 3)
			p.log("canceled while held")
			c.Release()
			a.Await(co)
			p.log("locked", c.Locked())
		}),
	},
	{
		name: "a waiter that is canceled again while it takes the lock keeps at it", want: log{"a canceled", "locked false"},
		run: inLoop(func(p *program, co *engine.Co) {
			c := engine.NewCondition(nil)
			a := p.conditioned(co, c, "a")
			co.Yield()
			c.Acquire(co)
			for range 3 {
				a.Cancel()
				yield(co, 2)
			}
			c.Release()
			a.Await(co)
			p.log("locked", c.Locked())
		}),
	},
	{
		name: "a waiter that is canceled after its notification passes it on", since: "3.13", want: log{"a canceled", "b ok"},
		run: inLoop(func(p *program, co *engine.Co) {
			c := engine.NewCondition(nil)
			a, b := p.conditioned(co, c, "a"), p.conditioned(co, c, "b")
			co.Yield()
			p.notify(co, c, 1)
			a.Cancel()
			b.Await(co)
		}),
	},
	{
		name: "a waiter that is canceled while it takes the lock after its notification passes it on", since: "3.13", want: log{"a canceled", "b ok"},
		run: inLoop(func(p *program, co *engine.Co) {
			c := engine.NewCondition(nil)
			a, b := p.conditioned(co, c, "a"), p.conditioned(co, c, "b")
			co.Yield()
			c.Acquire(co)
			c.Notify(1)
			yield(co, 2)
			a.Cancel()
			co.Yield()
			c.Release()
			b.Await(co)
		}),
	},
	{
		name: "a condition may be on a lock that others use", want: log{"locked true", "a ok"},
		run: inLoop(func(p *program, co *engine.Co) {
			var k engine.Lock
			c := engine.NewCondition(&k)
			a := p.conditioned(co, c, "a")
			co.Yield()
			k.Acquire(co)
			p.log("locked", c.Locked())
			c.Notify(1)
			k.Release()
			a.Await(co)
		}),
	},
	{
		name: "a condition belongs to the first loop that waits for it", want: log{"a canceled", "other loop", "locked true"},
		run: func(p *program) {
			c := engine.NewCondition(nil)
			p.runIn(p.config(), func(co *engine.Co) {
				a := p.conditioned(co, c, "a")
				co.Yield()
				a.Cancel()
				a.Await(co)
			})
			p.runIn(p.config(), func(co *engine.Co) {
				c.Acquire(co)
				p.log(c.Wait(co))
				p.log("locked", c.Locked())
			})
		},
	},
}

// conditioned makes a task that waits for a notification and logs its name and how the wait ended.
func (p *program) conditioned(co *engine.Co, c *engine.Condition, name string) *engine.Task[any] {
	return spawn(co, func(co *engine.Co) error {
		return c.With(co, func() error {
			err := c.Wait(co)
			p.log(name, err)
			return err
		})
	})
}

func (p *program) notify(co *engine.Co, c *engine.Condition, n int) {
	c.With(co, func() error { return c.Notify(n) })
}
