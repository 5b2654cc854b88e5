package conformance

import (
	"errors"
	"strings"
	"time"

	"loopyard/engine"
	"loopyard/engine/scenario"
)

// reports is what a loop tells its exception handler, and what it finds in debug mode.
var reports = []behavior{
	{
		name: "a callback that fails is reported, and the others run", want: log{"a", "report: Exception in callback bad", "b", "main"},
		run: inReportingLoop(func(p *program, co *engine.Co) {
			l := co.Loop()
			l.CallSoon(p.logs("a"))
			l.CallSoon(func() { panic(errBad) })
			l.CallSoon(p.logs("b"))
			co.Yield()
			p.log("main")
		}),
	},
	{
		name: "a timer that fails is reported", want: log{"report: Exception in callback bad", "main"},
		run: inReportingLoop(func(p *program, co *engine.Co) {
			co.Loop().CallLater(1*ms, func() { panic(errBad) })
			co.Sleep(3 * ms)
			p.log("main")
		}),
	},
	{
		name: "a done callback that fails is reported, and the others are told", want: log{"report: Exception in callback bad", "told", "main"},
		run: inReportingLoop(func(p *program, co *engine.Co) {
			f := newFuture(co)
			f.WhenDone(func() { panic(errBad) })
			f.WhenDone(p.logs("told"))
			f.SetResult(nil)
			co.Yield()
			p.log("main")
		}),
	},
	{
		name: "a failure of the handler is swallowed, and the loop goes on", want: log{"handler", "b", "main"},
		run: func(p *program) {
			c := p.config()
			c.Report = func(engine.Report) { p.log("handler"); panic(errors.New("worse")) }
			p.runIn(c, func(co *engine.Co) {
				co.Loop().CallSoon(func() { panic(errBad) })
				co.Loop().CallSoon(p.logs("b"))
				co.Yield()
				p.log("main")
			})
		},
	},
	{
		name: "an error of a task that nobody awaits is reported", want: log{"main ends", "report: Task exception was never retrieved bad"},
		run: inReportingLoop(func(p *program, co *engine.Co) {
			spawn(co, func(*engine.Co) error { return errBad })
			yield(co, 2)
			p.log("main ends")
		}),
	},
	{
		name: "an error that was asked for or awaited is not reported", want: log{"bad", "bad", "main ends"},
		run: inReportingLoop(func(p *program, co *engine.Co) {
			asked, awaited := spawn(co, func(*engine.Co) error { return errBad }), spawn(co, func(*engine.Co) error { return errBad })
			yield(co, 2)
			p.log(asked.Err())
			p.log(result(awaited.Await(co)))
			p.log("main ends")
		}),
	},
	{
		name: "a task that is pending when its loop closes is reported", want: log{"closing", "report: Task was destroyed but it is pending! ok"},
		run: func(p *program) {
			l := engine.NewLoop(p.reporting())
			engine.CreateTaskIn(l, "", func(co *engine.Co) (any, error) { return nil, newFutureWait(co) })
			l.Stop()
			l.RunForever()
			p.log("closing")
			l.Close()
		},
	},
	{
		name: "a coroutine that is never awaited is reported in debug mode", want: log{"main ends", "report: coroutine 'never' was never awaited ok"},
		run: func(p *program) {
			c := p.reporting()
			c.Debug = true
			p.runIn(c, func(co *engine.Co) {
				engine.NewCall(co, "never", just(nil, nil))
				p.log(result(engine.NewCall(co, "awaited", just("main ends", nil)).Await(co)))
			})
		},
	},
	{
		name: "a step that takes long is reported in debug mode", want: log{"slow true"},
		run: func(p *program) {
			slow := false
			c := p.config()
			c.Debug, c.SlowStep = true, 20*ms
			c.Report = func(r engine.Report) { slow = slow || strings.HasPrefix(r.Message, "Executing") }
			p.runIn(c, func(co *engine.Co) {
				spawn(co, func(*engine.Co) error { p.thread.Block(25 * ms); return nil }).Await(co)
			})
			p.log("slow", slow)
		},
	},
	{
		name: "debug mode refuses another thread's calls",
		want: log{
			"Non-thread-safe operation invoked on an event loop other than the current one",
			"Non-thread-safe operation invoked on an event loop other than the current one", "ok",
		},
		run: func(p *program) {
			c := p.config()
			c.Debug = true
			p.runIn(c, func(co *engine.Co) {
				l := co.Loop()
				p.start(func(scenario.Thread) {
					p.log(caught(func() { l.CallSoon(func() {}) }))
					p.log(caught(func() { l.CallLater(time.Hour, func() {}) }))
					p.log(l.CallSoonThreadsafe(func() {}))
				}).Join()
			})
		},
	},
	{
		name: "debug mode lets a coroutine use another loop of its thread", want: log{"called"},
		run: func(p *program) {
			c := p.config()
			c.Debug = true
			other := engine.NewLoop(c)
			p.runIn(c, func(*engine.Co) { other.CallSoon(p.logs("called")) })
			other.Stop()
			other.RunForever()
			other.Close()
		},
	},
	{
		name: "a loop says whether it is in debug mode", want: log{"running=True closed=False debug=True"},
		run: func(p *program) {
			c := p.config()
			c.Debug = true
			p.runIn(c, func(co *engine.Co) {
				s := co.Loop().String()
				p.log(s[len("<EventLoop ") : len(s)-1])
			})
		},
	},
}
