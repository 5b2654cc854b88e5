package engine

import (
	"strconv"

	"loopyard/engine/trace"
)

// Coroutine is a function that can suspend. It receives the [Co] of the task that runs it and passes it to each
// function that may suspend. Calling another coroutine function with one's own Co awaits it.
type Coroutine[T any] func(co *Co) (T, error)

// Task is a coroutine that a loop runs, and the future of its result. A coroutine that returns [ErrCanceled], or an error
// that wraps the cancellation of its own task, ends canceled. Any other error fails the task, also one that joins a
// cancellation with other errors. A panic fails the task with a [*PanicError].
//
// Only the loop's thread may use a task. Make one with [CreateTask] or [CreateTaskIn].
type Task[T any] struct {
	co    Co
	value T
	main  Coroutine[T]
}

// CreateTask makes a task that runs fn on co's loop. Its first step runs in the next tick. If name is empty, the task
// is called Task-n. The task gets a copy of co's context variables.
func CreateTask[T any](co *Co, name string, fn Coroutine[T]) *Task[T] {
	return newTask(co.Loop(), name, fn, co.vars())
}

// CreateTaskIn is like [CreateTask] for code outside a coroutine: in a callback, or between two runs. On a closed loop
// it panics with [ErrClosed].
func CreateTaskIn[T any](l *Loop, name string, fn Coroutine[T]) *Task[T] {
	return newTask(l, name, fn, nil)
}

// None is the result of a coroutine that has no result.
type None = struct{}

// Proc returns fn as a [Coroutine] without a result, for the functions that take one: [Run], [RunIn], [GroupTask], ….
func Proc(fn func(co *Co) error) Coroutine[None] {
	if fn == nil {
		return nil
	}
	return func(co *Co) (None, error) { return None{}, fn(co) }
}

// Go makes a task of a function without a result, as [CreateTask] does of one with a result.
func Go(co *Co, name string, fn func(co *Co) error) *Task[None] {
	return CreateTask(co, name, Proc(fn))
}

func newTask[T any](l *Loop, name string, fn Coroutine[T], vars *varSet) *Task[T] {
	l.mustBeOpen()
	mustNotBeNil(fn == nil)
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

// call runs the coroutine function. The value is kept even if there is an error, as with any Go function.
func (t *Task[T]) call(co *Co) (err error) {
	main := t.main
	t.main = nil // a task that is kept does not keep what its function captured
	t.value, err = main(co)
	return err
}

func (t *Task[T]) discard() { t.main = nil }

// Result returns what the coroutine returned. The error is [ErrCanceled] if the task was canceled and
// [ErrInvalidState] if it has not ended.
func (t *Task[T]) Result() (T, error) { return t.value, t.co.future.Err() }

// Await suspends the calling task, co, until t has ended and returns t's result. Canceling co while it waits cancels
// t. The error may also be [ErrOtherLoop] or [ErrAwaitSelf].
func (t *Task[T]) Await(co *Co) (T, error) {
	if err := co.await(&t.co.future, &t.co); err != nil {
		var none T
		return none, err
	}
	return t.Result()
}

// Name returns the task's name.
func (t *Task[T]) Name() string { return t.co.Name() }

// State returns the state of the task.
func (t *Task[T]) State() TaskState { return t.co.state }

// Done reports whether the task has ended.
func (t *Task[T]) Done() bool { return t.co.future.Done() }

// Canceled reports whether the task ended canceled.
func (t *Task[T]) Canceled() bool { return t.co.future.Canceled() }

// Err returns the error of the task: nil if it succeeded, [ErrCanceled] if it was canceled, [ErrInvalidState] if it
// has not ended.
func (t *Task[T]) Err() error { return t.co.future.Err() }

// WhenDone queues call as a callback of the loop when the task ends, or at once if it has ended.
func (t *Task[T]) WhenDone(call func()) { t.co.future.WhenDone(call) }

// Cancel requests that the task ends; see [Co.Cancel].
func (t *Task[T]) Cancel() bool { return t.co.Cancel() }

// CancelWith is like Cancel with a message; see [CanceledError].
func (t *Task[T]) CancelWith(message string) bool { return t.co.CancelWith(message) }

// Uncancel takes back one request to cancel; see [Co.Uncancel].
func (t *Task[T]) Uncancel() int { return t.co.Uncancel() }

// Cancelling returns the number of requests to cancel, less those taken back with Uncancel.
func (t *Task[T]) Cancelling() int { return t.co.Cancelling() }

func (t *Task[T]) base() *fut { return &t.co.future }
func (co *Co) base() *fut     { return &co.future }

func (t *Task[T]) cancelFor(cause trace.EventID, message string) bool {
	return t.co.cancelFor(cause, message)
}

// Co is a task without the type of its result. A coroutine receives the Co of its own task, and every function that
// may suspend takes it. Only that coroutine may call the methods that suspend, Sleep and Yield, and only while it runs;
// otherwise they panic. The other methods are those of [Task], for any code on the loop's thread.
type Co struct {
	// The fields that a switch touches come first and fit one cache line of 64 bytes, up to the future's loop.
	node
	worker          *worker // runs the task; nil before its first step and after its end
	id              trace.TaskID
	state           TaskState
	outcome         uint8 // a trace.Outcome: how the last step ended
	cancelRequested bool  // a cancel request is to be delivered at the next suspension
	main            bool  // it is the main task of a run
	future          fut

	awaits canceler // what it waits for; nil while it sleeps. Before its first step: the Task, whose function is called
	extra  *extra   // rarely used fields; nil until one is needed
}

// extra holds the fields that most tasks never need, so that a task without them is smaller.
type extra struct {
	name          string
	vars          *varSet // context variables
	message       string  // the message of the cancel request
	cancels       int     // cancel requests, less those taken back by Uncancel
	wokenByCancel bool    // the request ended a sleep; its message must not be replaced
	propagating   bool    // a request is being passed on to what it awaits
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

// Name returns the task's name: the one it was given, Task-n if that was empty, or main for the main task of a run.
func (co *Co) Name() string {
	switch {
	case co.main:
		return "main"
	case co.extra != nil && co.extra.name != "":
		return co.extra.name
	}
	return "Task-" + strconv.Itoa(int(co.id))
}

// State returns the state of the task.
func (co *Co) State() TaskState { return co.state }

// futureDone wakes the task: the future that it awaits is done. A task that is being unwound does not wait any more.
func (co *Co) futureDone(f *fut) {
	if co.state == Waiting {
		co.wake(trace.Woken, f.cause)
	}
}

// wake puts the task into the ready queue.
func (co *Co) wake(why trace.Reason, cause trace.EventID) { co.wakeAt(0, why, cause) }

// wakeAt is like wake with a recent reading of the clock, at; zero means none.
func (co *Co) wakeAt(at int64, why trace.Reason, cause trace.EventID) {
	co.move(Ready)
	l := co.Loop()
	if l.rec != nil {
		co.cause = l.emitAt(at, trace.TaskReady, co, int64(why), cause)
	}
	l.ready.push(&co.node)
}

// resume runs one step of the task. It is called by the loop and returns when the task suspends or ends.
func (co *Co) resume() {
	co.move(Stepping)
	if co.worker == nil {
		if co.cancelRequested { // canceled before it ever ran
			co.cancelRequested = false
			co.discard()
			co.finish(canceledWith(co.message()))
			return
		}
		co.Loop().worker(co)
	}
	co.worker.resume()
}

// resumed returns the error of a suspension that has just ended: a cancellation if one was requested meanwhile, or
// nil. If the loop is closing, it panics to unwind the coroutine.
func (co *Co) resumed() error {
	if !co.cancelRequested {
		return nil
	}
	return co.interrupted()
}

// body is what a task runs. It is in the field awaits until the task's first step.
type body interface {
	call(co *Co) error
	discard() // called instead of call if the task ends before its first step
}

// discard gives up the function of a task that will not run.
func (co *Co) discard() {
	co.awaits.(body).discard()
	co.awaits = nil
}

// finish ends the task with the error that its coroutine returned.
func (co *Co) finish(err error) {
	if err == nil && co.cancelRequested { // requested in its last step: it ends canceled, as in asyncio
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
	case co.canceledBy(err):
		if !isCancellation(err) {
			err = &canceledAs{err}
		}
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
