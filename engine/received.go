package engine

import "loopyard/engine/trace"

// received is the posts that this tick took from the inbox. They stand in the ready queue one by one where the trace
// is to show them; untraced they stand there as one handle, so that a post costs no node of its own.
type received struct {
	node
	posts []post
	done  int // of posts: have run
}

func (l *Loop) receive() {
	if l.posts == nil {
		r := &received{}
		r.quiet, r.call = true, func() { r.run(l) }
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

// run runs the posts in their order. After one that panics the others are the next handle of this tick.
func (r *received) run(l *Loop) {
	defer func() {
		if r.done < len(r.posts) {
			l.ready.pushFront(&r.node)
			l.left++
		}
	}()
	for r.done < len(r.posts) {
		r.runNext()
	}
}

func (r *received) runNext() {
	p := r.posts[r.done]
	r.posts[r.done] = nil // let it go
	r.done++
	p.run()
}

// left gives the posts that have not run.
func (r *received) left() []post {
	if r == nil {
		return nil
	}
	return r.posts[r.done:]
}
