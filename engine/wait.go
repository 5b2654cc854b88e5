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

// Wait waits until the condition when holds for all, or for d at most: [Forever] is no limit, and with a d of zero or less
// Wait only lets what is ready run. It returns those that are done and those that are not, each in the order of the arguments
// and once, even if it was given twice. Wait cancels none of them, not even if the calling task is canceled, and does not
// retrieve their errors. Its own error is [ErrCanceled] or [ErrOtherLoop]. Waiting for none returns at once.
//
// The arguments are all of one type, as those of [Gather].
func Wait[T any, A Awaitable[T]](co *Co, when WaitWhen, d time.Duration, all ...A) (done, pending []A, err error) {
	some := cancelers[T](all)
	if err := some.refuse(co.Loop()); err != nil {
		return nil, nil, err
	}
	err = wait(co, when, d, some)
	some.distinct(func(i int, f *fut) {
		if f.Done() {
			done = append(done, all[i])
		} else {
			pending = append(pending, all[i])
		}
	})
	return done, pending, err
}

func wait(co *Co, when WaitWhen, d time.Duration, all several) error {
	if all.n == 0 {
		return nil
	}
	w := &waiting{when: when}
	w.loop = co.Loop()
	all.distinct(func(int, *fut) { w.left++ })
	all.distinct(func(_ int, f *fut) { f.addWaiter(w) })
	defer func() { // also when the loop closes and unwinds the task
		w.over = true
		all.distinct(func(_ int, f *fut) { f.leave(w) })
	}()
	if d != Forever {
		defer co.Loop().CallLater(d, w.release).Cancel()
	}
	if err := co.await(&w.fut, &w.fut); err != nil {
		return err
	}
	return w.err
}

// waiting is the future that a Wait awaits.
type waiting struct {
	fut
	when WaitWhen
	left int
	over bool // the call of end is queued, or the wait has ended
}

func (w *waiting) gone() bool { return w.over }

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

// AsCompleted returns an iterator over all in the order in which they are done, each once, even if it was given twice. The
// error that the iterator yields is about the waiting: with [ErrCanceled], if the calling task is canceled, or [ErrOtherLoop]
// it ends, and those that are not done run on. How one of them ended is in its Result.
//
//	for t, err := range engine.AsCompleted(co, tasks...) {
//		if err != nil {
//			return err
//		}
//		value, err := t.Result()
//		…
//	}
//
// The arguments are all of one type, as those of [Gather].
func AsCompleted[T any, A Awaitable[T]](co *Co, all ...A) iter.Seq2[A, error] {
	return func(yield func(A, error) bool) {
		var none A
		some := cancelers[T](all)
		if err := some.refuse(co.Loop()); err != nil {
			yield(none, err)
			return
		}
		c := newCompletions(some)
		defer c.leave()
		for range c.expected {
			i, err := c.ended.Get(co)
			if err != nil {
				yield(none, err)
				return
			}
			if !yield(all[i], nil) {
				return
			}
		}
	}
}

// completions is what an AsCompleted waits for: the indices of those that are done, in that order.
type completions struct {
	all      several
	expected []expected
	ended    *Queue[int]
	over     bool
}

// expected is one of those that an AsCompleted waits for.
type expected struct {
	in *completions
	f  *fut
	i  int
}

func newCompletions(all several) *completions {
	c := &completions{all: all, ended: NewQueue[int](0), expected: make([]expected, 0, all.n)}
	all.distinct(func(i int, f *fut) { c.expected = append(c.expected, expected{c, f, i}) })
	for k := range c.expected {
		c.expected[k].f.addWaiter(&c.expected[k])
	}
	return c
}

// futureDone queues a call that puts it into the queue, a turn later as in asyncio.
func (e *expected) futureDone(f *fut) {
	f.loop.soon(func() {
		f.loop.cause = f.cause // the cause of waking the task that takes it
		_ = e.in.ended.PutNow(e.i)
		f.loop.cause = 0
	})
}

func (e *expected) gone() bool { return e.in.over }

// leave leaves those that are not done.
func (c *completions) leave() {
	c.over = true
	for k := range c.expected {
		c.expected[k].f.leave(&c.expected[k])
	}
}
