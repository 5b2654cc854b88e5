package check

import (
	"strconv"

	"loopyard/engine/trace"
)

// checkPosts follows the posts to loops.
type checkPosts struct {
	sent map[trace.EventID]trace.ThreadID // the senders of posts that were not received yet
	last map[way]trace.EventID            // the PostSent of the post that was received last
}

// way is the way from a thread to a loop. Posts do not overtake one another on it.
type way struct {
	from trace.ThreadID
	to   trace.LoopID
}

func (p *checkPosts) received(e trace.Event) string {
	from, sent := p.sent[e.Cause]
	w := way{from, e.Loop}
	switch {
	case !sent:
		return "the post was received before"
	case trace.ThreadID(e.Arg) != from:
		return "the post is of thread " + strconv.FormatInt(int64(from), 10)
	case from != 0 && e.Cause < p.last[w]:
		return "a later post of the same thread came first"
	}
	delete(p.sent, e.Cause)
	p.last[w] = e.Cause
	return ""
}
