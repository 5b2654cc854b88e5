package engine

import (
	"iter"
	"time"

	"loopyard/engine/trace"
)

// WaitWhen says what [Wait] waits for.
type WaitWhen uint8

// What to wait for.
const (
	AllCompleted   WaitWhen = iota // each has ended
	FirstCompleted                 // one has ended
	FirstException                 // one has failed, or each has ended
)

// Wait waits until as many of all have ended as when says, or for d at the most (0: as long as it takes), and
// gives those that have ended and those that have not, in the order they are named. Nothing is canceled, not even
// when the calling task is. The error is about the waiting: [ErrCanceled], or [ErrOtherLoop].
func Wait[T any](co *Co, when WaitWhen, d time.Duration, all ...Awaitable[T]) (done, pending []Awaitable[T], err error) {
	w := &waiting{when: when, left: len(all)}
	w.loop = co.Loop()
	for _, a := range all {
		if f := a.base(); f.loop != co.Loop() {
			return nil, nil, otherLoop(f.loop, co.Loop())
		}
	}
	for _, a := range all {
		a.base().addWaiter(w)
	}
	if d > 0 {
		w.timer = co.Loop().CallLater(d, w.release)
	}
	if len(all) > 0 {
		err = co.await(&w.fut, &w.fut)
	}
	if err == nil {
		err = w.err
	}
	if w.timer != nil {
		w.timer.Cancel()
	}
	for _, a := range all {
		a.base().removeWaiter(w)
		if a.Done() {
			done = append(done, a)
		} else {
			pending = append(pending, a)
		}
	}
	return done, pending, err
}

// waiting is the future that Wait waits for.
type waiting struct {
	fut
	when  WaitWhen
	left  int
	timer *Handle
	over  bool // the call that ends it is queued
}

func (w *waiting) futureDone(f *fut) {
	w.left--
	enough := w.left == 0 || w.when == FirstCompleted || w.when == FirstException && f.state == done && f.err != nil
	if w.state != pending || w.over || !enough {
		return
	}
	w.over = true
	w.loop.soon(func() { w.end(f.cause) })
}

func (w *waiting) release() { w.end(w.loop.cause) }

func (w *waiting) end(cause trace.EventID) {
	if w.state == pending {
		w.complete(done, nil, cause)
	}
}

// AsCompleted gives the results of all in the order they end, as a loop's range: for v, err := range AsCompleted(…).
// When the calling task is canceled the last error is [ErrCanceled], and the others run on.
func AsCompleted[T any](co *Co, all ...Awaitable[T]) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		ended := NewQueue[Awaitable[T]](0)
		var none T
		for _, a := range all {
			if f := a.base(); f.loop != co.Loop() {
				yield(none, otherLoop(f.loop, co.Loop()))
				return
			}
		}
		for _, a := range all {
			f := a.base()
			f.addWaiter(quiet(func() {
				f.loop.cause = f.cause // of the waking of who takes it
				ended.PutNow(a)
				f.loop.cause = 0
			}))
		}
		for range all {
			a, err := ended.Get(co)
			if err != nil {
				yield(none, err)
				return
			}
			if !yield(a.Result()) {
				return
			}
		}
	}
}
