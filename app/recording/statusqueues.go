package recording

import (
	"loopyard/app/format"
	"loopyard/engine/trace"
	"loopyard/engine/trace/replay"
)

// queued is one of a loop's queues at a moment, in words.
type QueueStatus struct {
	Name    string // empty where the loop's state says it
	Entries []QueueEntry
	More    int // that are not in First
}

// waiting is one task or callback in a queue.
type QueueEntry struct {
	Text  string
	Event trace.EventID // since which it is there
	Late  bool          // it should have run
}

// The queues' names.
const (
	queueReady  = "ready"
	queueTimers = "timers"
	queueWaits  = "waits"
	queueInbox  = "inbox"
)

// mostWaiting is how many of a queue are shown.
const mostWaiting = 5

// queues puts the queues of a loop at a moment into words.
type queues struct {
	rec  *Recording
	lane *Lane
	at   *replay.State
	loop replay.LoopState
}

// all lists the queues that have something in them. The one that was named comes first, and without its name.
func (q queues) all(first string) (list []QueueStatus) {
	for _, one := range []QueueStatus{
		{queueReady, q.ready(), q.loop.Ready},
		{queueTimers, q.timers(), q.loop.Timers},
		{queueWaits, q.waits(), q.loop.Awaiting},
		{queueInbox, q.inbox(), q.loop.Inbox},
	} {
		switch one.More -= len(one.Entries); {
		case len(one.Entries) == 0:
		case one.Name == first:
			one.Name = ""
			list = append([]QueueStatus{one}, list...)
		default:
			list = append(list, one)
		}
	}
	return list
}

func (q queues) ready() (all []QueueEntry) {
	for _, r := range q.loop.Queue(mostWaiting) {
		w := QueueEntry{Text: q.name(r.Task), Event: r.Event}
		if late := q.at.At - r.Due; late >= overdue {
			w.Text, w.Late = w.Text+" · for "+format.Duration(late), late >= alarming
		}
		all = append(all, w)
	}
	return all
}

func (q queues) timers() (all []QueueEntry) {
	for _, t := range q.loop.TimerQueue(mostWaiting) {
		w := QueueEntry{Text: q.name(t.Task) + " · " + format.Duration(t.Due-q.at.At) + " left", Event: t.Event}
		if late := q.at.At - t.Due; late >= 0 {
			w.Text, w.Late = q.name(t.Task)+" · due", late >= alarming
			if late > 0 {
				w.Text = q.name(t.Task) + " · " + format.Duration(late) + " late"
			}
		}
		all = append(all, w)
	}
	return all
}

func (q queues) waits() (all []QueueEntry) {
	for _, w := range q.loop.Waits(mostWaiting) {
		all = append(all, QueueEntry{Text: q.name(w.Task) + q.rec.forWhat(q.lane, w), Event: w.Event})
	}
	return all
}

// forWhat says what a task waits for, which the log knows when it has come.
func (r *Recording) forWhat(l *Lane, w replay.Wait) string {
	switch by := r.Event(w.By); {
	case w.Other != 0:
		return " for " + r.who(l, w.Loop, w.Other)
	case by.Kind == trace.CancelRequested:
		return " until it is canceled"
	case by.Task != 0:
		return " for " + r.who(l, by.Loop, by.Task) + " to wake it"
	case w.By != 0:
		return " for a callback"
	case w.Woken == 0 && r.Whole():
		return ", and nothing wakes it"
	}
	return ""
}

// who names a task, with its loop if that is not l.
func (r *Recording) who(l *Lane, loop trace.LoopID, t trace.TaskID) string {
	name := r.TaskName(loop, t)
	if name == "" {
		name = "task " + format.Count(int64(t))
	}
	if other := r.LoopLane(loop); other != nil && other != l {
		name += " of " + other.Name
	}
	return name
}

func (q queues) inbox() []QueueEntry {
	if q.loop.Inbox == 0 {
		return nil
	}
	first := q.loop.InboxQueue()[0]
	return []QueueEntry{{Text: "a post of " + q.rec.sender(first), Event: first}}
}

// name names a task, or says that it is a callback.
func (q queues) name(t trace.TaskID) string {
	if t == 0 {
		return "a callback"
	}
	return q.rec.who(q.lane, q.lane.Loop, t)
}
