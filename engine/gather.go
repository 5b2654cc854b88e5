package engine

import "loopyard/engine/trace"

// Awaitable is a future or a task whose result is a T.
type Awaitable[T any] interface {
	Result() (T, error)
	base() *fut
}

// Gather waits until all are done and gives their results in the order they are named. The first error, or
// cancellation, of one ends the wait and is returned; the others run on. A task that is canceled while it gathers
// cancels all of them.
func Gather[T any](co *Co, all ...Awaitable[T]) ([]T, error) {
	if len(all) == 0 {
		return nil, nil
	}
	g := gathering{left: len(all)}
	g.fut.loop, g.fut.owner = co.loop, &g
	for _, a := range all {
		f := a.base()
		if f.loop != co.loop {
			return nil, ErrOtherLoop
		}
		g.children = append(g.children, f)
	}
	for _, f := range g.children {
		f.whenDone(func() { g.childDone(f) })
	}
	if err := co.await(&g.fut); err != nil {
		return nil, err
	}
	if g.fut.err != nil {
		return nil, g.fut.err
	}
	values := make([]T, len(all))
	for i, a := range all {
		values[i], _ = a.Result()
	}
	return values, nil
}

// gathering is the future of several others.
type gathering struct {
	fut      fut
	children []*fut
	left     int
	asked    bool // canceled: ends so once every child is done
}

func (g *gathering) childDone(f *fut) {
	g.left--
	switch {
	case g.fut.state != pending:
	case f.err != nil && !g.asked:
		g.end(f.err)
	case g.left == 0 && g.asked:
		g.end(ErrCanceled)
	case g.left == 0:
		g.end(nil)
	}
}

func (g *gathering) end(err error) {
	s := done
	if err == ErrCanceled {
		s = canceled
	}
	g.fut.complete(s, err, g.fut.loop.during)
}

func (g *gathering) cancelFor(cause trace.EventID) bool {
	any := false
	for _, f := range g.children {
		any = f.cancelFor(cause) || any
	}
	g.asked = g.asked || any
	return any
}
