package engine

import (
	"errors"
	"iter"
)

// pool keeps a loop's coroutines: making one costs several times what reusing one does. A coroutine is made on
// the loop's thread, in the first step of the task it is for, and resumed only there; the runtime ends the process
// when a coroutine is resumed on a thread that is locked otherwise than where it was made.
type pool struct {
	idle  *worker
	nidle int
	owner *affinity // nil without Debug
}

// maxIdle bounds the coroutines kept for reuse.
const maxIdle = 1024

// worker is one coroutine, which runs the coroutine functions of tasks one after another.
type worker struct {
	pool    *pool
	co      *Co // whose function it runs
	next    *worker
	resume  func() (struct{}, bool)
	stop    func()
	yield   func(struct{}) bool
	tainted bool
}

// errUnwound travels up a coroutine that is ended before its time, so that its deferred calls run.
var errUnwound = errors.New("unwound")

// take gives a worker that will run co's function when it is resumed.
func (p *pool) take(co *Co) *worker {
	w := p.idle
	if w == nil {
		w = &worker{pool: p}
		w.resume, w.stop = iter.Pull(w.main)
	} else {
		p.idle, w.next = w.next, nil
		p.nidle--
	}
	w.co = co
	return w
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
	w.pool.owner.adopt()
	defer w.pool.owner.leave()
	w.serve()
}

func (w *worker) serve() {
	for {
		w.exec(w.co)
		if !w.rest() {
			return
		}
	}
}

// rest goes back to the pool and waits for the next task. It is false when the worker is to end.
func (w *worker) rest() bool {
	w.co = nil
	if !w.tainted {
		if w.pool.nidle >= maxIdle {
			return false
		}
		w.next, w.pool.idle = w.pool.idle, w
		w.pool.nidle++
	}
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
			w.tainted = true
			for w.rest() {
			}
		case errUnwound:
			co.finish(ErrCanceled)
		default:
			co.finish(&PanicError{v, stack()})
		}
	}()
	err := co.body.call(co)
	returned = true
	co.finish(err)
}

// suspend gives control back to the loop until the task is resumed. When the loop is closing it does not come
// back: the coroutine is unwound.
func (w *worker) suspend() {
	if !w.yield(struct{}{}) {
		w.co.state, w.co.loop.current = Stepping, w.co // its deferred calls may still use the Co
		panic(errUnwound)
	}
}
