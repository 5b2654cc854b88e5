package engine

import (
	"iter"
	"time"

	"loopyard/engine/trace"
)

// WaitWhen is the condition that ends a [Wait].
type WaitWhen uint8

// The conditions of [Wait]. One that is canceled has completed but not failed.
const (
	AllCompleted   WaitWhen = iota // all are done
	FirstCompleted                 // one is done
	FirstException                 // one has failed, or all are done
)

// Wait waits until the condition when holds for all, or for d at most (0: without a limit). It returns those that are done
// and those that are not, each in the order of the arguments. Wait cancels none of them, not even if the calling task is
// canceled, and does not retrieve their errors. Its own error is [ErrCanceled] or [ErrOtherLoop].
func Wait[T any](co *Co, when WaitWhen, d time.Duration, all ...Awaitable[T]) (done, pending []Awaitable[T], err error) {
	all = withoutRepeats(all)
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
	w.over = true
	for _, a := range all {
		a.base().leave(w)
		if a.Done() {
			done = append(done, a)
		} else {
			pending = append(pending, a)
		}
	}
	return done, pending, err
}

// waiting is the future that a Wait awaits.
type waiting struct {
	fut
	when  WaitWhen
	left  int
	timer *Handle
	over  bool // the call of end is queued, or the wait has ended
}

func (w *waiting) gone() bool { return w.over }

// withoutRepeats returns each of all once, in the order of their first appearance.
func withoutRepeats[T any](all []Awaitable[T]) []Awaitable[T] {
	if len(all) < 2 {
		return all
	}
	seen := make(map[*fut]bool, len(all))
	once := make([]Awaitable[T], 0, len(all))
	for _, a := range all {
		if f := a.base(); !seen[f] {
			seen[f] = true
			once = append(once, a)
		}
	}
	return once
}

// futureDone counts one that is done. The wait ends in a queued call of its own, so that the calling task is woken in the same
// turn as in asyncio.
func (w *waiting) futureDone(f *fut) {
	w.left--
	enough := w.left == 0 || w.when == FirstCompleted || w.when == FirstException && f.state == done && f.err != nil
	if w.state != pending || w.over || !enough {
		return
	}
	w.over = true
	w.loop.soon(func() { w.end(f.cause) })
}

// release ends the wait when its time is over.
func (w *waiting) release() { w.end(w.loop.cause) }

func (w *waiting) end(cause trace.EventID) {
	if w.state == pending {
		w.complete(done, nil, cause)
	}
}

// AsCompleted returns an iterator over the results of all, in the order in which they are done. If the calling task is
// canceled, the iterator yields [ErrCanceled] and ends, and those that are not done run on.
func AsCompleted[T any](co *Co, all ...Awaitable[T]) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		c := &collecting[T]{ended: NewQueue[Awaitable[T]](0)}
		var none T
		all := withoutRepeats(all)
		for _, a := range all {
			if f := a.base(); f.loop != co.Loop() {
				yield(none, otherLoop(f.loop, co.Loop()))
				return
			}
		}
		waits := make([]collected[T], len(all))
		for i, a := range all {
			waits[i] = collected[T]{c, a}
			a.base().addWaiter(&waits[i])
		}
		defer func() { // the loop may be left early
			c.over = true
			for i, a := range all {
				a.base().leave(&waits[i])
			}
		}()
		for range all {
			a, err := c.ended.Get(co)
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

// collecting is a range of [AsCompleted]: a queue of those that are done.
type collecting[T any] struct {
	ended *Queue[Awaitable[T]]
	over  bool
}

// collected is a waiter that puts one of the arguments into the queue when it is done.
type collected[T any] struct {
	*collecting[T]
	a Awaitable[T]
}

func (c *collected[T]) futureDone(f *fut) {
	f.loop.soon(func() {
		f.loop.cause = f.cause // the cause of waking the task that takes it
		c.ended.PutNow(c.a)
		f.loop.cause = 0
	})
}

func (c *collected[T]) gone() bool { return c.over }
