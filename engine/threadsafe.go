package engine

import (
	"context"
	"sync"

	"loopyard/engine/trace"
)

// ThreadFuture is the result of a coroutine that runs in a loop of another thread. Any thread may use it.
type ThreadFuture[T any] struct {
	loop  *Loop
	over  chan struct{} // closed when value and err are set
	value T
	err   error

	mu    sync.Mutex
	task  *Task[T] // nil before it was made
	asked bool     // it was canceled before that
	ended bool
	then  []func(by *Thread) // called at the end
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
	asked := f.asked
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
	for _, call := range f.then {
		call(f.loop.thread)
	}
}

// whenOver calls call at the end, on the thread of the coroutine's loop, or at once on the calling thread if the
// coroutine has ended. by is the thread that call runs on.
func (f *ThreadFuture[T]) whenOver(calling *Thread, call func(by *Thread)) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.ended {
		call(calling)
	} else {
		f.then = append(f.then, call)
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
func (f *ThreadFuture[T]) Cancel() { f.cancel(nil) }

func (f *ThreadFuture[T]) cancel(by *Thread) {
	f.mu.Lock()
	t := f.task
	f.asked = true
	f.mu.Unlock()
	if t != nil {
		f.loop.post(callPost(func() { t.cancelFor(f.loop.cause, "") }), origin{}, by)
	}
}

// Await suspends the calling task, co, until the coroutine has ended and returns its result. co may belong to any loop.
// Canceling co while it waits cancels the coroutine.
func (f *ThreadFuture[T]) Await(co *Co) (T, error) {
	l := co.Loop()
	w := &remote{cancel: func() { f.cancel(l.thread) }}
	w.loop = l
	f.whenOver(l.thread, func(by *Thread) { l.post(callPost(w.end), origin{}, by) })
	err := co.await(&w.fut, w)
	if err == nil {
		err = w.err
	}
	if err != nil {
		var none T
		return none, err
	}
	return f.value, f.err
}

// remote is a future of the awaiting loop for a coroutine of another loop.
type remote struct {
	fut
	cancel func()
}

func (r *remote) end() {
	if r.state == pending {
		r.complete(done, nil, r.loop.cause)
	}
}

func (r *remote) cancelFor(cause trace.EventID, message string) bool {
	r.cancel()
	return r.fut.cancelFor(cause, message)
}
