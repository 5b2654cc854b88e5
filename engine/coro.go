package engine

import (
	"errors"
	"iter"
)

// pool keeps a loop's coroutines: making one costs several times what reusing one does. A coroutine is made on
// the loop's thread, in the first step of the task it is for, and resumed only there; the runtime ends the process
// when a coroutine is resumed on a thread that is locked otherwise than where it was made.
type pool struct {
	idle  *worker // linked by next
	nidle int
	busy  *worker // linked by next and before
}

// maxIdle bounds the coroutines kept for reuse.
const maxIdle = 1024

// worker is one coroutine, which runs the coroutine functions of tasks one after another.
type worker struct {
	co     *Co // whose function it runs, or ran last; nil when idle
	resume func() (struct{}, bool)
	yield  func(struct{}) bool
	stop   func()
	next   *worker
	before *worker
}

// errUnwound travels up a coroutine that is ended before its time, so that its deferred calls run.
var errUnwound = errors.New("unwound")

// worker gives a coroutine that will run co's function when it is resumed.
func (l *Loop) worker(co *Co) *worker {
	w := l.pool.idle
	if w == nil {
		w = &worker{}
		w.resume, w.stop = iter.Pull(w.main)
	} else {
		l.pool.idle = w.next
		l.pool.nidle--
	}
	l.pool.acquire(w)
	w.take(co)
	return w
}

// take makes co's function the one to run.
func (w *worker) take(co *Co) { w.co, co.worker = co, w }

func (p *pool) acquire(w *worker) {
	w.next = p.busy
	if p.busy != nil {
		p.busy.before = w
	}
	p.busy = w
}

func (p *pool) release(w *worker) {
	if w.before == nil {
		p.busy = w.next
	} else {
		w.before.next = w.next
	}
	if w.next != nil {
		w.next.before = w.before
	}
	w.next, w.before, w.co = nil, nil, nil
}

// close ends the idle workers.
func (p *pool) close() {
	for w := p.idle; w != nil; w = w.next {
		w.stop()
	}
	p.idle, p.nidle = nil, 0
}

func (w *worker) main(yield func(struct{}) bool) {
	w.yield = yield
	l := w.co.Loop()
	l.thread.affinity.adopt()
	defer l.thread.affinity.leave()
	for {
		w.exec(w.co)
		if co := l.chain(); co != nil {
			w.take(co)
		} else if !w.park(&l.pool) {
			return
		}
	}
}

// rest goes back to the pool and waits for the next task. It is false when the worker is to end.
func (w *worker) park(p *pool) bool {
	p.release(w)
	if p.nidle >= maxIdle {
		return false
	}
	w.next, p.idle = p.idle, w
	p.nidle++
	return w.yield(struct{}{})
}

// exec runs one task's function to its end, whichever way it ends.
func (w *worker) exec(co *Co) {
	returned := false
	defer func() {
		if returned {
			return
		}
		switch v := recover(); v {
		case nil:
			// runtime.Goexit: going on with it would end the loop's goroutine, so this call never returns. The
			// coroutine stays parked for good.
			co.finish(ErrGoexit)
			co.Loop().pool.release(w)
			for w.yield(struct{}{}) {
			}
		case errUnwound:
			co.finish(ErrCanceled)
		default:
			co.finish(&PanicError{v, stack()})
		}
	}()
	body := co.awaits.(interface{ call(co *Co) error })
	co.awaits = nil
	err := body.call(co)
	returned = true
	co.finish(err)
}
