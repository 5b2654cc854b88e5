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
	closed bool
	spare  []post // the slice to fill next; only the loop's thread touches it
}

// post is what a thread asks of a loop. refuse, if there is one, is called instead when the loop closes first.
type post struct {
	call   func()
	refuse func()
	sent   trace.EventID
}

// put adds a post; ok is false if the loop is closed, and first is true if it is the first since the loop has taken
// all. Its event is made under the lock, so that the order of the events is the order of the posts.
func (b *inbox) put(p post, rec *trace.Recorder, to trace.LoopID) (ok, first bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.closed {
		return false, false
	}
	if rec != nil {
		p.sent = rec.Emit(trace.Event{Kind: trace.PostSent, Loop: to})
	}
	b.posts = append(b.posts, p)
	if len(b.posts) > 1 {
		return true, false
	}
	b.any.Store(true)
	return true, true
}

// take gives all posts since the last take, valid until the next.
func (b *inbox) take() []post {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.any.Store(false)
	taken := b.posts
	b.posts, b.spare = b.spare[:0], taken
	return taken
}

// close refuses further posts and gives those that were not taken.
func (b *inbox) close() []post {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.closed = true
	return b.posts
}
