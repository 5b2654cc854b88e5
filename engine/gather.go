package engine

import (
	"iter"

	"loopyard/engine/trace"
)

// Awaitable is a future or a task whose result is a T.
type Awaitable[T any] interface {
	Await(co *Co) (T, error)
	Result() (T, error)
	Done() bool
	canceler
}

// Gather waits until all are done and gives their results in the order they are named. The first error, or
// cancellation, of one ends the wait and is returned; the others run on. A task that is canceled while it gathers
// cancels all of them. One that is named twice has its result twice.
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

// Settled is how one of several ended.
type Settled[T any] struct {
	Value T
	Err   error
}

// GatherAll is Gather that lets no error end the wait: it gives how each ended. The error is about the waiting:
// [ErrCanceled], once all of them have ended, if the calling task was canceled.
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
	for _, a := range all { // what is done counts first and at once, as in asyncio since 3.12
		if f := a.base(); f.state != pending {
			if over, err := g.count(f); over {
				g.end(err, f.cause)
			}
		}
	}
	return g, co.await(&g.fut, g)
}

// gathering is the future of several others. It ends in a call of its own after the child that decides it, so that
// who awaits it is woken in the same turn as in asyncio; the children that decide nothing cost no call.
type gathering struct {
	fut
	children iter.Seq[canceler]
	left     int
	settle   bool // errors do not end it
	asked    bool // canceled: ends so once every child is done
	message  string
	ending   bool
}

func (g *gathering) futureDone(f *fut) {
	if over, err := g.count(f); over {
		g.loop.soon(func() { g.end(err, f.cause) })
	}
}

// count takes note of a child that is done. It tells whether the gathering ends with that one, and how.
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

func (g *gathering) end(err error, cause trace.EventID) {
	if err == nil && g.asked {
		err = canceledWith(g.message)
	}
	g.complete(done, err, cause)
}

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
