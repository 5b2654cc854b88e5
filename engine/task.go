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
	Future[T]
	co   Co
	main Coroutine[T]
}

// CreateTask makes a task of fn on co's loop; its first step is in the next tick. An empty name becomes Task-n.
func CreateTask[T any](co *Co, name string, fn Coroutine[T]) *Task[T] {
	return newTask(co.loop, name, fn)
}

func newTask[T any](l *Loop, name string, fn Coroutine[T]) *Task[T] {
	l.mustBeOpen()
	t := &Task[T]{main: fn}
	t.fut.loop = l
	t.fut.owner = &t.co
	t.co.body = t
	t.co.future = &t.fut
	t.co.start(l, name)
	return t
}

// Name is the task's name.
func (t *Task[T]) Name() string { return t.co.name }

// State tells where the task is in its life.
func (t *Task[T]) State() TaskState { return t.co.state }

// call runs the coroutine function; the task's value is kept even beside an error, as a Go caller expects.
func (t *Task[T]) call(co *Co) (err error) {
	t.value, err = t.main(co)
	return err
}

// TaskState is where a task is in its life.
//
//	Created ─┐
//	         ├→ Ready ⇄ Running → Done, Failed, Canceled
//	Waiting ─┘            │
//	   ↑──────────────────┘
//
// A task enters the ready queue only by wake, leaves it only by a step, and waits for exactly one thing: a timer
// or a future. A task that is canceled before its first step ends Canceled without running.
type TaskState uint8

// The states of a task.
const (
	Created  TaskState = iota
	Ready              // in the ready queue
	Stepping           // its step is under way
	Waiting            // for its timer or a future
	Done
	Failed
	Canceled
)

var taskStates = [...]string{"created", "ready", "running", "waiting", "done", "failed", "canceled"}

// String gives the state's name.
func (s TaskState) String() string { return taskStates[s] }

// legal lists the moves there are.
var legal = [...][]TaskState{
	Created:  {Ready},
	Ready:    {Stepping},
	Stepping: {Ready, Waiting, Done, Failed, Canceled},
	Waiting:  {Ready},
	Done:     {}, Failed: {}, Canceled: {},
}

// Co is a task as its own coroutine sees it. It may be used only by that coroutine, while it runs.
type Co struct {
	node
	loop    *Loop
	worker  *worker // runs it; nil before its first step and after its end
	body    interface{ call(co *Co) error }
	future  *fut
	name    string
	id      trace.TaskID
	state   TaskState
	outcome trace.Outcome // of the step that ended last
	asked   bool          // a cancel request waits to be delivered at the next suspension
	awaits  *fut          // what it waits for; nil when it sleeps

	before, after *Co // in the loop's list of unfinished tasks
}

func (co *Co) start(l *Loop, name string) {
	l.ntasks++
	co.loop, co.id, co.name, co.node.co = l, l.ntasks, name, co
	if name == "" {
		co.name = "Task-" + strconv.Itoa(int(co.id))
	}
	l.tasks.add(co)
	var created trace.EventID
	if l.rec != nil {
		e := trace.Event{Kind: trace.TaskCreated, Cause: l.during, Loop: l.id, Task: co.id, Thread: l.thread.id}
		created = l.rec.EmitText(e, co.name)
	}
	co.wake(trace.Started, created)
}

// move is the only writer of state.
func (co *Co) move(to TaskState) {
	for _, ok := range legal[co.state] {
		if ok == to {
			co.state = to
			return
		}
	}
	panic("engine: task " + co.name + " can not go from " + co.state.String() + " to " + to.String())
}

// wake puts the task into the ready queue.
func (co *Co) wake(why trace.Reason, cause trace.EventID) {
	co.move(Ready)
	co.awaits = nil
	co.cause = co.loop.emit(trace.TaskReady, co, int64(why), cause)
	co.loop.ready.push(&co.node)
}

// resume runs the task's step on the loop's side.
func (co *Co) resume() {
	co.move(Stepping)
	if co.worker == nil {
		if co.asked { // canceled before it ever ran
			co.finish(ErrCanceled)
			return
		}
		co.worker = co.loop.pool.take(co)
	}
	co.worker.resume()
}

// suspend gives control back to the loop, for the reason that outcome tells, until the task is woken. The error
// is ErrCanceled if cancellation was asked for meanwhile.
func (co *Co) suspend(outcome trace.Outcome) error {
	co.outcome = outcome
	co.worker.suspend()
	if co.asked {
		co.asked = false
		return ErrCanceled
	}
	return nil
}

// unwind ends the task of a loop that is closing: its waits fail, its deferred calls run, and nothing else does.
func (co *Co) unwind() {
	if co.worker != nil {
		co.worker.stop()
		return
	}
	co.state = Stepping
	co.finish(ErrCanceled)
}

// finish ends the task with what its coroutine returned.
func (co *Co) finish(err error) {
	l := co.loop
	cause, s := l.during, done
	switch {
	case err == nil:
		co.move(Done)
		co.outcome = trace.Finished
		cause = l.emit(trace.TaskDone, co, 0, cause)
	case errors.Is(err, ErrCanceled):
		co.move(Canceled)
		co.outcome, s = trace.WasCanceled, canceled
		cause = l.emit(trace.TaskCanceled, co, 0, cause)
	default:
		co.move(Failed)
		co.outcome = trace.Failed
		if l.rec != nil {
			e := trace.Event{Kind: trace.TaskFailed, Cause: cause, Loop: l.id, Task: co.id, Thread: l.thread.id}
			cause = l.rec.EmitText(e, err.Error())
		}
	}
	co.worker = nil
	l.tasks.remove(co)
	co.future.complete(s, err, cause)
}

// cancelFor asks the task to end. Where it waits for a future it is that future which is canceled, and the task
// learns of it by being woken, as in asyncio.
func (co *Co) cancelFor(cause trace.EventID) bool {
	if co.future.Done() {
		return false
	}
	l := co.loop
	cause = l.emit(trace.CancelRequested, co, 0, cause)
	if co.awaits != nil && co.awaits.cancelFor(cause) {
		return true
	}
	co.asked = true
	if co.state == Waiting && co.index > 0 { // it sleeps
		l.timers.remove(&co.node)
		l.emit(trace.TimerCanceled, co, 0, co.cause)
		co.wake(trace.CancelAsked, cause)
	}
	return true
}
