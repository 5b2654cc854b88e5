package engine

import "loopyard/engine/trace"

// Awaitable is a future or a task with a result of type T. Its methods are documented at [Task] and [Future].
type Awaitable[T any] interface {
	Await(co *Co) (T, error)
	Result() (T, error)
	Done() bool
	canceler
}

// Gather waits until all are done and returns their results in the order of the arguments. If one fails or is canceled,
// Gather returns that error at once, and the others run on; their errors are ignored. If the calling task is canceled,
// Gather cancels all of them. An argument that is given twice has its result twice.
//
// The arguments are all of one type: a slice of tasks is passed as tasks... Tasks and futures that are to be gathered together
// are passed as a slice of [Awaitable].
func Gather[T any, A Awaitable[T]](co *Co, all ...A) ([]T, error) {
	if err := gather(co, cancelers[T](all), false); err != nil {
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
func GatherAll[T any, A Awaitable[T]](co *Co, all ...A) ([]Settled[T], error) {
	if err := gather(co, cancelers[T](all), true); err != nil {
		return nil, err
	}
	settled := make([]Settled[T], len(all))
	for i, a := range all {
		settled[i].Value, settled[i].Err = a.Result()
	}
	return settled, nil
}

// several is awaitables whatever the type of their results is.
type several struct {
	n  int
	at func(i int) canceler
}

func cancelers[T any, A Awaitable[T]](all []A) several {
	return several{len(all), func(i int) canceler { return all[i] }}
}

// refuse returns [ErrOtherLoop] if one of them does not belong to l.
func (s several) refuse(l *Loop) error {
	for i := range s.n {
		if f := s.at(i).base(); f.loop != l {
			return otherLoop(f.loop, l)
		}
	}
	return nil
}

// distinct calls each for those that are not repetitions of one before. It marks their futures meanwhile, which takes less
// time and memory than a set: each must not run other code of the engine that uses distinct.
func (s several) distinct(each func(i int, f *fut)) {
	for i := range s.n {
		if f := s.at(i).base(); !f.marked {
			f.marked = true
			each(i, f)
		}
	}
	for i := range s.n {
		s.at(i).base().marked = false
	}
}

// gather awaits all. The error is that which decided the gathering, or about the waiting.
func gather(co *Co, all several, settle bool) error {
	if err := all.refuse(co.Loop()); err != nil || all.n == 0 {
		return err
	}
	g := &gathering{all: all, left: all.n, settle: settle}
	g.fut.loop = co.Loop()
	some := false // are done
	for i := range all.n {
		switch f := all.at(i).base(); {
		case f.state != pending:
			some = true
		case f.last() == waiter(g):
			g.left-- // a repetition
		default:
			f.addWaiter(g)
		}
	}
	for i := 0; some && i < all.n; i++ { // those that are done count first and at once, as in asyncio since 3.12
		if f := all.at(i).base(); f.state != pending {
			if over, err := g.count(f); over {
				g.end(err, f.cause)
			}
		}
	}
	if err := co.await(&g.fut, g); err != nil {
		return err
	}
	return g.Err()
}

// gathering is a future of several others, its children. asyncio's gather has a callback on each child; here a child is
// counted while it completes, and only the child that decides the gathering queues a call, which ends it. The task that
// gathers is so woken in the same turn as in asyncio, and the other children cost no call.
type gathering struct {
	fut
	all     several
	left    int    // children that are not done, repetitions of a pending one not counted
	settle  bool   // errors do not end it
	asked   bool   // it was canceled, and ends so when every child is done
	message string // of the request to cancel
	ending  bool   // decided; the call of end is queued
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

// end completes the gathering. It leaves the children that run on, whose errors are ignored as in asyncio.
func (g *gathering) end(err error, cause trace.EventID) {
	if err == nil && g.asked {
		err = canceledWith(g.message)
	}
	g.complete(done, err, cause)
	for i := 0; g.left > 0 && i < g.all.n; i++ {
		if f := g.all.at(i).base(); f.state == pending {
			f.retrieved = true
			f.leave(g)
		}
	}
}

// gone reports whether the gathering has left its children.
func (g *gathering) gone() bool { return g.state != pending }

// cancelFor asks every child to end. The gathering itself ends when they have.
func (g *gathering) cancelFor(cause trace.EventID, message string) bool {
	any := false
	for i := range g.all.n {
		any = g.all.at(i).cancelFor(cause, message) || any
	}
	if any {
		g.asked, g.message = true, message
	}
	return any
}
