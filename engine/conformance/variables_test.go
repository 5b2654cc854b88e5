package conformance

import (
	"loopyard/engine"
)

// variables is context variables: contextvars.ContextVar in tasks.
var variables = []behavior{
	{
		name: "a variable has its preset value until it is set, and the former one when that is taken back",
		want: log{"none", "one", "two", "one", "none"},
		run: inLoop(func(p *program, co *engine.Co) {
			v := engine.NewVar[any]("v", "none")
			p.log(v.Get(co))
			one := v.Set(co, "one")
			p.log(v.Get(co))
			two := v.Set(co, "two")
			p.log(v.Get(co))
			two()
			p.log(v.Get(co))
			one()
			p.log(v.Get(co))
		}),
	},
	{
		name: "setting one variable leaves the others", want: log{"3 2", "1 2"},
		run: inLoop(func(p *program, co *engine.Co) {
			v, w := engine.NewVar[any]("v", "none"), engine.NewVar[any]("w", "none")
			v.Set(co, 1)
			w.Set(co, 2)
			back := v.Set(co, 3)
			p.log(v.Get(co), w.Get(co))
			back()
			p.log(v.Get(co), w.Get(co))
		}),
	},
	{
		name: "a task begins with its creator's values and keeps its own", want: log{"task one", "task two", "main one"},
		run: inLoop(func(p *program, co *engine.Co) {
			v := engine.NewVar[any]("v", "none")
			v.Set(co, "one")
			spawn(co, func(co *engine.Co) error {
				p.log("task", v.Get(co))
				v.Set(co, "two")
				co.Yield()
				p.log("task", v.Get(co))
				return nil
			}).Await(co)
			p.log("main", v.Get(co))
		}),
	},
	{
		name: "what the creator sets later is not the task's", want: log{"main two", "task one"},
		run: inLoop(func(p *program, co *engine.Co) {
			v := engine.NewVar[any]("v", "none")
			v.Set(co, "one")
			t := spawn(co, func(co *engine.Co) error { p.log("task", v.Get(co)); return nil })
			v.Set(co, "two")
			p.log("main", v.Get(co))
			t.Await(co)
		}),
	},
	{
		name: "a coroutine that is called shares its caller's values", want: log{"called one", "main two"},
		run: inLoop(func(p *program, co *engine.Co) {
			v := engine.NewVar[any]("v", "none")
			v.Set(co, "one")
			func(co *engine.Co) {
				p.log("called", v.Get(co))
				v.Set(co, "two")
			}(co)
			p.log("main", v.Get(co))
		}),
	},
	{
		name: "tasks side by side have values of their own", want: log{"a a", "b b", "main none"},
		run: inLoop(func(p *program, co *engine.Co) {
			v := engine.NewVar[any]("v", "none")
			set := func(name string) *engine.Task[any] {
				return spawn(co, func(co *engine.Co) error {
					v.Set(co, name)
					co.Yield()
					p.log(name, v.Get(co))
					return nil
				})
			}
			engine.Gather(co, set("a"), set("b"))
			p.log("main", v.Get(co))
		}),
	},
	{
		name: "the tasks of a group begin with its values", want: log{"task one"},
		run: inLoop(func(p *program, co *engine.Co) {
			v := engine.NewVar[any]("v", "none")
			v.Set(co, "one")
			engine.Group(co, func(g *engine.TaskGroup) error {
				engine.GroupTask(g, co, "", func(co *engine.Co) (any, error) { p.log("task", v.Get(co)); return nil, nil })
				return nil
			})
		}),
	},
	{
		name: "a runner keeps the values of main from run to run", want: log{"first none", "second one"},
		run: func(p *program) {
			v := engine.NewVar[any]("v", "none")
			engine.With(p.config(), func(r *engine.Runner) error {
				for _, name := range []string{"first", "second"} {
					engine.RunIn(r, func(co *engine.Co) (any, error) {
						p.log(name, v.Get(co))
						v.Set(co, "one")
						return nil, nil
					})
				}
				return nil
			})
		},
	},
	{
		name: "each run by itself begins with the preset values", want: log{"first none", "second none"},
		run: func(p *program) {
			v := engine.NewVar[any]("v", "none")
			for _, name := range []string{"first", "second"} {
				p.runIn(p.config(), func(co *engine.Co) {
					p.log(name, v.Get(co))
					v.Set(co, "one")
				})
			}
		},
	},
}
