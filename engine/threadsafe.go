package engine

import (
	"container/list"
	"context"
	"sync"
)

// ThreadFuture is the result of a coroutine that runs in a loop of another thread. Any thread may use it. [WrapFuture]
// makes a [Future] of it, for all that takes one: [Gather], [Wait], [WaitFor], ….
type ThreadFuture[T any] struct {
	loop  *Loop
	over  chan struct{} // closed when value and err are set
	value T
	err   error

	mu       sync.Mutex
	task     *Task[T] // nil before it was made
	canceled bool     // a cancellation was requested before that
	ended    bool
	wraps    list.List // of func(by *Thread), each called at the end
}

// RunCoroutineThreadsafe runs fn as a task of l. Any thread may call it. The error is [ErrClosed] if the loop is closed.
// If the loop closes before the coroutine has begun, the future fails with [ErrClosed].
func RunCoroutineThreadsafe[T any](l *Loop, name string, fn Coroutine[T]) (*ThreadFuture[T], error) {
	if fn == nil {
		return nil, ErrNilFunc
	}
	f := &ThreadFuture[T]{loop: l, over: make(chan struct{})}
	if err := l.post(&startPost[T]{f, name, fn}, origin{}, nil); err != nil {
		return nil, err
	}
	return f, nil
}

// startPost is the post that makes the task.
type startPost[T any] struct {
	future *ThreadFuture[T]
	name   string
	fn     Coroutine[T]
}

func (b *startPost[T]) run()    { b.future.begin(b.name, b.fn) }
func (b *startPost[T]) refuse() { b.future.end(b.future.value, ErrClosed) }

func (f *ThreadFuture[T]) begin(name string, fn Coroutine[T]) {
	t := newTask(f.loop, name, fn, nil)
	f.mu.Lock()
	f.task = t
	asked := f.canceled
	f.mu.Unlock()
	t.WhenOver(func() { f.end(t.Result()) })
	if asked {
		t.cancelFor(f.loop.cause, "")
	}
}

// completion is a waiter that is called while its future is completed, so that it is called even if the loop closes.
type completion func()

func (e completion) futureDone(f *fut) {
	if err := Guard(func() error { e(); return nil }); err != nil {
		f.loop.report(Report{Message: "Exception in callback", Err: err, Callback: functionName(e)}) // the waiters behind it are notified all the same
	}
}

func (f *ThreadFuture[T]) end(v T, err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.ended {
		return
	}
	f.ended, f.value, f.err = true, v, err
	close(f.over)
	for e := f.wraps.Front(); e != nil; e = e.Next() {
		e.Value.(func(by *Thread))(f.loop.thread)
	}
	f.wraps.Init()
}

// whenEnded calls call at the end, on the thread of the coroutine's loop, or at once on the calling thread if the coroutine
// has ended. by is the thread that call runs on. The returned function keeps it from being called.
func (f *ThreadFuture[T]) whenEnded(calling *Thread, call func(by *Thread)) (leave func()) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.ended {
		call(calling)
		return func() {}
	}
	e := f.wraps.PushBack(call)
	return func() {
		f.mu.Lock()
		defer f.mu.Unlock()
		f.wraps.Remove(e) // does nothing at the end, when all were removed
	}
}

// Done returns a channel that is closed when the coroutine has ended.
func (f *ThreadFuture[T]) Done() <-chan struct{} { return f.over }

// Wait blocks the calling thread until the coroutine has ended and returns its result. If ctx ends first, Wait returns
// ctx's error and cancels nothing. A loop's own thread must not wait for a coroutine of that loop.
func (f *ThreadFuture[T]) Wait(ctx context.Context) (T, error) {
	select {
	case <-f.over:
		return f.value, f.err
	case <-ctx.Done():
		var none T
		return none, ctx.Err()
	}
}

// Cancel requests that the coroutine ends.
func (f *ThreadFuture[T]) Cancel() { f.cancelFrom(nil) }

// cancelFrom is Cancel with the calling thread, nil if it is unknown.
func (f *ThreadFuture[T]) cancelFrom(by *Thread) {
	f.mu.Lock()
	t := f.task
	f.canceled = true
	f.mu.Unlock()
	if t != nil {
		_ = f.loop.post(callPost(func() { t.cancelFor(f.loop.cause, "") }), origin{}, by)
	}
}

// Await suspends the calling task, co, until the coroutine has ended and returns its result. co may belong to any loop.
// Canceling co while it waits cancels the coroutine.
func (f *ThreadFuture[T]) Await(co *Co) (T, error) { return WrapFuture(co.Loop(), f).Await(co) }

// WrapFuture returns a future of the loop l that ends as the coroutine of f does. Canceling it cancels the coroutine. Only
// l's thread may call it.
func WrapFuture[T any](l *Loop, f *ThreadFuture[T]) *Future[T] {
	w := &threadWrap[T]{from: f, to: NewFuture[T](l)}
	w.to.addWaiter(w)
	w.leave = f.whenEnded(l.thread, func(by *Thread) { _ = l.post(callPost(w.end), origin{}, by) })
	return w.to
}

// threadWrap passes the end of a coroutine of another loop on to a future of this one.
type threadWrap[T any] struct {
	from  *ThreadFuture[T]
	to    *Future[T]
	leave func()
}

// end runs on the thread of the future.
func (w *threadWrap[T]) end() {
	f := w.to
	if f.state != pending {
		return
	}
	s := done
	if isCancellation(w.from.err) {
		s = canceled
	}
	f.value = w.from.value
	f.complete(s, w.from.err, f.loop.cause)
	if s == done && w.from.err != nil {
		f.loop.trackFailure(&f.fut, "Future exception was never retrieved")
	}
}

// futureDone passes a cancellation of the future on to the coroutine.
func (w *threadWrap[T]) futureDone(f *fut) {
	select {
	case <-w.from.over:
	default:
		w.leave()
		if f.state == canceled {
			w.from.cancelFrom(f.loop.thread)
		}
	}
}
