package conformance

import (
	"time"

	"loopyard/engine"
)

// runners is asyncio.run and asyncio.Runner.
var runners = []behavior{
	{
		name: "run gives what main returned", want: log{"main", "7"},
		run: func(p *program) {
			v, err := engine.Run(p.config(), func(*engine.Co) (any, error) { p.log("main"); return 7, nil })
			p.log(result(v, err))
		},
	},
	{
		name: "run gives the error of main", want: log{"bad"},
		run: func(p *program) { p.log(result(engine.Run(p.config(), just(nil, errBad)))) },
	},
	{
		name: "run gives the cancellation of a main that cancels itself", want: log{"canceled"},
		run: func(p *program) {
			p.log(result(engine.Run(p.config(), func(co *engine.Co) (any, error) {
				co.Cancel()
				return nil, co.Yield()
			})))
		},
	},
	{
		name: "each run has a loop of its own, closed at the end", want: log{"running true", "closed true", "same false"},
		run: func(p *program) {
			var all []*engine.Loop
			for range 2 {
				engine.Run(p.config(), func(co *engine.Co) (any, error) {
					all = append(all, co.Loop())
					return nil, nil
				})
			}
			engine.Run(p.config(), func(co *engine.Co) (any, error) {
				p.log("running", co.Loop().State() == engine.Running)
				return nil, nil
			})
			p.log("closed", all[0].State() == engine.Closed)
			p.log("same", all[0] == all[1])
		},
	},
	{
		name: "a runner keeps its loop from run to run", want: log{"same true"},
		run: func(p *program) {
			engine.With(p.config(), func(r *engine.Runner) error {
				loop := func(co *engine.Co) (*engine.Loop, error) { return co.Loop(), nil }
				first, _ := engine.RunIn(r, loop)
				second, _ := engine.RunIn(r, loop)
				early, _ := r.Loop()
				p.log("same", first == second && second == early)
				return nil
			})
		},
	},
	{
		name: "a runner goes on after a run that failed", want: log{"bad", "fine"},
		run: func(p *program) {
			engine.With(p.config(), func(r *engine.Runner) error {
				p.log(result(engine.RunIn(r, just(nil, errBad))))
				p.log(result(engine.RunIn(r, just("fine", nil))))
				return nil
			})
		},
	},
	{
		name: "a closed runner refuses to run and to give its loop",
		want: log{"Runner is closed", "Runner is closed"},
		run: func(p *program) {
			r := engine.NewRunner(p.config())
			engine.RunIn(r, just(nil, nil))
			r.Close()
			p.log(result(engine.RunIn(r, just(nil, nil))))
			p.log(result(r.Loop()))
		},
	},
	{
		name: "closing a runner twice does nothing, nor closing an unused one", want: log{"ok", "ok", "ok"},
		run: func(p *program) {
			r := engine.NewRunner(p.config())
			engine.RunIn(r, just(nil, nil))
			p.log(r.Close())
			p.log(r.Close())
			p.log(engine.NewRunner(p.config()).Close())
		},
	},
	{
		name: "a runner is closed whichever way its block ends", want: log{"bad", "Runner is closed"},
		run: func(p *program) {
			var kept *engine.Runner
			p.log(engine.With(p.config(), func(r *engine.Runner) error { kept = r; return errBad }))
			p.log(result(engine.RunIn(kept, just(nil, nil))))
		},
	},
	{
		name: "run inside a running loop is refused",
		want: log{"asyncio.run() cannot be called from a running event loop", "goes on"},
		run: inLoop(func(p *program, co *engine.Co) {
			p.log(result(engine.Run(p.config(), just(nil, nil))))
			p.log("goes on")
		}),
	},
	{
		name: "a runner inside a running loop is refused, its own or another's",
		want: log{"Runner.run() cannot be called from a running event loop", "Runner.run() cannot be called from a running event loop"},
		run: func(p *program) {
			engine.With(p.config(), func(r *engine.Runner) error {
				_, err := engine.RunIn(r, func(co *engine.Co) (any, error) {
					p.log(result(engine.RunIn(r, just(nil, nil))))
					other := engine.NewRunner(p.config())
					p.log(result(engine.RunIn(other, just(nil, nil))))
					return nil, other.Close()
				})
				return err
			})
		},
	},
	{
		name: "what main leaves behind is canceled at the end",
		want: log{"left begins", "main ends", "left: canceled", "left cleans up", "run is over"},
		run: func(p *program) {
			p.runIn(p.config(), func(co *engine.Co) {
				spawn(co, func(co *engine.Co) error {
					p.log("left begins")
					err := co.Sleep(time.Hour)
					p.log("left:", err)
					co.Sleep(time.Millisecond)
					p.log("left cleans up")
					return err
				})
				co.Yield()
				p.log("main ends")
			})
			p.log("run is over")
		},
	},
	{
		name: "what main leaves behind waits between two runs",
		want: log{"first run", "one", "second run", "two", "three", "closing", "left: canceled"},
		run: func(p *program) {
			engine.With(p.config(), func(r *engine.Runner) error {
				p.log("first run")
				engine.RunIn(r, func(co *engine.Co) (any, error) {
					spawn(co, func(co *engine.Co) error {
						for _, n := range []string{"one", "two", "three"} {
							p.log(n)
							co.Yield()
						}
						err := newFutureWait(co)
						p.log("left:", err)
						return err
					})
					return nil, nil
				})
				p.log("second run")
				engine.RunIn(r, func(co *engine.Co) (any, error) { yield(co, 3); return nil, nil })
				p.log("closing")
				return nil
			})
		},
	},
	{
		name: "what happens between two runs counts in the next", want: log{"a: 7", "b: canceled", "call", "second run"},
		run: func(p *program) {
			engine.With(p.config(), func(r *engine.Runner) error {
				var f *engine.Future[any]
				var b *engine.Task[any]
				engine.RunIn(r, func(co *engine.Co) (any, error) {
					f = newFuture(co)
					spawn(co, func(co *engine.Co) error { p.log("a:", result(f.Await(co))); return nil })
					b = spawn(co, func(co *engine.Co) error {
						err := newFutureWait(co)
						p.log("b:", err)
						return err
					})
					return nil, co.Yield()
				})
				f.SetResult(7)
				b.Cancel()
				l, _ := r.Loop()
				l.CallSoon(p.logs("call"))
				engine.RunIn(r, func(*engine.Co) (any, error) { p.log("second run"); return nil, nil })
				return nil
			})
		},
	},
	{
		name: "an error of what is canceled at the end is reported",
		want: log{"report: unhandled exception during asyncio.run() shutdown bad"},
		run: inReportingLoop(func(p *program, co *engine.Co) {
			spawn(co, func(co *engine.Co) error {
				co.Sleep(time.Hour)
				return errBad
			})
			co.Yield()
		}),
	},
	{
		name: "a task that was made in the last step still has its first one", want: log{"main", "late begins", "late: canceled"},
		run: inLoop(func(p *program, co *engine.Co) {
			spawn(co, func(co *engine.Co) error {
				p.log("late begins")
				err := newFutureWait(co)
				p.log("late:", err)
				return err
			})
			p.log("main")
		}),
	},
	{
		name: "what was ready before the stop runs", want: log{"main", "soon", "done", "over"},
		run: func(p *program) {
			l := engine.NewLoop(p.config())
			t := engine.CreateTaskIn(l, "", func(co *engine.Co) (any, error) {
				co.Loop().CallSoon(func() {
					p.log("soon")
					co.Loop().CallSoon(p.logs("never"))
				})
				p.log("main")
				return nil, nil
			})
			t.WhenDone(p.logs("done"))
			engine.RunUntilComplete(l, t)
			p.log("over")
			l.Close()
		},
	},
}

// newFutureWait waits for a future that nobody completes.
func newFutureWait(co *engine.Co) error {
	_, err := newFuture(co).Await(co)
	return err
}
