package engine

import (
	"errors"
	"strconv"
	"strings"

	"loopyard/engine/trace"
)

// TaskGroup is tasks that end together: the group's body does not end before they do, and when one fails the
// others, and the body, are canceled. See [Group].
type TaskGroup struct {
	parent   *Co
	left     map[*Co]struct{}
	errs     []error
	all      *fut // waits for the last; nil when nobody waits
	exiting  bool // the body has ended
	aborting bool
	asked    bool // the parent was canceled because a task failed
}

// Group runs body with a group and waits for the tasks it made. The error is nil, a [*GroupError] with every error
// of the tasks and the body, or the cancellation of the calling task.
func Group(co *Co, body func(g *TaskGroup) error) error {
	g := &TaskGroup{parent: co, left: map[*Co]struct{}{}}
	err := g.run(body)
	g.exiting = true
	var canceled error
	if errors.Is(err, ErrCanceled) {
		canceled = err
	}
	if err != nil && !g.aborting {
		g.abort(co.Loop().cause)
	}
	for len(g.left) > 0 {
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
	}
	if g.asked && co.Uncancel() == 0 { // after the waiting, in which a task may fail too
		canceled = nil
	}
	if canceled != nil && len(g.errs) == 0 {
		return canceled
	}
	if err != nil && !errors.Is(err, ErrCanceled) {
		g.errs = append(g.errs, err)
	}
	if len(g.errs) == 0 {
		return nil
	}
	if co.Cancelling() > 0 { // canceled from outside as well: deliver it again, and keep the count
		co.Uncancel()
		co.cancelFor(co.Loop().cause, "")
	}
	return &GroupError{g.errs}
}

// run runs the body. A panic in it is its error, so that the tasks are canceled and waited for as after any other.
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

// GroupTask makes a task of the group; co is any task of its loop. The error is one of those below once the group
// has ended or is being canceled.
func GroupTask[T any](g *TaskGroup, co *Co, name string, fn Coroutine[T]) (*Task[T], error) {
	switch {
	case g.exiting && len(g.left) == 0:
		return nil, ErrGroupFinished
	case g.aborting:
		return nil, ErrGroupShutting
	}
	t := CreateTask(co, name, fn)
	g.left[&t.co] = struct{}{}
	t.co.future.addWaiter(quiet(func() { g.taskDone(&t.co) }))
	return t, nil
}

// The errors of a group that takes no more tasks.
var (
	ErrGroupFinished = errors.New("TaskGroup is finished")
	ErrGroupShutting = errors.New("TaskGroup is shutting down")
)

func (g *TaskGroup) taskDone(co *Co) {
	delete(g.left, co)
	cause := co.future.cause
	if g.all != nil && g.all.state == pending && len(g.left) == 0 {
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

// abort cancels the tasks that have not ended, in the order they were created.
func (g *TaskGroup) abort(cause trace.EventID) {
	g.aborting = true
	for _, co := range g.parent.Loop().unfinished() {
		if _, mine := g.left[co]; mine {
			co.cancelFor(cause, "")
		}
	}
}

// GroupError is every error of a [Group], in the order they came.
type GroupError struct{ Errors []error }

// Error counts them and gives each.
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

// Unwrap gives them all.
func (e *GroupError) Unwrap() []error { return e.Errors }
