package conformance

import (
	"runtime"
	"time"

	"loopyard/engine"
	"loopyard/engine/scenario"
	"loopyard/engine/spec"
)

// untraced is no placement of a session: the library alone, as a Go program uses it, in real time on threads of the
// operating system. Without a trace the engine takes shorter ways.
const untraced spec.Placement = "untraced"

// bare is a thread of the library as a scenario sees one.
type bare struct {
	scenario.Thread // none: what a behavior asks for and is not below fails its test
	thread          *engine.Thread
	bodies          map[string]scenario.Body
}

// runUntraced runs a scenario to its end.
func runUntraced(s scenario.Scenario) error {
	return (&bare{bodies: s.Bodies}).start("main", s.Main, 0).Join()
}

func (b *bare) start(name string, body scenario.Body, n int) *engine.Thread {
	return engine.StartThread(name, func(th *engine.Thread) error {
		return body(&bare{thread: th, bodies: b.bodies}, n)
	})
}

// Config gives the thread's loops a name.
func (b *bare) Config(name string) engine.Config {
	return engine.Config{Name: name, Thread: b.thread}
}

// Start starts a thread of the operating system.
func (b *bare) Start(name, body string, n int) scenario.Joiner {
	return joined{b.start(name, b.bodies[body], n)}
}

// Block holds the thread.
func (b *bare) Block(d time.Duration) { engine.NewRealClock().Hold(d, nil) }

type joined struct{ *engine.Thread }

// Join waits for the thread's end. A panic in it is for the test to see.
func (j joined) Join() {
	if err := j.Thread.Join(); err != nil {
		panic(err)
	}
}

// everyPlacement lists where this build can run a behavior: WASM has one thread.
func everyPlacement() []spec.Placement {
	if runtime.GOOS == "js" {
		return []spec.Placement{spec.Virtual, spec.Single, untraced}
	}
	return append([]spec.Placement{untraced}, spec.Placements...)
}
