package engine

import (
	"errors"
	"strconv"
	"strings"

	"loopyard/engine/trace"
)

// TaskGroup is a set of tasks that [Group] waits for. If one of them fails, the others are canceled. Only the loop's thread
// may use it.
type TaskGroup struct {
	parent   *Co
	first    *member // of the tasks whose end the group has not seen, in the order in which they were created
	last     *member
	errs     []error
	all      *fut // completed when the last task ends; nil while the body runs
	exiting  bool // the body has ended
	aborting bool // the tasks were canceled
	asked    bool // the parent was canceled because a task failed
}

// Group runs body in the calling task and then waits for the tasks that [GroupTask] added to g. If body or one of the tasks
// fails, the other tasks are canceled, and body too if it is not over. The error is nil, a [*GroupError] with the errors of
// the tasks and of body, or the cancellation of the calling task.
func Group(co *Co, body func(g *TaskGroup) error) error {
	g := &TaskGroup{parent: co}
	err := g.run(body)
	g.exiting = true
	var canceled error
	if co.canceledBy(err) {
		canceled = err
	}
	failed := err != nil && canceled == nil
	if err != nil && !g.aborting {
		g.abort(co.Loop().cause)
	}
	for g.first != nil {
		g.all = &fut{loop: co.Loop()}
		waiting := co.await(g.all, g.all)
		if waiting == nil {
			waiting = g.all.err
		}
		if waiting != nil && !g.aborting {
			canceled = waiting
			g.abort(co.Loop().cause)
		}
		g.all = nil
		if co.unwinding() {
			break // its loop is closing: no task will end
		}
	}
	if g.asked && co.Uncancel() == 0 { // only now: a task may have failed during the wait
		canceled = nil
	}
	if canceled != nil && len(g.errs) == 0 {
		return canceled
	}
	if failed {
		g.errs = append(g.errs, err)
	}
	if len(g.errs) == 0 {
		return nil
	}
	if co.Cancelling() > 0 { // canceled from elsewhere as well: deliver that request again, without counting it twice
		co.Uncancel()
		co.cancelFor(co.Loop().cause, "")
	}
	return &GroupError{g.errs}
}

// run calls body. A panic in it becomes its error, so that the tasks are canceled and waited for.
func (g *TaskGroup) run(body func(g *TaskGroup) error) (err error) {
	defer func() {
		switch v := recover(); v {
		case nil:
		case errUnwound:
			panic(v)
		default:
			err = &PanicError{v, stack()}
		}
	}()
	return body(g)
}

// GroupTask creates a task as [CreateTask] does and adds it to g. co is a task of g's loop. The error is [ErrGroupFinished] or
// [ErrGroupShutting], or [ErrOtherLoop] if co belongs to another loop; no task was created then.
func GroupTask[T any](g *TaskGroup, co *Co, name string, fn Coroutine[T]) (*Task[T], error) {
	switch {
	case co.Loop() != g.parent.Loop():
		return nil, otherLoop(g.parent.Loop(), co.Loop())
	case g.exiting && g.first == nil:
		return nil, ErrGroupFinished
	case g.aborting:
		return nil, ErrGroupShutting
	}
	t := CreateTask(co, name, fn)
	g.add(&t.co)
	return t, nil
}

// member is a task of a group, in a list that it leaves at once when it has ended. The group can so cancel its own tasks,
// in their order, without looking at those of the loop.
type member struct {
	group        *TaskGroup
	co           *Co
	before, next *member
}

func (g *TaskGroup) add(co *Co) {
	m := &member{group: g, co: co, before: g.last}
	if g.last == nil {
		g.first = m
	} else {
		g.last.next = m
	}
	g.last = m
	co.future.addWaiter(m)
}

func (g *TaskGroup) remove(m *member) {
	if m.before == nil {
		g.first = m.next
	} else {
		m.before.next = m.next
	}
	if m.next == nil {
		g.last = m.before
	} else {
		m.next.before = m.before
	}
}

// futureDone queues a call that tells the group.
func (m *member) futureDone(f *fut) { f.loop.soon(func() { m.group.taskDone(m) }) }

// The errors of [GroupTask].
var (
	// ErrGroupFinished is the error of adding a task to a group that has ended.
	ErrGroupFinished = errors.New("TaskGroup is finished")
	// ErrGroupShutting is the error of adding a task to a group that is being canceled.
	ErrGroupShutting = errors.New("TaskGroup is shutting down")
)

// taskDone removes a task that has ended. If it is the first that failed, the group is canceled.
func (g *TaskGroup) taskDone(m *member) {
	g.remove(m)
	co := m.co
	cause := co.future.cause
	if g.all != nil && g.all.state == pending && g.first == nil {
		g.all.complete(done, nil, cause)
	}
	if co.state != Failed {
		return
	}
	co.future.retrieved = true
	g.errs = append(g.errs, co.future.err)
	if g.parent.future.Done() {
		co.Loop().report(Report{Message: "Task has errored out but its parent task is already completed", Err: co.future.err, Task: co.Name()})
		return
	}
	if !g.aborting && !g.asked {
		g.abort(cause)
		g.asked = true
		g.parent.cancelFor(cause, "")
	}
}

// abort cancels the tasks that have not ended, in the order in which they were created.
func (g *TaskGroup) abort(cause trace.EventID) {
	g.aborting = true
	for m := g.first; m != nil; m = m.next {
		if !m.co.future.Done() {
			m.co.cancelFor(cause, "")
		}
	}
}

// GroupError holds the errors of a [Group], in the order in which they came.
type GroupError struct{ Errors []error }

// Error returns the number of errors and the text of each.
func (e *GroupError) Error() string {
	words := make([]string, len(e.Errors))
	for i, err := range e.Errors {
		words[i] = err.Error()
	}
	many := " sub-exceptions"
	if len(e.Errors) == 1 {
		many = " sub-exception"
	}
	return "unhandled errors in a TaskGroup (" + strconv.Itoa(len(e.Errors)) + many + "): " + strings.Join(words, "; ")
}

// Unwrap returns the errors, for errors.Is and errors.As.
func (e *GroupError) Unwrap() []error { return e.Errors }
