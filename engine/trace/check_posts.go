package trace

// checkPosts follows what is handed to loops.
type checkPosts struct {
	sent map[EventID]ThreadID // by whom; not received yet
	last map[way]EventID      // the PostSent that was received last
}

// way is from a thread to a loop. Posts do not overtake one another on it.
type way struct {
	from ThreadID
	to   LoopID
}

func (p *checkPosts) received(e Event) string {
	from, sent := p.sent[e.Cause]
	w := way{from, e.Loop}
	switch {
	case !sent:
		return "the post was received before"
	case ThreadID(e.Arg) != from:
		return "the post is of thread " + itoa(int64(from))
	case from != 0 && e.Cause < p.last[w]:
		return "a later post of the same thread came first"
	}
	delete(p.sent, e.Cause)
	p.last[w] = e.Cause
	return ""
}
