package chrome

import (
	"cmp"
	"maps"
	"slices"

	"loopyard/engine/trace"
)

// loop is a loop that is not closed.
type loop struct {
	track
	id    trace.LoopID
	tasks map[trace.TaskID]string  // those that have not ended, by their names
	run   trace.EventID            // the RunBegan of the run under way
	ready map[trace.EventID]queued // by TaskReady and CallReady
	froms map[trace.EventID]place  // of posts that were received, by PostReceived

	depth counter
}

// queued is a task or callback in the ready queue.
type queued struct {
	why  trace.Reason
	from place // what woke it
}

func (w *Writer) loopMade(id trace.EventID, e trace.Event) {
	l := &loop{id: e.Loop, tasks: map[trace.TaskID]string{}, ready: map[trace.EventID]queued{}, froms: map[trace.EventID]place{}}
	nth := int64(e.Loop)/trace.LoopStride + 1
	name := cmp.Or(w.text(e), "loop")
	l.track = *w.track(name, "loop", int64(e.Loop), int64(e.Thread)<<12+min(nth, trace.LoopStride-1))
	w.loops[e.Loop] = l
	w.out.async('b', "loop", trace.EventID(e.Loop), name, e.At, argEvent(id))
}

func (l *loop) event(w *Writer, id trace.EventID, e trace.Event) {
	switch e.Kind {
	case trace.LoopClosed:
		l.over(w, e.At, "")
	case trace.RunBegan:
		l.run = id
		w.out.async('b', "loop", trace.EventID(l.id), "run", e.At, argEvent(id))
	case trace.RunEnded:
		l.runOver(w, e.At, "")
	case trace.TaskCreated:
		l.tasks[e.Task] = cmp.Or(w.text(e), "task "+itoa(int64(e.Task)))
		w.out.asyncTask('b', l.id, e.Task, l.tasks[e.Task], e.At, argEvent(id))
	case trace.TaskDone, trace.TaskFailed, trace.TaskCanceled:
		l.taskOver(w, e.Task, e.At, `"end":"`+e.Kind.String()+`"`)
		w.wakers.add(id, place{l.tid, e.At})
	case trace.PostReceived:
		if from := w.received(e); from.tid != 0 {
			l.froms[id] = from
		}
	case trace.TaskReady, trace.CallReady:
		l.becomesReady(w, id, e)
	case trace.CallCanceled:
		delete(l.ready, e.Cause)
		l.depth.set(w, l, e.At)
	case trace.StepBegan, trace.CallBegan:
		l.begins(w, id, e)
	case trace.StepEnded:
		l.end(w, e.At, trace.Outcome(e.Arg).String())
	case trace.CallEnded:
		l.end(w, e.At, "")
	}
}

func (l *loop) becomesReady(w *Writer, id trace.EventID, e trace.Event) {
	q := queued{why: trace.Reason(e.Arg)}
	switch q.why {
	case trace.Woken, trace.CancelAsked:
		q.from = w.wakers.find(e.Cause)
	case trace.Posted:
		q.from = l.froms[e.Cause]
		delete(l.froms, e.Cause)
	}
	l.ready[id] = q
	l.depth.set(w, l, e.At)
}

func (l *loop) begins(w *Writer, id trace.EventID, e trace.Event) {
	q := l.ready[e.Cause]
	delete(l.ready, e.Cause)
	l.depth.set(w, l, e.At)
	name := "callback"
	if e.Task != 0 {
		name = cmp.Or(l.tasks[e.Task], "task "+itoa(int64(e.Task)))
	}
	l.begin(name, e.At, id, q.why)
	w.wakers.add(id, place{l.tid, e.At})
	if q.from.tid != 0 {
		w.out.arrow(id, q.why.String(), q.from, place{l.tid, e.At})
	}
}

func (l *loop) taskOver(w *Writer, t trace.TaskID, at int64, args string) {
	if name, ok := l.tasks[t]; ok {
		w.out.asyncTask('e', l.id, t, name, at, args)
		delete(l.tasks, t)
	}
}

func (l *loop) runOver(w *Writer, at int64, args string) {
	if l.run != 0 {
		w.out.async('e', "loop", trace.EventID(l.id), "run", at, args)
		l.run = 0
	}
}

// over ends everything that the loop has open.
func (l *loop) over(w *Writer, at int64, args string) {
	l.track.cut(w, at)
	for _, t := range slices.Sorted(maps.Keys(l.tasks)) {
		l.taskOver(w, t, at, args)
	}
	l.runOver(w, at, args)
	clear(l.ready)
	l.depth.set(w, l, at)
	l.depth.write(w, l)
	w.out.async('e', "loop", trace.EventID(l.id), l.name, at, args)
}

// cut is over where the trace ends before the loop does.
func (l *loop) cut(w *Writer, at int64) { l.over(w, at, `"cut":true`) }

func (w *Writer) taskName(e trace.Event) string {
	if l := w.loops[e.Loop]; l != nil {
		if name := l.tasks[e.Task]; name != "" {
			return name
		}
		if e.Task != 0 {
			return "task " + itoa(int64(e.Task))
		}
	}
	return "a callback"
}

// counter is a loop's ready queue over time. Of several lengths at one moment the last is written.
type counter struct {
	at      int64
	depth   int
	written int
}

func (c *counter) set(w *Writer, l *loop, at int64) {
	if at > c.at {
		c.write(w, l)
	}
	c.at, c.depth = at, len(l.ready)
}

func (c *counter) write(w *Writer, l *loop) {
	if c.depth != c.written {
		w.out.counter(l.name, l.id, c.at, c.depth)
		c.written = c.depth
	}
}

// wakers remembers where the latest events were that can wake a task: it wakes mostly at once, and always soon.
type wakers struct {
	places map[trace.EventID]place
	ring   []trace.EventID
	next   int
}

const wakersKept = 4096

func (k *wakers) add(id trace.EventID, p place) {
	if k.places == nil {
		k.places = make(map[trace.EventID]place, wakersKept)
	}
	if len(k.ring) < wakersKept {
		k.ring = append(k.ring, id)
	} else {
		delete(k.places, k.ring[k.next])
		k.ring[k.next] = id
		k.next = (k.next + 1) % wakersKept
	}
	k.places[id] = p
}

func (k *wakers) find(id trace.EventID) place { return k.places[id] }
