package conformance

import (
	"fmt"

	"loopyard/engine"
)

// queues is asyncio.Queue, LifoQueue and PriorityQueue.
var queues = []behavior{
	{
		name: "a queue gives what came first", want: log{"ok turns 0", "ok turns 0", "a turns 0", "b turns 0", "size 0"},
		run: inLoop(func(p *program, co *engine.Co) {
			q := engine.NewQueue[any](0)
			count := turns(co)
			p.log(q.Put(co, "a"), "turns", count())
			p.log(q.Put(co, "b"), "turns", count())
			p.log(result(q.Get(co)), "turns", count())
			p.log(result(q.Get(co)), "turns", count())
			p.log("size", q.Len())
		}),
	},
	{
		name: "a stack gives what came last", want: log{"c", "b", "a"},
		run: inLoop(func(p *program, co *engine.Co) {
			q := engine.NewLIFOQueue[any](0)
			for _, v := range []any{"a", "b", "c"} {
				q.PutNow(v)
			}
			for range 3 {
				p.log(result(q.GetNow()))
			}
		}),
	},
	{
		name: "a priority queue gives the least", want: log{"1", "2", "3", "5"},
		run: inLoop(func(p *program, co *engine.Co) {
			q := engine.NewPriorityQueue(0, func(a, b any) bool { return a.(int) < b.(int) })
			for _, v := range []any{3, 1, 5, 2} {
				q.PutNow(v)
			}
			for range 4 {
				p.log(result(q.GetNow()))
			}
		}),
	},
	{
		name: "what can not be done at once is refused", want: log{"queue empty", "full false", "ok", "full true", "queue full", "a"},
		run: inLoop(func(p *program, co *engine.Co) {
			q := engine.NewQueue[any](1)
			p.log(result(q.GetNow()))
			p.log("full", q.Full())
			p.log(q.PutNow("a"))
			p.log("full", q.Full())
			p.log(q.PutNow("b"))
			p.log(result(q.GetNow()))
		}),
	},
	{
		name: "who waits for a value is served first come first served", want: log{"put", "a got 1", "b got 2", "c got 3"},
		run: inLoop(func(p *program, co *engine.Co) {
			q := engine.NewQueue[any](0)
			all := p.getters(co, q, "a", "b", "c")
			co.Yield()
			for v := range 3 {
				q.PutNow(v + 1)
			}
			p.log("put")
			engine.Gather(co, all...)
		}),
	},
	{
		name: "who waits for room is served first come first served", want: log{"got 0", "a put", "got a", "b put", "got b"},
		run: inLoop(func(p *program, co *engine.Co) {
			q := engine.NewQueue[any](1)
			q.PutNow(0)
			p.putters(co, q, "a", "b")
			co.Yield()
			for range 3 {
				p.log("got", result(q.Get(co)))
				yield(co, 2)
			}
		}),
	},
	{
		name: "a value may be taken by who comes before the one it woke", want: log{"main got 1", "a is done: false", "a got 2"},
		run: inLoop(func(p *program, co *engine.Co) {
			q := engine.NewQueue[any](0)
			a := p.getters(co, q, "a")[0]
			co.Yield()
			q.PutNow(1)
			p.log("main got", result(q.GetNow()))
			yield(co, 3)
			p.log("a is done:", a.Done())
			q.PutNow(2)
			a.Await(co)
		}),
	},
	{
		name: "a producer and a consumer take turns at a queue of one", want: log{"put 1", "got 1", "put 2", "got 2", "put 3", "got 3"},
		run: inLoop(func(p *program, co *engine.Co) {
			q := engine.NewQueue[any](1)
			producer := spawn(co, func(co *engine.Co) error {
				for v := 1; v <= 3; v++ {
					q.Put(co, v)
					p.log("put", v)
				}
				return nil
			})
			consumer := spawn(co, func(co *engine.Co) error {
				for range 3 {
					v, _ := q.Get(co)
					p.log("got", v)
				}
				return nil
			})
			engine.Gather(co, producer, consumer)
		}),
	},
	{
		name: "a canceled taker swallows no value", want: log{"a canceled", "b got 1"},
		run: inLoop(func(p *program, co *engine.Co) {
			q := engine.NewQueue[any](0)
			all := p.getters(co, q, "a", "b")
			co.Yield()
			all[0].Cancel()
			co.Yield()
			q.PutNow(1)
			all[1].Await(co)
		}),
	},
	{
		name: "a taker that is canceled once it was served wakes the next", want: log{"a canceled", "b got 1", "size 0"},
		run: inLoop(func(p *program, co *engine.Co) {
			q := engine.NewQueue[any](0)
			all := p.getters(co, q, "a", "b")
			co.Yield()
			q.PutNow(1)
			all[0].Cancel()
			all[1].Await(co)
			p.log("size", q.Len())
		}),
	},
	{
		name: "a value whose only taker is canceled stays", want: log{"a canceled", "size 1", "1"},
		run: inLoop(func(p *program, co *engine.Co) {
			q := engine.NewQueue[any](0)
			a := p.getters(co, q, "a")[0]
			co.Yield()
			q.PutNow(1)
			a.Cancel()
			a.Await(co)
			p.log("size", q.Len())
			p.log(result(q.GetNow()))
		}),
	},
	{
		name: "a giver that is canceled adds nothing and leaves its room to the next", want: log{"got 0", "a canceled", "b put", "got b", "size 0"},
		run: inLoop(func(p *program, co *engine.Co) {
			q := engine.NewQueue[any](1)
			q.PutNow(0)
			all := p.putters(co, q, "a", "b")
			co.Yield()
			p.log("got", result(q.GetNow()))
			all[0].Cancel()
			all[1].Await(co)
			p.log("got", result(q.GetNow()))
			p.log("size", q.Len())
		}),
	},
	{
		name: "joining waits until all that was put is done", want: log{"joins", "done 1", "done 2", "joined"},
		run: inLoop(func(p *program, co *engine.Co) {
			q := engine.NewQueue[any](0)
			q.PutNow(1)
			q.PutNow(2)
			joiner := spawn(co, func(co *engine.Co) error {
				p.log("joins")
				err := q.Join(co)
				p.log("joined")
				return err
			})
			co.Yield()
			for range 2 {
				v, _ := q.GetNow()
				p.log("done", v)
				q.TaskDone()
				co.Yield()
			}
			joiner.Await(co)
		}),
	},
	{
		name: "joining a queue that nobody used takes no turn", want: log{"ok turns 0"},
		run: inLoop(func(p *program, co *engine.Co) {
			count := turns(co)
			p.log(engine.NewQueue[any](0).Join(co), "turns", count())
		}),
	},
	{
		name: "more can not be done than was put", want: log{"task_done() called too many times", "ok", "task_done() called too many times"},
		run: inLoop(func(p *program, co *engine.Co) {
			q := engine.NewQueue[any](0)
			p.log(q.TaskDone())
			q.PutNow(1)
			p.log(q.TaskDone())
			p.log(q.TaskDone())
		}),
	},
	{
		name: "a queue knows how much it may hold", want: log{"2 of 2, full true", "1 of 0, full false"},
		run: inLoop(func(p *program, co *engine.Co) {
			q, unlimited := engine.NewQueue[any](2), engine.NewQueue[any](0)
			q.PutNow(1)
			q.PutNow(2)
			unlimited.PutNow(1)
			p.log(fmt.Sprintf("%d of %d, full %t", q.Len(), q.Cap(), q.Full()))
			p.log(fmt.Sprintf("%d of %d, full %t", unlimited.Len(), unlimited.Cap(), unlimited.Full()))
		}),
	},
	{
		name: "a queue belongs to the first loop that waits for it", want: log{"a canceled", "other loop", "1"},
		run: func(p *program) {
			q := engine.NewQueue[any](0)
			p.runIn(p.config(), func(co *engine.Co) {
				a := p.getters(co, q, "a")[0]
				co.Yield()
				a.Cancel()
				a.Await(co)
			})
			p.runIn(p.config(), func(co *engine.Co) {
				p.log(result(q.Get(co)))
				q.PutNow(1)
				p.log(result(q.Get(co)))
			})
		},
	},
	{
		name: "a queue whose get waits in one loop refuses a put that waits in another", want: log{"a canceled", "put: other loop", "1"},
		run: func(p *program) {
			q := engine.NewQueue[any](1)
			p.runIn(p.config(), func(co *engine.Co) {
				a := p.getters(co, q, "a")[0]
				co.Yield()
				a.Cancel()
				a.Await(co)
			})
			p.runIn(p.config(), func(co *engine.Co) {
				q.PutNow(1)
				p.log("put:", q.Put(co, 2))
				p.log(result(q.Get(co)))
			})
		},
	},
	{
		name: "a queue that is shut down gives what it has and takes no more", since: "3.13",
		want: log{"queue shut down", "queue shut down", "1", "queue shut down", "queue shut down"},
		run: inLoop(func(p *program, co *engine.Co) {
			q := engine.NewQueue[any](0)
			q.PutNow(1)
			q.Shutdown(false)
			p.log(q.PutNow(2))
			p.log(q.Put(co, 2))
			p.log(result(q.Get(co)))
			p.log(result(q.Get(co)))
			p.log(result(q.GetNow()))
		}),
	},
	{
		name: "a shut down sends away who waits", since: "3.13", want: log{"a queue shut down", "b queue shut down", "c queue shut down"},
		run: inLoop(func(p *program, co *engine.Co) {
			empty, full := engine.NewQueue[any](0), engine.NewQueue[any](1)
			full.PutNow(0)
			all := append(p.getters(co, empty, "a", "b"), p.putters(co, full, "c")...)
			co.Yield()
			empty.Shutdown(false)
			full.Shutdown(false)
			engine.GatherAll(co, all...)
		}),
	},
	{
		name: "an immediate shut down throws away what is there and ends the joining", since: "3.13",
		want: log{"joined ok", "size 0", "queue shut down"},
		run: inLoop(func(p *program, co *engine.Co) {
			q := engine.NewQueue[any](0)
			q.PutNow(1)
			q.PutNow(2)
			joiner := spawn(co, func(co *engine.Co) error { p.log("joined", q.Join(co)); return nil })
			co.Yield()
			q.Shutdown(true)
			joiner.Await(co)
			p.log("size", q.Len())
			p.log(result(q.GetNow()))
		}),
	},
	{
		name: "an immediate shut down does not end the joining of what is being dealt with", since: "3.13",
		want: log{"is done: false", "joined ok"},
		run: inLoop(func(p *program, co *engine.Co) {
			q := engine.NewQueue[any](0)
			q.PutNow(1)
			q.PutNow(2)
			q.GetNow()
			joiner := spawn(co, func(co *engine.Co) error { p.log("joined", q.Join(co)); return nil })
			co.Yield()
			q.Shutdown(true)
			yield(co, 2)
			p.log("is done:", joiner.Done())
			q.TaskDone()
			joiner.Await(co)
		}),
	},
}

// getters makes tasks that each take a value and log their name and how that ended.
func (p *program) getters(co *engine.Co, q *engine.Queue[any], names ...string) (all []*engine.Task[any]) {
	for _, name := range names {
		all = append(all, spawn(co, func(co *engine.Co) error {
			v, err := q.Get(co)
			if err != nil {
				p.log(name, err)
			} else {
				p.log(name, "got", v)
			}
			return err
		}))
	}
	return all
}

// putters makes tasks that each put their name and log how that ended.
func (p *program) putters(co *engine.Co, q *engine.Queue[any], names ...string) (all []*engine.Task[any]) {
	for _, name := range names {
		all = append(all, spawn(co, func(co *engine.Co) error {
			err := q.Put(co, name)
			if err != nil {
				p.log(name, err)
			} else {
				p.log(name, "put")
			}
			return err
		}))
	}
	return all
}
