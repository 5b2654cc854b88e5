package engine

import (
	"iter"

	"loopyard/engine/trace"
)

// Awaitable is a future or a task with a result of type T. Its methods are documented at [Task] and [Future].
type Awaitable[T any] interface {
	Await(co *Co) (T, error)
	Result() (T, error)
	Done() bool
	canceler
}

// Gather waits until all are done and returns their results in the order of the arguments. If one fails or is canceled,
// Gather returns that error at once, and the others run on. If the calling task is canceled, Gather cancels all of them. An
// argument that is given twice has its result twice.
func Gather[T any](co *Co, all ...Awaitable[T]) ([]T, error) {
	g, err := gather(co, all, false)
	if err != nil {
		return nil, err
	}
	if err := g.Err(); err != nil {
		return nil, err
	}
	values := make([]T, len(all))
	for i, a := range all {
		values[i], _ = a.Result()
	}
	return values, nil
}

// Settled is how one of several awaitables ended: with a value or an error.
type Settled[T any] struct {
	Value T
	Err   error
}

// GatherAll waits until all are done and returns how each ended, in the order of the arguments. Unlike [Gather] it waits for
// the others when one fails. If the calling task is canceled, GatherAll cancels all of them, waits until they have ended, and
// returns [ErrCanceled].
func GatherAll[T any](co *Co, all ...Awaitable[T]) ([]Settled[T], error) {
	g, err := gather(co, all, true)
	if err != nil {
		return nil, err
	}
	if err := g.Err(); err != nil {
		return nil, err
	}
	settled := make([]Settled[T], len(all))
	for i, a := range all {
		settled[i].Value, settled[i].Err = a.Result()
	}
	return settled, nil
}

// gather awaits all. Its error is about the waiting; how the gathering itself ended is in the future it returns.
func gather[T any](co *Co, all []Awaitable[T], settle bool) (*gathering, error) {
	g := &gathering{left: len(all), settle: settle}
	g.fut.loop = co.Loop()
	for _, a := range all {
		if f := a.base(); f.loop != co.Loop() {
			return nil, otherLoop(f.loop, co.Loop())
		}
	}
	if len(all) == 0 {
		g.complete(done, nil, co.Loop().cause)
		return g, nil
	}
	g.children = func(yield func(canceler) bool) {
		for _, a := range all {
			if !yield(a) {
				return
			}
		}
	}
	for _, a := range all {
		if f := a.base(); f.state == pending {
			f.addWaiter(g)
		}
	}
	for _, a := range all { // those that are done count first and at once, as in asyncio since 3.12
		if f := a.base(); f.state != pending {
			if over, err := g.count(f); over {
				g.end(err, f.cause)
			}
		}
	}
	err := co.await(&g.fut, g)
	g.leaveAll() // those that are not done, if one has failed
	return g, err
}

// gathering is a future of several others, its children. asyncio's gather has a callback on each child; here a child is
// counted while it completes, and only the child that decides the gathering queues a call, which ends it. The task that
// gathers is so woken in the same turn as in asyncio, and the other children cost no call.
type gathering struct {
	fut
	children iter.Seq[canceler]
	left     int
	settle   bool   // errors do not end it
	asked    bool   // it was canceled, and ends so when every child is done
	message  string // of the request to cancel
	ending   bool   // decided; the call of end is queued
}

// futureDone counts a child while it completes.
func (g *gathering) futureDone(f *fut) {
	if g.gone() {
		return
	}
	if over, err := g.count(f); over {
		g.loop.soon(func() { g.end(err, f.cause) })
	}
}

// count counts a child that is done. It reports whether that decides the gathering, and the error it ends with.
func (g *gathering) count(f *fut) (over bool, err error) {
	g.left--
	f.retrieved = true
	if !g.settle {
		err = f.err
	}
	over = !g.ending && (err != nil || g.left == 0)
	g.ending = g.ending || over
	return over, err
}

// end completes the gathering.
// gone reports whether the gathering waits no more.
func (g *gathering) gone() bool { return g.left < 0 }

// leaveAll leaves the children that are not done. As in asyncio their failures are not reported.
func (g *gathering) leaveAll() {
	if g.left == 0 {
		return
	}
	g.left = -1
	for c := range g.children {
		if f := c.base(); f.state == pending {
			f.retrieved = true
			f.leave(g)
		}
	}
}

func (g *gathering) end(err error, cause trace.EventID) {
	if err == nil && g.asked {
		err = canceledWith(g.message)
	}
	g.complete(done, err, cause)
}

// cancelFor asks every child to end. The gathering itself ends when they have.
func (g *gathering) cancelFor(cause trace.EventID, message string) bool {
	any := false
	for c := range g.children {
		any = c.cancelFor(cause, message) || any
	}
	if any {
		g.asked, g.message = true, message
	}
	return any
}
