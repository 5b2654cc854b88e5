package conformance

import (
	"time"

	"loopyard/engine"
)

// tasks is how tasks begin, take turns, wait for one another and end.
var tasks = []behavior{
	{
		name: "a task begins in the next turn", want: log{"created", "begins", "main"},
		run: inLoop(func(p *program, co *engine.Co) {
			spawn(co, func(*engine.Co) error { p.log("begins"); return nil })
			p.log("created")
			co.Yield()
			p.log("main")
		}),
	},
	{
		name: "tasks take turns in the order they were created", want: log{"a 0", "b 0", "c 0", "a 1", "b 1", "c 1"},
		run: inLoop(func(p *program, co *engine.Co) {
			var all []*engine.Task[any]
			for _, name := range []string{"a", "b", "c"} {
				all = append(all, spawn(co, func(co *engine.Co) error {
					for i := range 2 {
						p.log(name, i)
						co.Yield()
					}
					return nil
				}))
			}
			engine.Gather(co, all...)
		}),
	},
	{
		name: "callbacks and tasks share one queue", want: log{"call 1", "task", "call 2", "main", "call 3"},
		run: inLoop(func(p *program, co *engine.Co) {
			l := co.Loop()
			l.CallSoon(p.logs("call 1"))
			spawn(co, func(*engine.Co) error { p.log("task"); l.CallSoon(p.logs("call 3")); return nil })
			l.CallSoon(p.logs("call 2"))
			co.Yield()
			p.log("main")
			co.Yield()
		}),
	},
	{
		name: "a sleep of nothing or less takes one turn", want: log{"turns 1", "turns 2"},
		run: inLoop(func(p *program, co *engine.Co) {
			count := turns(co)
			co.Sleep(0)
			p.log("turns", count())
			co.Sleep(-time.Second)
			p.log("turns", count())
		}),
	},
	{
		name: "calling a coroutine takes no turn", want: log{"7 turns 0"},
		run: inLoop(func(p *program, co *engine.Co) {
			count := turns(co)
			p.log(result(just(7, nil)(co)), "turns", count())
		}),
	},
	{
		name: "who awaits a task runs in the turn after its end", want: log{"7 turns 1"},
		run: inLoop(func(p *program, co *engine.Co) {
			t := spawnValue(co, just(7, nil))
			count := turns(co)
			p.log(result(t.Await(co)), "turns", count())
		}),
	},
	{
		name: "awaiting what is done takes no turn", want: log{"7 turns 0", "bad turns 0"},
		run: inLoop(func(p *program, co *engine.Co) {
			good, bad := spawnValue(co, just(7, nil)), spawnValue(co, just(nil, errBad))
			co.Yield()
			count := turns(co)
			p.log(result(good.Await(co)), "turns", count())
			p.log(result(bad.Await(co)), "turns", count())
		}),
	},
	{
		name: "a chain of tasks ends a turn a task", want: log{"3 ends 3", "2 ends 4", "1 ends 5", "main 6"},
		run: inLoop(func(p *program, co *engine.Co) {
			count := turns(co)
			var chain func(co *engine.Co, n int) *engine.Task[any]
			chain = func(co *engine.Co, n int) *engine.Task[any] {
				return spawn(co, func(co *engine.Co) error {
					if n < 3 {
						chain(co, n+1).Await(co)
					}
					p.log(n, "ends", count())
					return nil
				})
			}
			chain(co, 1).Await(co)
			p.log("main", count())
		}),
	},
	{
		name: "an error goes to every one who awaits the task", want: log{"a: bad", "b: bad", "main: bad"},
		run: inLoop(func(p *program, co *engine.Co) {
			bad := spawn(co, func(co *engine.Co) error { co.Yield(); return errBad })
			for _, name := range []string{"a", "b"} {
				spawn(co, func(co *engine.Co) error {
					p.log(name+":", result(bad.Await(co)))
					return nil
				})
			}
			co.Yield()
			p.log("main:", result(bad.Await(co)))
		}),
	},
	{
		name: "who awaits a task is woken in the order of waiting, callbacks among them", want: log{"call 1", "a", "call 2", "b"},
		run: inLoop(func(p *program, co *engine.Co) {
			f := newFuture(co)
			t := spawnValue(co, f.Await)
			await := func(name string) *engine.Task[any] {
				return spawn(co, func(co *engine.Co) error { t.Await(co); p.log(name); return nil })
			}
			t.WhenDone(p.logs("call 1"))
			await("a")
			co.Yield()
			t.WhenDone(p.logs("call 2"))
			b := await("b")
			co.Yield()
			f.SetResult(nil)
			b.Await(co)
		}),
	},
	{
		name: "a callback that is added when the task is done runs in the next turn", want: log{"added", "told"},
		run: inLoop(func(p *program, co *engine.Co) {
			t := spawnValue(co, just(nil, nil))
			t.Await(co)
			t.WhenDone(p.logs("told"))
			p.log("added")
			co.Yield()
		}),
	},
	{
		name: "a task that awaits itself fails", want: log{"refused true"},
		run: inLoop(func(p *program, co *engine.Co) {
			var self *engine.Task[any]
			self = spawnValue(co, func(co *engine.Co) (any, error) { return self.Await(co) })
			_, err := self.Await(co)
			p.log("refused", begins(err, engine.ErrAwaitSelf.Error()))
		}),
	},
	{
		name: "awaiting another loop's future is refused, and the task goes on", want: log{"other loop", "goes on"},
		run: inLoop(func(p *program, co *engine.Co) {
			other := engine.NewLoop(p.config())
			p.log(result(engine.NewFuture[any](other).Await(co)))
			p.log("goes on")
			other.Close()
		}),
	},
	{
		name: "a task has no result before its end", want: log{"done false", "invalid state", "invalid state", "done true", "7"},
		run: inLoop(func(p *program, co *engine.Co) {
			t := spawnValue(co, just(7, nil))
			p.log("done", t.Done())
			p.log(result(t.Result()))
			p.log(t.Err())
			t.Await(co)
			p.log("done", t.Done())
			p.log(result(t.Result()))
		}),
	},
	{
		name: "a task has the name that it was given", want: log{"alice"},
		run: inLoop(func(p *program, co *engine.Co) {
			t := engine.CreateTask(co, "alice", just(nil, nil))
			p.log(t.Name())
			t.Await(co)
		}),
	},
	{
		name: "sleepers wake by their time", want: log{"one", "two", "three"},
		run: inLoop(func(p *program, co *engine.Co) {
			var all []*engine.Task[any]
			for _, s := range []struct {
				name string
				d    time.Duration
			}{{"three", 60 * ms}, {"one", 1 * ms}, {"two", 30 * ms}} {
				all = append(all, spawn(co, func(co *engine.Co) error {
					err := co.Sleep(s.d)
					p.log(s.name)
					return err
				}))
			}
			engine.Gather(co, all...)
		}),
	},
	{
		name: "each task sees itself as the current one", want: log{"a true", "b true", "a true", "b true"},
		run: inLoop(func(p *program, co *engine.Co) {
			look := func(name string) *engine.Task[any] {
				return spawn(co, func(co *engine.Co) error {
					p.log(name, co.Loop().CurrentTask() == co)
					co.Yield()
					p.log(name, co.Loop().CurrentTask() == co)
					return nil
				})
			}
			engine.Gather(co, look("a"), look("b"))
		}),
	},
	{
		name: "a task may make tasks, which begin a turn after it", want: log{"outer", "main 1", "inner", "main 2"},
		run: inLoop(func(p *program, co *engine.Co) {
			spawn(co, func(co *engine.Co) error {
				p.log("outer")
				spawn(co, func(*engine.Co) error { p.log("inner"); return nil })
				return nil
			})
			co.Yield()
			p.log("main 1")
			co.Yield()
			p.log("main 2")
		}),
	},
	{
		name: "a task that is made by a callback begins in the next turn", want: log{"callback", "main 1", "task", "main 2"},
		run: inLoop(func(p *program, co *engine.Co) {
			l := co.Loop()
			l.CallSoon(func() {
				p.log("callback")
				engine.CreateTaskIn(l, "", func(*engine.Co) (any, error) { p.log("task"); return nil, nil })
			})
			co.Yield()
			p.log("main 1")
			co.Yield()
			p.log("main 2")
		}),
	},
}

// begins tells whether an error's text begins with words that asyncio follows by a description of its objects.
func begins(err error, words string) bool {
	return err != nil && len(err.Error()) >= len(words) && err.Error()[:len(words)] == words
}
