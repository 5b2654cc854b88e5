package chrome

import (
	"cmp"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"slices"

	"loopyard/engine/trace"
)

// Writer is a [trace.Sink] that writes a trace while it comes. It needs memory for what is open and not for what is
// over. It writes in pieces of some 64 kB and at the end.
type Writer struct {
	w       io.Writer
	out     buffer
	texts   trace.Strings
	next    trace.EventID
	last    int64 // of the latest event
	threads map[trace.ThreadID]*track
	loops   map[trace.LoopID]*loop
	ntracks int
	posts   map[trace.EventID]place // those on their way: where they come from. No track: from nowhere that is known
	wakers  wakers
}

// place is a moment on a track.
type place struct {
	tid int
	at  int64
}

// errGap is a batch that does not follow the one before.
var errGap = errors.New("chrome: a batch is missing")

// NewWriter makes a writer that writes to w.
func NewWriter(w io.Writer) *Writer {
	return &Writer{w: w, next: 1, threads: map[trace.ThreadID]*track{}, loops: map[trace.LoopID]*loop{}, posts: map[trace.EventID]place{}}
}

// Begin writes the header.
func (w *Writer) Begin(h trace.Header) error {
	spec := make(map[string]string, len(h.Spec))
	for _, p := range h.Spec {
		spec[p[0]] = p[1]
	}
	other, err := json.Marshal(map[string]any{"format": "loopyard-trace", "version": h.Version, "spec": spec, "placement": h.Placement,
		"host": h.Host, "clock": h.Clock, "engine": h.Engine, "calibration": h.Calibration, "cores": h.Cores})
	if err != nil {
		return err
	}
	w.out.raw(`{"displayTimeUnit":"ms","otherData":`)
	w.out.raw(string(other))
	w.out.raw(`,"traceEvents":[`)
	w.out.meta("process_name", 0, "loopyard: "+h.Host+" "+h.Placement+", "+h.Clock+" time")
	return nil
}

// Batch writes the events of one batch, but for slices that are still open.
func (w *Writer) Batch(b trace.Batch) error {
	if b.First != w.next {
		return errGap
	}
	w.texts = append(w.texts, b.Strings...)
	for _, e := range b.Events {
		w.event(w.next, e)
		w.next++
		if len(w.out.b) >= 64<<10 {
			if err := w.flush(); err != nil {
				return err
			}
		}
	}
	return nil
}

// End writes what is open, and the trailer.
func (w *Writer) End(t trace.Trailer) error {
	end := w.last
	if t.Dropped == 0 {
		end = max(end, t.End)
	}
	for _, id := range slices.Sorted(maps.Keys(w.loops)) {
		w.loops[id].cut(w, end)
	}
	for _, id := range slices.Sorted(maps.Keys(w.threads)) {
		w.threads[id].cut(w, end)
	}
	for _, id := range slices.Sorted(maps.Keys(w.posts)) {
		w.out.async('e', "post", id, "post", end, `"cut":true`)
	}
	if t.Dropped > 0 {
		w.out.instant('g', "dropped", itoa(int64(t.Dropped))+" events were not kept", 0, end, w.next-1)
	}
	trailer, err := json.Marshal(map[string]any{"end": t.End, "events": t.Events, "dropped": t.Dropped, "digest": hexOf(t.Digest), "error": t.Error})
	if err != nil {
		return err
	}
	w.out.raw("\n],\"trailer\":" + string(trailer) + "}\n")
	return w.flush()
}

func (w *Writer) flush() error {
	_, err := w.w.Write(w.out.b)
	w.out.b = w.out.b[:0]
	return err
}

// event takes one event.
func (w *Writer) event(id trace.EventID, e trace.Event) {
	w.last = max(w.last, e.At)
	switch e.Kind {
	case trace.ThreadStarted:
		w.threads[e.Thread] = w.track(cmp.Or(w.text(e), "thread"), "thread", int64(e.Thread), int64(e.Thread)<<12)
	case trace.LoopCreated:
		w.loopMade(id, e)
	case trace.PostSent:
		w.posted(id, e)
		return
	default:
		if l := w.loops[e.Loop]; l != nil {
			l.event(w, id, e)
		}
	}
	t := w.trackOf(e)
	if t == nil {
		return
	}
	switch e.Kind {
	case trace.WorkBegan:
		t.begin("computes", e.At, id, 0)
	case trace.BlockBegan:
		t.begin("blocks", e.At, id, 0)
	case trace.JoinBegan:
		t.begin("joins "+w.threadName(trace.ThreadID(e.Arg)), e.At, id, 0)
	case trace.WorkPaused:
		t.begin("waits for a core", e.At, id, 0)
	case trace.WorkEnded, trace.BlockEnded, trace.JoinEnded, trace.WorkResumed:
		t.end(w, e.At, "")
	case trace.Printed:
		w.out.instant('t', "line", w.text(e), t.tid, e.At, id)
	case trace.Reported:
		w.out.instant('t', "report", w.text(e), t.tid, e.At, id)
	case trace.CancelRequested:
		if len(t.open) > 0 {
			w.wakers.add(id, place{t.tid, e.At})
		}
		w.out.instant('t', "cancel", "asked to cancel "+w.taskName(e), t.tid, e.At, id)
	case trace.TaskCanceled:
		w.out.instant('t', "cancel", "canceled "+w.taskName(e), t.tid, e.At, id)
	case trace.TaskFailed:
		w.out.instant('t', "fail", "failed: "+w.text(e), t.tid, e.At, id)
	case trace.LoopClosed:
		delete(w.loops, e.Loop)
	}
}

// posted begins the way of a post.
func (w *Writer) posted(id trace.EventID, e trace.Event) {
	var from place
	if t := w.trackOf(e); t != nil && len(t.open) > 0 { // an arrow begins on a slice
		from = place{t.tid, e.At}
	}
	w.posts[id] = from
	w.out.async('b', "post", id, "post to "+cmp.Or(w.text(e), "a loop"), e.At, "")
}

// received ends it, and gives where it came from.
func (w *Writer) received(e trace.Event) (from place) {
	from, ok := w.posts[e.Cause]
	if ok {
		delete(w.posts, e.Cause)
		w.out.async('e', "post", e.Cause, "post", e.At, "")
	}
	return from
}

func (w *Writer) text(e trace.Event) string { return w.texts.Get(trace.Text(e.Arg)) }

func (w *Writer) threadName(id trace.ThreadID) string {
	if t := w.threads[id]; t != nil {
		return t.name
	}
	return "thread " + itoa(int64(id))
}

// trackOf is where an event is shown: on its loop's track, or its thread's.
func (w *Writer) trackOf(e trace.Event) *track {
	if l := w.loops[e.Loop]; l != nil {
		return &l.track
	}
	return w.threads[e.Thread]
}
