package engine

import (
	"sync"

	"loopyard/engine/trace"
)

// inbox is the thread-safe door of a loop. It has the only lock in one.
type inbox struct {
	mu     sync.Mutex
	posts  []post
	closed bool
	spare  []post // the slice to fill next; only the loop's thread touches it
}

type post struct {
	call func()
	sent trace.EventID
}

// put adds a post; false if the loop is closed. send makes its event, under the lock, so that the order of the
// events is the order of the posts.
func (b *inbox) put(call func(), send func() trace.EventID) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.closed {
		return false
	}
	b.posts = append(b.posts, post{call, send()})
	return true
}

// take gives all posts since the last take, valid until the next.
func (b *inbox) take() []post {
	b.mu.Lock()
	defer b.mu.Unlock()
	taken := b.posts
	b.posts, b.spare = b.spare[:0], taken
	return taken
}

// close refuses further posts and gives up those not taken.
func (b *inbox) close() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.closed, b.posts, b.spare = true, nil, nil
}
