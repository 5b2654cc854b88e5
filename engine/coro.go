package engine

import (
	"errors"
	"iter"
)

// pool keeps a loop's workers for reuse, since making one costs several times as much as reusing one.
//
// A worker is made on the loop's thread, in the first step of the task it is for, and resumed only there. The runtime
// ends the process if an [iter.Pull] coroutine is resumed on a thread whose count of locks ([runtime.LockOSThread])
// differs from the count when it was made. So a thread must lock before it makes loops, and workers are never shared.
type pool struct {
	idle  *worker // linked by next
	nidle int     // the length of idle
	busy  *worker // linked by next and before
}

// maxIdle is the largest number of idle workers that a loop keeps.
const maxIdle = 1024

// worker is one coroutine of [iter.Pull]. It runs the functions of tasks, one after another.
type worker struct {
	co     *Co // the task whose function it runs, or ran last; nil while it is idle
	resume func() (struct{}, bool)
	yield  func(struct{}) bool
	stop   func()
	next   *worker
	before *worker

	unwinding bool // its task is being unwound, since the loop is closing
	refused   int  // waits since then
}

// errUnwound is the panic that unwinds a suspended coroutine when its loop closes, so that its deferred calls run.
var errUnwound = errors.New("unwound")

// worker returns a worker that will run co's function when it is resumed.
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

// take makes co the task that the worker runs next.
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

// park puts the worker into the pool and suspends it until it has a new task. It returns false if the worker must end:
// the pool is full or the loop is closing.
func (w *worker) park(p *pool) bool {
	p.release(w)
	if p.nidle >= maxIdle {
		return false
	}
	w.next, p.idle = p.idle, w
	p.nidle++
	return w.yield(struct{}{})
}

// exec runs the function of one task until it returns, panics, is unwound or calls runtime.Goexit.
func (w *worker) exec(co *Co) {
	returned := false
	defer func() {
		if returned {
			return
		}
		switch v := recover(); v {
		case nil:
			// runtime.Goexit. iter.Pull would pass it on to the goroutine that resumed the coroutine, which is the
			// loop's. So this deferred call never returns, and the coroutine stays suspended for good.
			err := ErrGoexit
			if w.unwinding {
				err = ErrCanceled
			}
			co.finish(err)
			co.Loop().pool.release(w)
			for w.yield(struct{}{}) {
			}
		case errUnwound:
			co.finish(ErrCanceled)
		default:
			co.finish(&PanicError{v, stack()})
		}
	}()
	run := co.awaits.(body)
	co.awaits = nil
	err := run.call(co)
	returned = true
	co.finish(err)
}
