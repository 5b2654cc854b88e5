package recording

import (
	"loopyard/app/format"
	"loopyard/engine/trace"
	"loopyard/engine/trace/replay"
)

// QueueStatus is what one queue of a loop holds at a moment, in words.
type QueueStatus struct {
	Name    string       // empty for the queue that explains the word of the [Status]
	Entries []QueueEntry // the first ones
	More    int          // how many there are besides Entries
}

// QueueEntry is a task or a callback in a queue.
type QueueEntry struct {
	Text  string
	Event trace.EventID // the event that put it there
	Late  bool          // it should have run long ago
}

// The names of the queues.
const (
	queueReady   = "ready"
	queueTimers  = "timers"
	queueWaiting = "waiting"
	queueInbox   = "inbox"
)

// maxEntries is how many entries of a queue are listed.
const maxEntries = 5

// queues puts the queues of one loop at a moment into words.
type queues struct {
	rec  *Recording
	lane *Lane
	at   *replay.State
	loop replay.LoopState
}

// all returns the queues that hold something. The queue with the given name comes first, and without its name.
func (q queues) all(first string) (list []QueueStatus) {
	for _, one := range []QueueStatus{
		{queueReady, q.ready(), q.loop.Ready},
		{queueTimers, q.timers(), q.loop.Timers},
		{queueWaiting, q.waiting(), q.loop.Waiting},
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

// ready lists tasks and callbacks that could run, with how long ago they should have if that is long.
func (q queues) ready() (all []QueueEntry) {
	for _, r := range q.loop.Queue(maxEntries) {
		entry := QueueEntry{Text: q.title(r.Task), Event: r.Event}
		if late := q.at.At - r.Due; late >= overdue {
			entry.Text, entry.Late = entry.Text+" · for "+format.Duration(late), late >= alarming
		}
		all = append(all, entry)
	}
	return all
}

// timers lists tasks and callbacks that wait for a timer, with the time until it is due, or since.
func (q queues) timers() (all []QueueEntry) {
	for _, t := range q.loop.TimerQueue(maxEntries) {
		entry := QueueEntry{Text: q.title(t.Task) + " · ", Event: t.Event}
		switch late := q.at.At - t.Due; {
		case late < 0:
			entry.Text += format.Duration(-late) + " left"
		case late == 0:
			entry.Text += "due"
		default:
			entry.Text, entry.Late = entry.Text+format.Duration(late)+" late", late >= alarming
		}
		all = append(all, entry)
	}
	return all
}

// waiting lists tasks that wait for something other than a timer, and what that is.
func (q queues) waiting() (all []QueueEntry) {
	for _, w := range q.loop.Waits(maxEntries) {
		all = append(all, QueueEntry{Text: q.title(w.Task) + q.rec.waitsFor(q.lane.Loop, w), Event: w.Event})
	}
	return all
}

// waitsFor says what a task of a loop waits for. Where the trace does not say it, it is what will end the wait later in the
// run.
func (r *Recording) waitsFor(loop trace.LoopID, w replay.Wait) string {
	switch by := r.Event(w.By); {
	case w.Other != 0:
		return " for " + r.taskFrom(loop, w.Loop, w.Other)
	case by.Kind == trace.CancelRequested:
		return " until it is canceled"
	case by.Task != 0:
		return " for " + r.taskFrom(loop, by.Loop, by.Task) + " to wake it"
	case w.By != 0:
		return " for a callback"
	case w.Woken == 0 && r.Whole():
		return ", and nothing wakes it"
	}
	return ""
}

// inbox lists the first of the posts that have arrived and that the loop has not looked at.
func (q queues) inbox() []QueueEntry {
	if q.loop.Inbox == 0 {
		return nil
	}
	first := q.loop.InboxQueue()[0]
	return []QueueEntry{{Text: "a callback from " + q.rec.sender(first), Event: first}}
}

// title names a task of this loop, or a callback if the task is zero.
func (q queues) title(t trace.TaskID) string { return q.rec.StepTitle(q.lane.Loop, t) }
