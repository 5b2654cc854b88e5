package conformance

import (
	"errors"
	"fmt"
	"strings"
	"sync"

	"loopyard/engine"
	"loopyard/engine/scenario"
)

// log is what a program did, a line each.
type log []string

// program is what a behavior's function works with: the thread it runs on and the log it writes.
type program struct {
	thread scenario.Thread

	mu         sync.Mutex // a behavior may have several threads
	bodies     []func(scenario.Thread) error
	words      log
	unexpected []error // what was reported without being asked for
}

var errBad = errors.New("bad")

// log adds a line of words. Errors are spelled alike in Go and in Python; see spell.
func (p *program) log(words ...any) {
	all := make([]string, len(words))
	for i, w := range words {
		all[i] = spell(w)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.words = append(p.words, strings.Join(all, " "))
}

// logs gives a callback that logs.
func (p *program) logs(words ...any) func() { return func() { p.log(words...) } }

// config is what the program's loops are made from. A report is a failure of the test.
func (p *program) config() engine.Config {
	c := p.thread.Config("loop")
	c.Report = func(r engine.Report) {
		p.mu.Lock()
		defer p.mu.Unlock()
		p.unexpected = append(p.unexpected, fmt.Errorf("%s (task %q): %w", r.Message, r.Task, r.Err))
	}
	return c
}

// reporting is config for a program that logs what is reported.
func (p *program) reporting() engine.Config {
	c := p.config()
	c.Report = func(r engine.Report) { p.log("report:", r.Message, r.Err) }
	return c
}

// runIn runs main in a loop of c.
func (p *program) runIn(c engine.Config, main func(co *engine.Co)) {
	_, err := engine.Run(c, func(co *engine.Co) (any, error) { main(co); return nil, nil })
	if err != nil {
		p.log("run:", err)
	}
}

// start starts another thread of the run.
func (p *program) start(body func(th scenario.Thread)) scenario.Joiner {
	p.mu.Lock()
	n := len(p.bodies)
	p.bodies = append(p.bodies, func(th scenario.Thread) error { body(th); return nil })
	p.mu.Unlock()
	return p.thread.Start("other", "body", n)
}

// body is what the nth thread that was started does.
func (p *program) body(th scenario.Thread, n int) error {
	p.mu.Lock()
	body := p.bodies[n]
	p.mu.Unlock()
	return body(th)
}

// inLoop is a program that is one coroutine, as an async function is in Python.
func inLoop(main func(p *program, co *engine.Co)) func(p *program) {
	return func(p *program) { p.runIn(p.config(), func(co *engine.Co) { main(p, co) }) }
}

// inReportingLoop is inLoop for a program that logs what is reported.
func inReportingLoop(main func(p *program, co *engine.Co)) func(p *program) {
	return func(p *program) { p.runIn(p.reporting(), func(co *engine.Co) { main(p, co) }) }
}

// spawn makes a task of a function without a value.
func spawn(co *engine.Co, fn func(co *engine.Co) error) *engine.Task[any] {
	return engine.CreateTask(co, "", func(co *engine.Co) (any, error) { return nil, fn(co) })
}

// spawnValue makes a task of a function with one.
func spawnValue(co *engine.Co, fn func(co *engine.Co) (any, error)) *engine.Task[any] {
	return engine.CreateTask(co, "", fn)
}

// just is a coroutine that ends at once.
func just(v any, err error) func(co *engine.Co) (any, error) {
	return func(*engine.Co) (any, error) { return v, err }
}

func newFuture(co *engine.Co) *engine.Future[any] { return engine.NewFuture[any](co.Loop()) }

// result is one value of a pair, to be logged.
func result[T any](v T, err error) any {
	if err != nil {
		return err
	}
	return v
}

// yield lets the loop have n turns.
func yield(co *engine.Co, n int) {
	for range n {
		co.Yield()
	}
}

// turns counts the turns of the loop from now on, by a callback that queues itself again, for as many turns as a
// behavior can need. The count tells apart what is ready now from what is ready one turn later.
func turns(co *engine.Co) (count func() int) {
	const most = 40
	n := 0
	var turn func()
	turn = func() {
		if n++; n < most {
			co.Loop().CallSoon(turn)
		}
	}
	co.Loop().CallSoon(turn)
	return func() int { return n }
}

// caught gives what a call panics with as an error.
func caught(call func()) error {
	err := engine.Guard(func() error { call(); return nil })
	var p *engine.PanicError
	if errors.As(err, &p) && p.Unwrap() != nil {
		return p.Unwrap()
	}
	return err
}
