package rows

import (
	"sort"

	"loopyard/engine/trace"
)

// Post is a callback or a value handed from a thread to a loop of another thread.
type Post struct {
	Sent, Received     trace.EventID // Received is zero while the post is on its way
	SentAt, ReceivedAt int64         // when each of them happened; ReceivedAt is zero while the post is on its way
	Thread             trace.ThreadID
	Loop               trace.LoopID // the loop whose step sent it; zero if the thread itself did
	Task               trace.TaskID // zero if no task sent it
	Receiver           trace.LoopID // the loop that received it; zero while the post is on its way
}

// Posts are all posts of a run, in the order in which they were sent. The zero value is empty.
type Posts struct {
	all     []Post
	longest int64 // the longest time that one was on its way
}

func (h *Posts) add(id trace.EventID, e trace.Event) {
	if e.Kind == trace.PostSent {
		h.all = append(h.all, Post{Sent: id, SentAt: e.At, Thread: e.Thread, Loop: e.Loop, Task: e.Task})
		return
	}
	i := sort.Search(len(h.all), func(i int) bool { return h.all[i].Sent >= e.Cause })
	if i < len(h.all) && h.all[i].Sent == e.Cause {
		h.all[i].Received, h.all[i].ReceivedAt, h.all[i].Receiver = id, e.At, e.Loop
		h.longest = max(h.longest, e.At-h.all[i].SentAt)
	}
}

// Len returns the number of posts.
func (h *Posts) Len() int { return len(h.all) }

// Within returns the posts that were on their way in a stretch of time, and perhaps a few that were not: it looks back
// by the longest time that any was on its way. The caller must not change the slice.
func (h *Posts) Within(from, to int64) []Post {
	first := sort.Search(len(h.all), func(i int) bool { return h.all[i].SentAt >= from-h.longest })
	end := sort.Search(len(h.all), func(i int) bool { return h.all[i].SentAt > to })
	return h.all[first:max(first, end)]
}
