package engine

import (
	"runtime"

	"loopyard/engine/trace"
)

// Close closes the loop for good. Posts are refused from now on, and queued calls are dropped. A task that has not ended
// is reported and unwound: its deferred calls run, and it ends canceled. Close does not cancel tasks first, as a
// [Runner] does. The error is [ErrCloseRunning] if the loop is running, and nil if it is closed already.
//
// The deferred calls of an unwound task may do what they like. A wait in one returns [ErrCanceled] at once, and what it
// adds to the loop, tasks too, is dropped. A task that goes on waiting nevertheless, a thousand times, is ended with
// runtime.Goexit, which runs its remaining deferred calls, and reported.
func (l *Loop) Close() error {
	l.check()
	switch {
	case l.state == Running:
		return ErrCloseRunning
	case l.state == Closed, l.closing:
		return nil
	}
	l.closing = true
	for _, p := range l.inbox.close() {
		p.refuse()
	}
	for _, p := range l.posts.left() {
		p.refuse()
	}
	l.unwindAll()
	l.pool.close()
	l.reportNeverAwaited()
	l.reportFailures()
	if l.executor != nil {
		l.executor.shut()
	}
	l.dropQueued()
	l.handles, l.spares, l.posts, l.stop = nil, spares{}, nil, stopper{}
	l.state = Closed
	l.emit(trace.LoopClosed, nil, 0, 0)
	if l.thread.loopClosed != nil {
		l.thread.loopClosed(l)
	}
	return nil
}

// unwindAll unwinds the tasks that have not ended, in the order in which they were created, and then those that their
// deferred calls have created.
//
// A deferred call may complete what another of these tasks waits for. That task must not be woken then: it may be
// unwound already, and nothing will run it. So all of them first leave the state Waiting, in which alone a task can be
// woken, and all handles leave the queue and the heap.
func (l *Loop) unwindAll() {
	for left := l.unfinished(); len(left) > 0; left = l.unfinished() {
		l.dropQueued()
		for _, co := range left {
			co.state = Stepping
		}
		for _, co := range left {
			if l.broken == nil {
				l.report(Report{Message: "Task was destroyed but it is pending!", Task: co.Name()})
			}
			co.unwind()
		}
	}
}

// dropQueued empties the ready queue and the timer heap. It also clears the handles, which the program may keep.
func (l *Loop) dropQueued() {
	for l.ready.n > 0 {
		l.ready.pop().drop()
	}
	for _, t := range l.timers.heap {
		t.n.index = 0
		t.n.drop()
	}
	l.ready, l.timers, l.left = queue{}, timers{}, 0
}

// drop clears the callback of a node that will never run.
func (n *node) drop() {
	if n.co == nil {
		n.call = nil
	}
}

// unwind ends a task whose loop is closing. A coroutine that is suspended is resumed, and its wait panics with
// errUnwound.
func (co *Co) unwind() {
	co.Loop().current = co // for its deferred calls
	if w := co.worker; w != nil {
		co.cancelRequested, w.unwinding = true, true
		w.resume()
	} else {
		co.discard()
		co.finish(ErrCanceled)
	}
	co.Loop().current = nil
}

// unwinding reports whether the task's loop is closing, so that its waits fail.
func (co *Co) unwinding() bool { return co.worker.unwinding }

// maxRefused is how many waits of a coroutine that is being unwound are refused before it is ended by force.
const maxRefused = 1000

// refuseWait is what a wait does in a coroutine that has been unwound: in a deferred call, or after it recovered. The
// error lets a cleanup go on; a coroutine that waits again and again, without looking at the error, must end too.
// runtime.Goexit cannot be recovered from, and it runs the deferred calls that are left.
func (co *Co) refuseWait() error {
	w := co.worker
	w.refused++
	if w.refused > maxRefused {
		if w.refused == maxRefused+1 {
			co.Loop().report(Report{Message: "coroutine ignored GeneratorExit", Task: co.Name()})
		}
		runtime.Goexit()
	}
	return ErrCanceled
}
