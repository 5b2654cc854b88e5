package rows

import (
	"sort"

	"loopyard/engine/trace"
)

// Handoff is something that one thread handed to a loop of another.
type Post struct {
	Sent, Received     trace.EventID // Received is zero as long as it is on its way
	SentAt, ReceivedAt int64         // when each happened; To is zero as long as it is on its way
	Thread             trace.ThreadID
	Loop               trace.LoopID // whose step sent it; zero: the thread itself did
	Task               trace.TaskID // zero: no task did
	Receiver           trace.LoopID // who received it; zero as long as it is on its way
}

// Handoffs is all of them, in the order in which they were sent. The zero value is empty.
type Posts struct {
	all     []Post
	longest int64 // time that one was on its way
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

// Len counts them.
func (h *Posts) Len() int { return len(h.all) }

// Within gives those that were under way in a stretch of time, and perhaps some that were not. The slice is theirs.
func (h *Posts) Within(from, to int64) []Post {
	first := sort.Search(len(h.all), func(i int) bool { return h.all[i].SentAt >= from-h.longest })
	end := sort.Search(len(h.all), func(i int) bool { return h.all[i].SentAt > to })
	return h.all[first:max(first, end)]
}
