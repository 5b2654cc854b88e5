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
	sent   []origin // of the posts, if the loop is traced
	closed bool
	spare  []post // the slice to fill next; only the loop's thread touches it
}

// post is what a thread asks of a loop. It is one word and a type, since a fast poster may be far ahead of the loop.
type post interface {
	run()
	refuse() // instead of run, when the loop closes first
}

// plain is a post that nobody minds to lose.
type callPost func()

func (p callPost) run()  { p() }
func (callPost) refuse() {}

// origin is where a post came from.
type origin struct {
	thread trace.ThreadID // who sent it; zero: nobody knows
	sent   trace.EventID  // its PostSent; zero: there is none yet
}

// put adds a post; ok is false if the loop is closed, and first is true if it is the first since the loop has taken
// all. by is the calling thread, nil if nobody knows it. The event is made under the lock if the host has not made it,
// so that the order of such events is the order of the posts.
func (b *inbox) put(p post, l *Loop, from origin, by *Thread) (ok, first bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.closed {
		return false, false
	}
	if l.rec != nil {
		if from.sent == 0 {
			from = by.posts(l)
		}
		b.sent = append(b.sent, from)
	}
	b.posts = append(b.posts, p)
	if len(b.posts) > 1 {
		return true, false
	}
	b.any.Store(true)
	return true, true
}

// posts records that the calling thread posts to a loop. A nil thread, or one of another trace, stays unnamed.
func (t *Thread) posts(to *Loop) (from origin) {
	e := trace.Event{Kind: trace.PostSent}
	if t != nil && t.rec == to.rec {
		e = t.Event(trace.PostSent)
	}
	return origin{e.Thread, to.rec.EmitText(e, to.config.Name)}
}

// take gives all posts since the last take, and where they came from if the loop is traced, valid until the next.
func (b *inbox) take() (posts []post, sent []origin) {
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
