package conformance

import (
	"errors"
	"time"

	"loopyard/engine"
)

// groups is asyncio.TaskGroup.
var groups = []behavior{
	{
		name: "a group ends when its tasks have", want: log{"body ends", "a ends", "b ends", "group: ok"},
		run: inLoop(func(p *program, co *engine.Co) {
			p.log("group:", engine.Group(co, func(g *engine.TaskGroup) error {
				p.member(g, co, "a", 1, nil)
				p.member(g, co, "b", 2, nil)
				p.log("body ends")
				return nil
			}))
		}),
	},
	{
		name: "a group of no tasks takes no turn", want: log{"ok turns 0"},
		run: inLoop(func(p *program, co *engine.Co) {
			count := turns(co)
			p.log(engine.Group(co, func(*engine.TaskGroup) error { return nil }), "turns", count())
		}),
	},
	{
		name: "a group of tasks that end at once takes two turns more", want: log{"ok turns 2"},
		run: inLoop(func(p *program, co *engine.Co) {
			var count func() int
			err := engine.Group(co, func(g *engine.TaskGroup) error {
				engine.GroupTask(g, co, "", just(1, nil))
				engine.GroupTask(g, co, "", just(2, nil))
				count = turns(co)
				return nil
			})
			p.log(err, "turns", count())
		}),
	},
	{
		name: "the tasks of a group give their results", want: log{"7"},
		run: inLoop(func(p *program, co *engine.Co) {
			var t *engine.Task[any]
			engine.Group(co, func(g *engine.TaskGroup) (err error) {
				t, err = engine.GroupTask(g, co, "", just(7, nil))
				return err
			})
			p.log(result(t.Result()))
		}),
	},
	{
		name: "a task that fails cancels the others and the body", want: log{"a: canceled", "body: canceled", "group [bad]", "counts 0", "goes on ok"},
		run: inLoop(func(p *program, co *engine.Co) {
			p.log(engine.Group(co, func(g *engine.TaskGroup) error {
				p.member(g, co, "a", -1, nil)
				p.member(g, co, "", 1, errBad)
				err := newFutureWait(co)
				p.log("body:", err)
				return err
			}))
			p.log("counts", co.Cancelling())
			p.log("goes on", co.Yield())
		}),
	},
	{
		name: "a task that fails after the body has ended leaves no request behind", want: log{"a: canceled", "group [bad]", "goes on ok"},
		run: inLoop(func(p *program, co *engine.Co) {
			p.log(engine.Group(co, func(g *engine.TaskGroup) error {
				p.member(g, co, "a", -1, nil)
				p.member(g, co, "", 2, errBad)
				return nil
			}))
			p.log("goes on", co.Yield())
		}),
	},
	{
		name: "and takes the count of requests back", since: "3.13", want: log{"group [bad]", "counts 0"},
		run: inLoop(func(p *program, co *engine.Co) {
			p.log(engine.Group(co, func(g *engine.TaskGroup) error { p.member(g, co, "", 2, errBad); return nil }))
			p.log("counts", co.Cancelling())
		}),
	},
	{
		name: "a body that fails cancels the tasks", want: log{"a: canceled", "group [bad]", "counts 0"},
		run: inLoop(func(p *program, co *engine.Co) {
			p.log(engine.Group(co, func(g *engine.TaskGroup) error {
				p.member(g, co, "a", -1, nil)
				co.Yield()
				return errBad
			}))
			p.log("counts", co.Cancelling())
		}),
	},
	{
		name: "errors are gathered in the order they came", want: log{"group [first second third]"},
		run: inLoop(func(p *program, co *engine.Co) {
			p.log(engine.Group(co, func(g *engine.TaskGroup) error {
				p.member(g, co, "", 1, errors.New("first"))
				engine.GroupTask(g, co, "", func(co *engine.Co) (any, error) {
					newFutureWait(co)
					return nil, errors.New("second")
				})
				newFutureWait(co)
				yield(co, 3)
				return errors.New("third")
			}))
		}),
	},
	{
		name: "a task that is canceled alone is no error", want: log{"a: canceled", "b ends", "ok"},
		run: inLoop(func(p *program, co *engine.Co) {
			p.log(engine.Group(co, func(g *engine.TaskGroup) error {
				a := p.member(g, co, "a", -1, nil)
				p.member(g, co, "b", 4, nil)
				co.Yield()
				a.Cancel()
				return nil
			}))
		}),
	},
	{
		name: "a request to who is in the body cancels the tasks", want: log{"body: canceled", "a: canceled", "group: canceled", "counts 1"},
		run: inLoop(func(p *program, co *engine.Co) {
			t := spawn(co, func(co *engine.Co) error {
				err := engine.Group(co, func(g *engine.TaskGroup) error {
					p.member(g, co, "a", -1, nil)
					err := newFutureWait(co)
					p.log("body:", err)
					return err
				})
				p.log("group:", err)
				p.log("counts", co.Cancelling())
				return err
			})
			yield(co, 2)
			t.Cancel()
			t.Await(co)
		}),
	},
	{
		name: "a request to who waits for the tasks cancels them", want: log{"a: canceled", "group: canceled", "counts 1"},
		run: inLoop(func(p *program, co *engine.Co) {
			t := spawn(co, func(co *engine.Co) error {
				err := engine.Group(co, func(g *engine.TaskGroup) error { p.member(g, co, "a", -1, nil); return nil })
				p.log("group:", err)
				p.log("counts", co.Cancelling())
				return err
			})
			yield(co, 3)
			t.Cancel()
			t.Await(co)
		}),
	},
	{
		name: "a group waits for tasks that take long to end, however often it is asked", want: log{"a: canceled", "asked", "asked", "a ends", "group: canceled"},
		run: inLoop(func(p *program, co *engine.Co) {
			t := spawn(co, func(co *engine.Co) error {
				err := engine.Group(co, func(g *engine.TaskGroup) error {
					engine.GroupTask(g, co, "", func(co *engine.Co) (any, error) {
						err := newFutureWait(co)
						p.log("a:", err)
						yield(co, 6)
						p.log("a ends")
						return nil, err
					})
					return nil
				})
				p.log("group:", err)
				return err
			})
			yield(co, 3)
			t.Cancel()
			for range 2 {
				yield(co, 2)
				p.log("asked")
				t.Cancel()
			}
			t.Await(co)
		}),
	},
	{
		name: "an error and a foreign request at once give the error, and the request again", since: "3.13",
		want: log{"group [bad]", "counts 1", "next: canceled"},
		run: inLoop(func(p *program, co *engine.Co) {
			t := spawn(co, func(co *engine.Co) error {
				p.log(engine.Group(co, func(g *engine.TaskGroup) error { p.member(g, co, "", 1, errBad); return newFutureWait(co) }))
				p.log("counts", co.Cancelling())
				p.log("next:", co.Yield())
				return nil
			})
			yield(co, 3)
			t.Cancel()
			t.Await(co)
		}),
	},
	{
		name: "a body that gives a cancellation of its own ends so", want: log{"a: canceled", "group: canceled", "counts 0"},
		run: inLoop(func(p *program, co *engine.Co) {
			p.log("group:", engine.Group(co, func(g *engine.TaskGroup) error {
				p.member(g, co, "a", -1, nil)
				co.Yield()
				return engine.ErrCanceled
			}))
			p.log("counts", co.Cancelling())
		}),
	},
	{
		name: "tasks may add tasks while the group waits", want: log{"outer", "inner ends", "ok"},
		run: inLoop(func(p *program, co *engine.Co) {
			p.log(engine.Group(co, func(g *engine.TaskGroup) error {
				engine.GroupTask(g, co, "", func(co *engine.Co) (any, error) {
					yield(co, 2)
					p.log("outer")
					p.member(g, co, "inner", 2, nil)
					return nil, nil
				})
				return nil
			}))
		}),
	},
	{
		name: "a group that has ended takes no task", want: log{"TaskGroup is finished"},
		run: inLoop(func(p *program, co *engine.Co) {
			var kept *engine.TaskGroup
			engine.Group(co, func(g *engine.TaskGroup) error { kept = g; return nil })
			_, err := engine.GroupTask(kept, co, "", just(nil, nil))
			p.log(err)
		}),
	},
	{
		name: "a group that is being canceled takes no task", want: log{"TaskGroup is shutting down", "group [bad]"},
		run: inLoop(func(p *program, co *engine.Co) {
			p.log(engine.Group(co, func(g *engine.TaskGroup) error {
				p.member(g, co, "", 1, errBad)
				err := newFutureWait(co)
				_, refused := engine.GroupTask(g, co, "", just(nil, nil))
				p.log(refused)
				return err
			}))
		}),
	},
	{
		name: "an error of a group in a group comes wrapped twice", want: log{"a: canceled", "group [group [bad]]", "counts 0"},
		run: inLoop(func(p *program, co *engine.Co) {
			p.log(engine.Group(co, func(g *engine.TaskGroup) error {
				p.member(g, co, "a", -1, nil)
				return engine.Group(co, func(inner *engine.TaskGroup) error { p.member(inner, co, "", 1, errBad); return newFutureWait(co) })
			}))
			p.log("counts", co.Cancelling())
		}),
	},
	{
		name: "an error outside cancels the group in it", want: log{"inner: canceled", "group [bad]", "counts 0"},
		run: inLoop(func(p *program, co *engine.Co) {
			p.log(engine.Group(co, func(g *engine.TaskGroup) error {
				p.member(g, co, "", 3, errBad)
				return engine.Group(co, func(inner *engine.TaskGroup) error { p.member(inner, co, "inner", -1, nil); return nil })
			}))
			p.log("counts", co.Cancelling())
		}),
	},
	{
		name: "a timeout around a group ends its tasks", want: log{"a: canceled", "timeout", "counts 0"},
		run: inLoop(func(p *program, co *engine.Co) {
			p.log(engine.Timeout(co, 2*ms, func(*engine.TimeoutScope) error {
				return engine.Group(co, func(g *engine.TaskGroup) error { p.member(g, co, "a", -1, nil); return nil })
			}))
			p.log("counts", co.Cancelling())
		}),
	},
	{
		name: "a timeout in the body is the body's error", want: log{"a: canceled", "group [timeout]"},
		run: inLoop(func(p *program, co *engine.Co) {
			p.log(engine.Group(co, func(g *engine.TaskGroup) error {
				p.member(g, co, "a", -1, nil)
				return engine.Timeout(co, 2*ms, func(*engine.TimeoutScope) error { return co.Sleep(time.Hour) })
			}))
		}),
	},
}

// member makes a task of the group that ends after so many turns, with err or with its name logged if it has one;
// with -1 turns it waits for its cancellation.
func (p *program) member(g *engine.TaskGroup, co *engine.Co, name string, turns int, err error) *engine.Task[any] {
	t, refused := engine.GroupTask(g, co, name, func(co *engine.Co) (any, error) {
		if turns < 0 {
			err := newFutureWait(co)
			p.log(name+":", err)
			return nil, err
		}
		yield(co, turns)
		if name != "" {
			p.log(name, "ends")
		}
		return nil, err
	})
	if refused != nil {
		p.log("refused:", refused)
	}
	return t
}
