package engine

import (
	"errors"
	"strconv"

	"loopyard/engine/trace"
)

// Coroutine is a function that can suspend: it takes a [Co] and passes it on to whatever may suspend in turn. It
// runs as a task of a loop; calling another coroutine function with one's own Co is awaiting it.
type Coroutine[T any] func(co *Co) (T, error)

// Task is a coroutine that a loop drives, and the future of its result. A coroutine that returns an error which
// is or wraps [ErrCanceled] ends canceled; one that panics fails with a [*PanicError], and nothing else does.
type Task[T any] struct {
	co    Co
	value T
	main  Coroutine[T]
}

// CreateTask makes a task of fn on co's loop; its first step is in the next tick. An empty name becomes Task-n.
// The task sees the context variables as they are now.
func CreateTask[T any](co *Co, name string, fn Coroutine[T]) *Task[T] {
	return newTask(co.Loop(), name, fn, co.vars())
}

// CreateTaskIn is CreateTask for code that is not in a coroutine: a callback, or a thread between two runs.
func CreateTaskIn[T any](l *Loop, name string, fn Coroutine[T]) *Task[T] {
	return newTask(l, name, fn, nil)
}

func newTask[T any](l *Loop, name string, fn Coroutine[T], vars *varSet) *Task[T] {
	l.mustBeOpen()
	t := &Task[T]{main: fn}
	t.co.awaits = t
	t.co.start(l, name, vars)
	return t
}

// newMain makes the main task of a run.
func newMain[T any](l *Loop, fn Coroutine[T], vars *varSet) *Task[T] {
	t := &Task[T]{main: fn}
	t.co.awaits, t.co.main = t, true
	t.co.start(l, "", vars)
	return t
}

// call runs the coroutine function; the task's value is kept even beside an error, as a Go caller expects.
func (t *Task[T]) call(co *Co) (err error) {
	t.value, err = t.main(co)
	return err
}

// Result gives what the coroutine returned; [ErrCanceled] after a cancellation, [ErrInvalidState] before its end.
func (t *Task[T]) Result() (T, error) { return t.value, t.co.future.Err() }

// Await suspends the calling task until this one has ended and gives its Result. A task that is canceled while it
// awaits another cancels that.
func (t *Task[T]) Await(co *Co) (T, error) {
	if err := co.await(&t.co.future, &t.co); err != nil {
		var none T
		return none, err
	}
	return t.Result()
}

// Name is the task's name: the one it was given, or Task-n.
func (t *Task[T]) Name() string { return t.co.Name() }

// State tells where the task is in its life.
func (t *Task[T]) State() TaskState { return t.co.state }

// Done tells whether the task has ended.
func (t *Task[T]) Done() bool { return t.co.future.Done() }

// Canceled tells whether the task ended canceled.
func (t *Task[T]) Canceled() bool { return t.co.future.Canceled() }

// Err gives how it failed: nil for a result, [ErrCanceled] after a cancellation, [ErrInvalidState] before its end.
func (t *Task[T]) Err() error { return t.co.future.Err() }

// WhenDone queues call as a callback of the loop once the task has ended; at once if it has.
func (t *Task[T]) WhenDone(call func()) { t.co.future.WhenDone(call) }

// Cancel asks the task to end; see [Co.Cancel].
func (t *Task[T]) Cancel() bool { return t.co.Cancel() }

// CancelWith is Cancel with a message; see [CanceledError].
func (t *Task[T]) CancelWith(message string) bool { return t.co.CancelWith(message) }

// Uncancel takes one request to cancel back; see [Co.Uncancel].
func (t *Task[T]) Uncancel() int { return t.co.Uncancel() }

// Cancelling tells how many requests to cancel there were, less the Uncancels.
func (t *Task[T]) Cancelling() int { return t.co.Cancelling() }

func (t *Task[T]) base() *fut { return &t.co.future }
func (co *Co) base() *fut     { return &co.future }

func (t *Task[T]) cancelFor(cause trace.EventID, message string) bool {
	return t.co.cancelFor(cause, message)
}

// Co is a task as its own coroutine sees it: what suspends takes it. The waits of a Co may be used only by that
// coroutine, while it runs; the rest is what [Task] has, for anybody on the loop's thread.
type Co struct {
	// What a switch touches stands together: the first 64 bytes, which the future's loop ends.
	node
	worker          *worker // runs it; nil before its first step and after its end
	id              trace.TaskID
	state           TaskState
	outcome         uint8 // a trace.Outcome: of the step that ended last
	cancelRequested bool  // a cancel request waits to be delivered at the next suspension
	main            bool  // it is what a runner runs
	future          fut

	awaits canceler // what it waits for; nil when it sleeps. Before its first step: the task itself, to be called
	extra  *extra   // what most tasks do without
}

// extra is what a task has only if it was asked for.
type extra struct {
	name          string
	vars          *varSet // context variables
	message       string  // of the cancel request
	cancels       int     // requests less Uncancels
	wokenByCancel bool    // from its sleep by the request, whose message stands
	propagating   bool    // a request is on its way to what it awaits
}

func (co *Co) more() *extra {
	if co.extra == nil {
		co.extra = &extra{}
	}
	return co.extra
}

func (co *Co) start(l *Loop, name string, vars *varSet) {
	l.ntasks++
	co.future.loop, co.id, co.node.co = l, l.ntasks, co
	if name != "" {
		co.more().name = name
	}
	if vars != nil {
		co.more().vars = vars
	}
	var created trace.EventID
	if l.rec != nil {
		e := trace.Event{Kind: trace.TaskCreated, Cause: l.cause, Loop: l.id, Task: co.id, Thread: l.thread.id}
		created = l.rec.EmitText(e, co.Name())
	}
	co.wake(trace.Started, created)
}

// Name is the task's name: the one it was given, or Task-n.
func (co *Co) Name() string {
	switch {
	case co.main:
		return "main"
	case co.extra != nil && co.extra.name != "":
		return co.extra.name
	}
	return "Task-" + strconv.Itoa(int(co.id))
}

// State tells where the task is in its life.
func (co *Co) State() TaskState { return co.state }

// told wakes the task: what it awaits is done.
func (co *Co) futureDone(f *fut) { co.wake(trace.Woken, f.cause) }

// wake puts the task into the ready queue.
func (co *Co) wake(why trace.Reason, cause trace.EventID) { co.wakeAt(0, why, cause) }

// wakeAt is wake with a recent reading of the clock; zero is none.
func (co *Co) wakeAt(at int64, why trace.Reason, cause trace.EventID) {
	co.move(Ready)
	l := co.Loop()
	if l.rec != nil {
		co.cause = l.emitAt(at, trace.TaskReady, co, int64(why), cause)
	}
	l.ready.push(&co.node)
}

// resume runs the task's step on the loop's side.
func (co *Co) resume() {
	co.move(Stepping)
	if co.worker == nil {
		if co.cancelRequested { // canceled before it ever ran
			co.cancelRequested = false
			co.finish(canceledWith(co.message()))
			return
		}
		co.Loop().worker(co)
	}
	co.worker.resume()
}

// resumed is what a suspension comes back with: ErrCanceled if that was asked for meanwhile. When the loop is closing,
// ok is false and the coroutine is unwound.
func (co *Co) resumed(ok bool) error {
	if ok && !co.cancelRequested {
		return nil
	}
	return co.interrupted(ok)
}

// finish ends the task with what its coroutine returned.
func (co *Co) finish(err error) {
	if err == nil && co.cancelRequested { // asked in its last step: it ends canceled, as in asyncio
		co.cancelRequested = false
		err = canceledWith(co.message())
	}
	l := co.Loop()
	cause, s := l.cause, done
	switch {
	case err == nil:
		co.move(Done)
		co.outcome = uint8(trace.Finished)
		cause = l.emit(trace.TaskDone, co, 0, cause)
	case errors.Is(err, ErrCanceled):
		co.move(Canceled)
		co.outcome, s = uint8(trace.WasCanceled), canceled
		cause = l.emit(trace.TaskCanceled, co, 0, cause)
	default:
		co.move(Failed)
		co.outcome = uint8(trace.Failed)
		if l.rec != nil {
			e := trace.Event{Kind: trace.TaskFailed, Cause: cause, Loop: l.id, Task: co.id, Thread: l.thread.id}
			cause = l.rec.EmitText(e, err.Error())
		}
	}
	co.worker = nil
	co.future.complete(s, err, cause)
	if s == done && err != nil {
		l.trackFailure(&co.future, "Task exception was never retrieved")
	}
}

// unwind ends the task of a loop that is closing: its waits fail, its deferred calls run, and nothing else does.
func (co *Co) unwind() {
	if co.worker != nil {
		co.worker.stop()
		co.Loop().current = nil // the coroutine has set it, for its deferred calls
		return
	}
	co.state = Stepping
	co.finish(ErrCanceled)
}
