package engine

import (
	"sync"
	"sync/atomic"

	"loopyard/engine/trace"
)

// inbox holds the calls that other threads have posted to a loop and that the loop has not taken yet. It is the only
// part of a loop that other threads touch.
//
// A mutex and two slices, one being filled and one being run, measured faster than every lock-free queue that was
// tried, since those allocate a node for each post. The atomic flag lets a tick without posts skip the lock: the flag is
// set under the lock after a post was added and cleared under the lock before the posts are taken, so a loop that reads
// false has missed nothing that an Unpark will not announce.
type inbox struct {
	any    atomic.Bool // there is something to take
	mu     sync.Mutex  // guards the fields below, except spare
	posts  []post
	sent   []origin // where each post came from; empty if the loop is untraced
	closed bool
	spare  []post // the slice to fill next; used by the loop's thread only
}

// post is a call that another thread requests from a loop. Exactly one of its methods is called, on the loop's thread.
type post interface {
	run()
	refuse() // called if the loop closes before the post has run
}

// callPost is a post that is dropped when the loop closes first.
type callPost func()

func (p callPost) run()  { p() }
func (callPost) refuse() {}

// origin says where a post came from.
type origin struct {
	thread trace.ThreadID // the sending thread; zero if it is unknown
	sent   trace.EventID  // the PostSent event; zero if there is none yet
}

// put adds a post to the inbox of l. ok is false if the loop is closed. first is true if the inbox was empty, so that
// the loop may have to be woken. by is the calling thread, or nil if it is unknown. If the host has not recorded the
// PostSent event, put does so under the lock, so that these events are in the order of the posts.
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

// posts records that the calling thread posts to a loop. If t is nil or has another trace, the sender is unknown.
func (t *Thread) posts(to *Loop) (from origin) {
	e := trace.Event{Kind: trace.PostSent}
	if t != nil && t.rec == to.rec {
		e = t.Event(trace.PostSent)
	}
	return origin{e.Thread, to.rec.EmitText(e, to.config.Name)}
}

// take returns all posts since the last take and, if the loop is traced, where they came from. Both slices are valid
// until the next call.
func (b *inbox) take() (posts []post, sent []origin) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.any.Store(false)
	posts, sent = b.posts, b.sent
	b.posts, b.sent, b.spare = b.spare[:0], nil, posts
	return posts, sent
}

// close refuses further posts and returns those that were not taken.
func (b *inbox) close() []post {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.closed = true
	return b.posts
}
