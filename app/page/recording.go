package page

import (
	"slices"
	"sort"

	"loopyard/engine/scenario"
	"loopyard/engine/spec"
	"loopyard/engine/trace"
)

// Recording is one run as the page knows it: what was asked for, everything that came back so far, and how it ended.
// It is a [trace.Sink] and does not care whether the whole trace comes at once or while it is made.
type Recording struct {
	Spec  spec.Run
	Place Place

	State   RunState
	Reason  string // why it did not end well
	Header  trace.Header
	Trailer trace.Trailer

	stats    trace.Stats
	summary  trace.Summary
	summed   int // the Rev that summary is of,
	summedAt int // and how many events there were

	Hidden bool // a real run of the browser's whose page could not be seen: the browser may have slowed it down

	Rev int // counts changes, so that a component knows when to draw again

	events  []trace.Event // events[id-1] is the event with that id
	text    trace.Strings
	steps   []trace.EventID // the StepBegan ones
	lines   []trace.EventID // the Printed ones, and what was reported
	lanes   []*Lane         // by thread, then in the order they were made
	shown   []*Lane         // of lanes, as many as there were when they were shownOf
	shownOf int
	byLoop  map[trace.LoopID]*Lane
	threads map[trace.ThreadID]*Lane
	runners map[trace.ThreadID]trace.EventID // a Runner whose loop is not made yet
}

// RunState says how far a run is.
type RunState uint8

// The states of a run.
const (
	Starting RunState = iota // asked for, nothing came back yet
	Live                     // under way
	Ended                    // to its end
	Failed                   // the program failed, or a limit ended it
	Stopped                  // by the visitor
	Broken                   // whatever ran it is gone, or would not run it
)

// Over tells whether nothing more will come.
func (s RunState) Over() bool { return s >= Ended }

// NewRecording makes an empty recording of a run that was asked for.
func NewRecording(run spec.Run, at Place) *Recording {
	return &Recording{
		Spec: run, Place: at,
		byLoop:  map[trace.LoopID]*Lane{},
		threads: map[trace.ThreadID]*Lane{},
		runners: map[trace.ThreadID]trace.EventID{},
	}
}

// Begin takes the trace's header.
func (r *Recording) Begin(h trace.Header) error {
	r.Header, r.State = h, Live
	_ = r.stats.Begin(h)
	r.Rev++
	return nil
}

// Batch takes the next events.
func (r *Recording) Batch(b trace.Batch) error {
	r.text = append(r.text, b.Strings...)
	for _, e := range b.Events {
		r.events = append(r.events, e)
		r.apply(trace.EventID(len(r.events)), e)
	}
	_ = r.stats.Batch(b)
	r.Rev++
	return nil
}

// End takes the trailer.
func (r *Recording) End(t trace.Trailer) error {
	r.Trailer, r.State = t, Ended
	if t.Error != "" {
		r.State, r.Reason = Failed, t.Error
	}
	_ = r.stats.End(t)
	r.Rev++
	return nil
}

// Close says that nothing more will come, for a run that did not end by itself. A run that is over stays as it is.
func (r *Recording) Close(as RunState, reason string) {
	if !r.State.Over() {
		r.State, r.Reason = as, reason
		r.Rev++
	}
}

func (r *Recording) apply(id trace.EventID, e trace.Event) {
	switch e.Kind {
	case trace.ThreadStarted:
		r.addLane(e, &Lane{Name: threadName(e.Thread)})
	case trace.RunnerCreated:
		r.runners[e.Thread] = id
	case trace.LoopCreated:
		lane := r.addLane(e, &Lane{Loop: e.Loop, Name: r.text.Get(trace.Text(e.Arg))})
		if made, ok := r.runners[e.Thread]; ok {
			lane.mark(markRunner, r.At(made))
			delete(r.runners, e.Thread)
		}
	case trace.StepBegan:
		r.steps = append(r.steps, id)
	case trace.Printed, trace.Reported:
		r.lines = append(r.lines, id)
	case trace.PostSent: // Loop is the receiver's, but it happens on the sender's thread
		return
	}
	if lane := r.laneOf(e); lane != nil {
		lane.apply(r, id, e)
	}
}

// laneOf is where an event belongs; nil if its lane's beginning is missing.
func (r *Recording) laneOf(e trace.Event) *Lane {
	if e.Loop != 0 {
		return r.byLoop[e.Loop]
	}
	return r.threads[e.Thread]
}

func (r *Recording) addLane(e trace.Event, l *Lane) *Lane {
	l.Thread = e.Thread
	nth := int(l.Loop) / trace.LoopStride
	if l.Loop != 0 {
		l.Hue = hue(l.Name, int(e.Thread)-1+nth)
		if l.Name == "" {
			l.Name = "loop " + count(int64(nth+1))
		}
		r.byLoop[l.Loop] = l
	} else {
		l.Hue = hueNone
		r.threads[e.Thread] = l
	}
	at := sort.Search(len(r.lanes), func(i int) bool { return l.before(r.lanes[i]) })
	r.lanes = slices.Insert(r.lanes, at, l)
	return l
}

// Lanes lists what the timeline shows, from top to bottom: every loop, and the threads that have none.
func (r *Recording) Lanes() []*Lane {
	if r == nil {
		return nil
	}
	if r.shownOf == len(r.lanes) { // lanes only ever get more
		return r.shown
	}
	hosts := make(map[trace.ThreadID]bool, len(r.lanes))
	for _, l := range r.byLoop {
		hosts[l.Thread] = true
	}
	shown := make([]*Lane, 0, len(r.lanes))
	for _, l := range r.lanes {
		if l.Loop != 0 || !hosts[l.Thread] {
			shown = append(shown, l)
		}
	}
	r.shown, r.shownOf = shown, len(r.lanes)
	return shown
}

// Event gives the event with an id; the zero Event if there is none.
func (r *Recording) Event(id trace.EventID) trace.Event {
	if id == 0 || int(id) > len(r.events) {
		return trace.Event{}
	}
	return r.events[id-1]
}

// At is when the event with an id happened.
func (r *Recording) At(id trace.EventID) int64 { return r.Event(id).At }

// Span is how long the run has been, as far as its events tell.
func (r *Recording) Span() int64 {
	if r == nil {
		return 0
	}
	span := r.Trailer.End
	if n := len(r.events); n > 0 {
		span = max(span, r.events[n-1].At)
	}
	return span
}

// Before counts the events up to and including a moment.
func (r *Recording) Before(at int64) int {
	return sort.Search(len(r.events), func(i int) bool { return r.events[i].At > at })
}

// Loops counts the loops so far.
func (r *Recording) Loops() int { return len(r.byLoop) }

// Virtual tells whether the run's clock is virtual.
func (r *Recording) Virtual() bool { return r.Spec.Placement == spec.Virtual }

// taskName gives the name of a loop's task.
func (r *Recording) taskName(l *Lane, t trace.TaskID) string {
	if l == nil || t == 0 || int(t) > len(l.tasks) {
		return ""
	}
	return r.text.Get(l.tasks[t-1].name)
}

// Summary gives the run's figures so far. While much is coming in they may be a little behind: adding them up takes
// time in proportion to what there is.
func (r *Recording) Summary() trace.Summary {
	n := len(r.events)
	if behind := n - r.summedAt; r.summed != r.Rev && (r.State.Over() || behind > n/8 || behind > 0 && n < 5000) {
		r.summary, r.summed, r.summedAt = r.stats.Summary(), r.Rev, n
	}
	return r.summary
}

func threadName(t trace.ThreadID) string {
	if t == 1 {
		return "main thread"
	}
	return "thread " + count(int64(t))
}

func (r *Recording) catalog() spec.Catalog { return scenario.Catalog{} }
