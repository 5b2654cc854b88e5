package engine

import (
	"sync"
	"sync/atomic"

	"loopyard/engine/trace"
)

// inbox is the thread-safe door of a loop. It has the only lock in one.
type inbox struct {
	any    atomic.Bool // something is there to take
	mu     sync.Mutex
	posts  []post
	sent   []trace.EventID // of the posts, if the loop is traced
	closed bool
	spare  []post // the slice to fill next; only the loop's thread touches it
}

// post is what a thread asks of a loop. It is one word and a type, since a fast poster may be far ahead of the loop.
type post interface {
	run()
	refuse() // instead of run, when the loop closes first
}

// plain is a post that nobody minds to lose.
type plain func()

func (p plain) run()  { p() }
func (plain) refuse() {}

// put adds a post; ok is false if the loop is closed, and first is true if it is the first since the loop has taken
// all. Its event is made under the lock, so that the order of the events is the order of the posts.
func (b *inbox) put(p post, rec *trace.Recorder, to trace.LoopID) (ok, first bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.closed {
		return false, false
	}
	if rec != nil {
		b.sent = append(b.sent, rec.Emit(trace.Event{Kind: trace.PostSent, Loop: to}))
	}
	b.posts = append(b.posts, p)
	if len(b.posts) > 1 {
		return true, false
	}
	b.any.Store(true)
	return true, true
}

// take gives all posts since the last take, and their events if there are any, valid until the next.
func (b *inbox) take() (posts []post, sent []trace.EventID) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.any.Store(false)
	posts, sent = b.posts, b.sent
	b.posts, b.sent, b.spare = b.spare[:0], nil, posts
	return posts, sent
}

// close refuses further posts and gives those that were not taken.
func (b *inbox) close() []post {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.closed = true
	return b.posts
}
