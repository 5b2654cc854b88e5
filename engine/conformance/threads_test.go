package conformance

import (
	"runtime"

	"loopyard/engine"
	"loopyard/engine/scenario"
)

// threads is what crosses from one thread to another: call_soon_threadsafe, run_coroutine_threadsafe, executors.
var threads = []behavior{
	{
		name: "what another thread posts runs in its order", want: log{"1", "2", "3", "main"},
		run: func(p *program) {
			var other scenario.Joiner
			p.runIn(p.config(), func(co *engine.Co) {
				l, done := co.Loop(), newFuture(co)
				other = p.start(func(scenario.Thread) {
					for n := 1; n <= 3; n++ {
						l.CallSoonThreadsafe(p.logs(n))
					}
					l.CallSoonThreadsafe(func() { done.SetResult(nil) })
				})
				done.Await(co)
				p.log("main")
			})
			other.Join()
		},
	},
	{
		name: "a post wakes a loop that waits", want: log{"waits", "posted", "main"},
		run: func(p *program) {
			var other scenario.Joiner
			p.runIn(p.config(), func(co *engine.Co) {
				l, done := co.Loop(), newFuture(co)
				other = p.start(func(th scenario.Thread) {
					th.Block(2 * ms)
					l.CallSoonThreadsafe(func() { p.log("posted"); done.SetResult(nil) })
				})
				p.log("waits")
				done.Await(co)
				p.log("main")
			})
			other.Join()
		},
	},
	{
		name: "a post of the loop's own thread runs in the next turn", want: log{"main", "posted", "again"},
		run: inLoop(func(p *program, co *engine.Co) {
			co.Loop().CallSoonThreadsafe(p.logs("posted"))
			p.log("main")
			co.Yield()
			yield(co, 1)
			p.log("again")
		}),
	},
	{
		name: "a post of the loop's own thread is enough to wake it", want: log{"7"},
		run: inLoop(func(p *program, co *engine.Co) {
			f := newFuture(co)
			co.Loop().CallSoonThreadsafe(func() { f.SetResult(7) })
			p.log(result(f.Await(co)))
		}),
	},
	{
		name: "a post to a loop between two runs waits for the next", want: log{"posting ok", "second run", "posted"},
		run: func(p *program) {
			engine.With(p.config(), func(r *engine.Runner) error {
				engine.RunIn(r, just(nil, nil))
				l, _ := r.Loop()
				other := p.start(func(scenario.Thread) { p.log("posting", l.CallSoonThreadsafe(p.logs("posted"))) })
				other.Join()
				p.log("second run")
				engine.RunIn(r, func(co *engine.Co) (any, error) { return nil, co.Sleep(1 * ms) })
				return nil
			})
		},
	},
	{
		name: "a closed loop refuses another thread's posts", want: log{"Event loop is closed"},
		run: func(p *program) {
			l := engine.NewLoop(p.config())
			l.Close()
			p.start(func(scenario.Thread) { p.log(l.CallSoonThreadsafe(func() {})) }).Join()
		},
	},
	{
		name: "each thread may run a loop", want: log{"other true", "main true", "same false"},
		run: func(p *program) {
			var here, there *engine.Loop
			p.runIn(p.config(), func(co *engine.Co) {
				here = co.Loop()
				p.start(func(th scenario.Thread) {
					engine.Run(th.Config("other"), func(co *engine.Co) (any, error) {
						there = co.Loop()
						p.log("other", there.State() == engine.Running)
						return nil, nil
					})
				}).Join()
				p.log("main", here.State() == engine.Running)
			})
			p.log("same", here == there)
		},
	},
	{
		name: "a coroutine that another thread sends runs here and is awaited there", want: log{"coroutine on main true", "there: 7"},
		run: func(p *program) {
			p.withSender(func(co *engine.Co, _ func()) (any, error) {
				p.log("coroutine on main", co.Loop().Name() == "loop")
				co.Yield()
				return 7, nil
			})
		},
	},
	{
		name: "its error is raised there", want: log{"there: bad"},
		run: func(p *program) {
			p.withSender(func(*engine.Co, func()) (any, error) { return nil, errBad })
		},
	},
	{
		name: "who awaits it there and is canceled cancels it here", want: log{"coroutine: canceled", "there: canceled"},
		run: func(p *program) {
			p.withSender(func(co *engine.Co, cancelThere func()) (any, error) {
				cancelThere()
				err := newFutureWait(co)
				p.log("coroutine:", err)
				return nil, err
			})
		},
	},
	{
		name: "a closed loop takes no coroutine of another thread", want: log{"Event loop is closed"},
		run: func(p *program) {
			l := engine.NewLoop(p.config())
			l.Close()
			p.start(func(scenario.Thread) {
				_, err := engine.RunCoroutineThreadsafe(l, "", just(nil, nil))
				p.log(err)
			}).Join()
		},
	},
	{
		name: "a call in the executor gives its result or its error", want: log{"7", "bad"},
		run: inLoop(func(p *program, co *engine.Co) {
			p.log(result(engine.RunInExecutor(co.Loop(), func() (any, error) { return 7, nil }).Await(co)))
			p.log(result(engine.RunInExecutor(co.Loop(), func() (any, error) { return nil, errBad }).Await(co)))
		}),
	},
	{
		name: "the loop goes on while the executor works", want: log{"loop goes on", "call ends", "7"},
		run: inLoop(func(p *program, co *engine.Co) {
			onward := make(chan struct{})
			f := engine.RunInExecutor(co.Loop(), func() (any, error) {
				<-onward
				p.log("call ends")
				return 7, nil
			})
			yield(co, 3)
			p.log("loop goes on")
			close(onward)
			p.log(result(f.Await(co)))
		}),
	},
	{
		name: "calls in the executor run side by side", want: log{"[1 2]"},
		run: inLoop(func(p *program, co *engine.Co) {
			there := make(chan struct{})
			meet := func(v any, meets func()) *engine.Future[any] {
				return engine.RunInExecutor(co.Loop(), func() (any, error) { meets(); return v, nil })
			}
			p.log(result(engine.Gather(co, meet(1, func() { there <- struct{}{} }), meet(2, func() { <-there }))))
		}),
	},
	{
		name: "a call that nobody waits for any more ends all the same", want: log{"canceled", "call ends", "over"},
		run: func(p *program) {
			onward := make(chan struct{})
			p.runIn(p.config(), func(co *engine.Co) {
				begun := make(chan struct{})
				f := engine.RunInExecutor(co.Loop(), func() (any, error) {
					close(begun)
					<-onward
					p.log("call ends")
					return 7, nil
				})
				<-begun
				f.Cancel()
				p.log(result(f.Await(co)))
				close(onward)
			})
			p.log("over")
		},
	},
	{
		name: "a call may ask the loop and wait for its answer", want: log{"asked", "answer 7"},
		run: inLoop(func(p *program, co *engine.Co) {
			l, answer := co.Loop(), make(chan any)
			f := engine.RunInExecutor(l, func() (any, error) {
				l.CallSoonThreadsafe(func() {
					p.log("asked")
					answer <- 7
				})
				return <-answer, nil
			})
			p.log("answer", result(f.Await(co)))
		}),
	},
	{
		name: "what is due does not wait for a call that waits for it", want: log{"due", "call ends", "ok"},
		run: inLoop(func(p *program, co *engine.Co) {
			due := make(chan struct{})
			f := engine.RunInExecutor(co.Loop(), func() (any, error) { <-due; p.log("call ends"); return nil, nil })
			co.Loop().CallLater(0, func() {
				p.log("due")
				close(due)
			})
			_, err := f.Await(co)
			p.log(err)
		}),
	},
	{
		name: "a call may wait for a thread that it asks", want: log{"other asked", "answer 7"},
		run: inLoop(func(p *program, co *engine.Co) {
			there, over := newFuture(co), newFuture(co)
			here := co.Loop()
			other := p.start(func(th scenario.Thread) {
				engine.Run(th.Config("other"), func(co *engine.Co) (any, error) {
					stop, l := newFuture(co), co.Loop()
					end := func() { l.CallSoonThreadsafe(func() { stop.SetResult(nil) }) }
					here.CallSoonThreadsafe(func() { there.SetResult(l); over.WhenDone(end) })
					return stop.Await(co)
				})
			})
			l, _ := there.Await(co)
			answer := make(chan any)
			f := engine.RunInExecutor(here, func() (any, error) {
				l.(*engine.Loop).CallSoonThreadsafe(func() {
					p.log("other asked")
					answer <- 7
				})
				return <-answer, nil
			})
			p.log("answer", result(f.Await(co)))
			over.SetResult(nil)
			co.Yield()
			other.Join()
		}),
	},
	{
		name: "a call that is canceled before it began does not run, and no close waits for it", want: log{"first runs", "later ones canceled true", "over"},
		run: func(p *program) {
			onward := make(chan struct{})
			p.runIn(p.config(), func(co *engine.Co) {
				begun := make(chan struct{})
				first := engine.RunInExecutor(co.Loop(), func() (any, error) { close(begun); p.log("first runs"); <-onward; return nil, nil })
				<-begun
				var busy, later []*engine.Future[any]
				for range 100 { // more than an executor runs at a time
					busy = append(busy, engine.RunInExecutor(co.Loop(), func() (any, error) { <-onward; return nil, nil }))
				}
				for range 10 {
					later = append(later, engine.RunInExecutor(co.Loop(), func() (any, error) { p.log("later runs"); return nil, nil }))
				}
				canceled := true
				for _, f := range later {
					canceled = f.Cancel() && canceled
				}
				p.log("later ones canceled", canceled)
				co.Yield()
				close(onward)
				first.Await(co)
				engine.Gather(co, busy...)
			})
			p.log("over")
		},
	},
	{
		name: "a run ends when the executor's calls have", want: log{"main ends", "call ends", "over"},
		run: func(p *program) {
			p.runIn(p.config(), func(co *engine.Co) {
				ended := make(chan struct{})
				engine.RunInExecutor(co.Loop(), func() (any, error) {
					<-ended
					runtime.Gosched()
					p.log("call ends")
					return nil, nil
				})
				p.log("main ends")
				close(ended)
			})
			p.log("over")
		},
	},
}

// withSender runs a loop here, and one in another thread whose task sends fn here and awaits it; fn may have that
// task canceled. How it ended is logged here, once all that it brought about here has happened.
func (p *program) withSender(fn func(co *engine.Co, cancelThere func()) (any, error)) {
	var other scenario.Joiner
	p.runIn(p.config(), func(co *engine.Co) {
		here, over := co.Loop(), newFuture(co)
		other = p.start(func(th scenario.Thread) {
			engine.Run(th.Config("other"), func(co *engine.Co) (any, error) {
				v, err := p.send(co, here, fn).Await(co)
				return nil, here.CallSoonThreadsafe(func() { over.SetResult(result(v, err)) })
			})
		})
		how, _ := over.Await(co)
		yield(co, 4)
		p.log("there:", how)
	})
	other.Join()
}

// send makes a task that sends fn to a loop of another thread.
func (p *program) send(co *engine.Co, to *engine.Loop, fn func(co *engine.Co, cancelThere func()) (any, error)) (t *engine.Task[any]) {
	there := co.Loop()
	t = spawnValue(co, func(co *engine.Co) (any, error) {
		f, err := engine.RunCoroutineThreadsafe(to, "sent", func(co *engine.Co) (any, error) {
			return fn(co, func() { there.CallSoonThreadsafe(func() { t.Cancel() }) })
		})
		if err != nil {
			return nil, err
		}
		return f.Await(co)
	})
	return t
}
