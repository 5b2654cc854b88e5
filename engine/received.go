package engine

import "loopyard/engine/trace"

// received is the posts that a tick took from the inbox. In a traced loop each of them is a handle in the ready queue,
// since each has events of its own. In an untraced loop they are one handle together, so that a post costs no node and
// a fast poster leaves little behind for the garbage collector.
type received struct {
	node
	loop  *Loop
	posts []post
	done  int // how many of posts have run
}

// receive moves the posts from the inbox to the ready queue.
func (l *Loop) receive() {
	if l.posts == nil {
		r := &received{loop: l}
		r.quiet, r.call = true, r.run
		l.posts = r
	}
	r := l.posts
	posts, sent := l.inbox.take()
	r.posts, r.done = posts, 0
	if l.rec == nil {
		l.ready.push(&r.node)
		return
	}
	for i := range posts {
		cause := l.emit(trace.PostReceived, nil, int64(sent[i].thread), sent[i].sent)
		l.pushCall(l.spares.get(r.runNext), trace.Posted, cause)
	}
}

// run runs the posts in order. If one panics, the others become the next handle of this tick.
func (r *received) run() {
	defer func() {
		if r.done < len(r.posts) {
			r.loop.ready.pushFront(&r.node)
			r.loop.left++
		}
	}()
	for r.done < len(r.posts) {
		r.runNext()
	}
}

func (r *received) runNext() {
	p := r.posts[r.done]
	r.done++
	p.run()
	r.posts[r.done-1] = nil // so that it can be collected
}

// panicked returns the function of the post that has just panicked, and nil if none has.
func (r *received) panicked() func() {
	if r == nil || r.done == 0 || r.posts[r.done-1] == nil {
		return nil
	}
	p, _ := r.posts[r.done-1].(callPost)
	r.posts[r.done-1] = nil
	return p
}

// left returns the posts that have not run.
func (r *received) left() []post {
	if r == nil {
		return nil
	}
	return r.posts[r.done:]
}
