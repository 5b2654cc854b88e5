package recording

import (
	"slices"
	"sort"

	"loopyard/app/format"
	"loopyard/app/recording/rows"
	"loopyard/engine/scenario"
	"loopyard/engine/spec"
	"loopyard/engine/trace"
	"loopyard/engine/trace/replay"
)

// Recording is one run as the page knows it: everything that came back so far, what was asked for, and how it ended.
// It is a [trace.Sink] and does not care whether the whole trace comes at once or while it is made.
type Recording struct {
	replay.Log

	Spec   spec.Run
	Target Target
	File   string // the name of the file that it is read from; empty: it is a run

	Number int // of the runs of the visit

	state  RunState
	reason string // why it did not end well

	Conditions Conditions
	unsure     int64 // by how much its threads' clocks may be apart, in nanoseconds

	revision int // counts changes, so that a component knows when to draw again

	timeline rows.Timeline // what the timeline draws
	figures  figures
	advice   Advice
	moment   *replay.State // the one that was asked for last

	steps   []trace.EventID // the StepBegan ones
	lines   []trace.EventID // the Printed ones, and what was reported
	lanes   []*Lane         // by thread, then in the order they were made
	shown   []*Lane         // of lanes, as many as there were when they were shownOf
	shownOf int
	byLoop  map[trace.LoopID]*Lane
	hosts   map[trace.ThreadID]bool // those that have made a loop
}

// RunState says how far a run is.
type RunState uint8

// The states of a run.
const (
	Starting RunState = iota // asked for, nothing came back yet
	Running                  // under way
	Reading                  // from a file
	Ended                    // to its end
	Failed                   // the program failed, or a limit ended it
	Stopped                  // by the visitor
	Broken                   // whatever ran it is gone, or would not run it
)

// Over tells whether nothing more will come.
func (s RunState) Over() bool { return s >= Ended }

// NewRecording makes an empty recording of a run that was asked for.
func NewRecording(run spec.Run, at Target) *Recording {
	return &Recording{Spec: run, Target: at, byLoop: map[trace.LoopID]*Lane{}, hosts: map[trace.ThreadID]bool{}}
}

// Begin takes the trace's header.
func (r *Recording) Begin(h trace.Header) error {
	r.state = Running
	if r.File != "" {
		r.state = Reading
	}
	r.revision++
	return r.Log.Begin(h)
}

// Batch takes the next events.
func (r *Recording) Batch(b trace.Batch) error {
	if err := r.Log.Batch(b); err != nil {
		return err
	}
	for i, e := range b.Events {
		r.apply(b.First+trace.EventID(i), e)
	}
	r.revision++
	return r.figures.Batch(b)
}

// End takes the trailer.
func (r *Recording) End(t trace.Trailer) error {
	r.state = Ended
	if t.Error != "" {
		r.state, r.reason = Failed, r.explain(t.Error)
	}
	if t.Overflow != nil {
		r.timeline.Overflow(t.Overflow.From, trace.EventID(r.Len()))
	}
	r.revision++
	_ = r.figures.End(t)
	return r.Log.End(t)
}

// Close says that nothing more will come, for a run that did not end by itself. A run that is over stays as it is.
func (r *Recording) Close(as RunState, reason string) {
	if !r.state.Over() {
		r.state, r.reason = as, r.explain(reason)
		r.revision++
	}
}

func (r *Recording) apply(id trace.EventID, e trace.Event) {
	r.timeline.Add(r, id, e)
	switch e.Kind {
	case trace.ThreadStarted:
		r.addLane(&Lane{Thread: e.Thread, Name: ThreadName(e.Thread), Hue: format.NoHue})
	case trace.LoopCreated:
		r.addLane(newLane(e, r.EventText(e)))
	case trace.ClockSet:
		r.unsure = max(r.unsure, e.Arg)
	case trace.StepBegan:
		r.steps = append(r.steps, id)
	case trace.Printed, trace.Reported:
		r.lines = append(r.lines, id)
	}
}

func (r *Recording) addLane(l *Lane) {
	if l.Loop != 0 {
		r.byLoop[l.Loop], r.hosts[l.Thread] = l, true
	}
	at := sort.Search(len(r.lanes), func(i int) bool { return l.before(r.lanes[i]) })
	r.lanes = slices.Insert(r.lanes, at, l)
}

// State returns how far the run is.
func (r *Recording) State() RunState { return r.state }

// Reason returns why the run did not end well; empty if it did, or has not ended.
func (r *Recording) Reason() string { return r.reason }

// Revision counts the changes of the recording, so that a component knows when to draw again.
func (r *Recording) Revision() int { return r.revision }

// Timeline returns what every loop, thread and task did over time.
func (r *Recording) Timeline() *rows.Timeline { return &r.timeline }

// Advice returns what was found in the run.
func (r *Recording) Advice() *Advice { return &r.advice }

// Steps returns the StepBegan events, the earliest first. The slice is the recording's own.
func (r *Recording) Steps() []trace.EventID { return r.steps }

// Lines returns the events that printed a line or reported an error, the earliest first. The slice is the recording's own.
func (r *Recording) Lines() []trace.EventID { return r.lines }

// LoopLane returns the lane of a loop, or nil if the loop was not created.
func (r *Recording) LoopLane(id trace.LoopID) *Lane { return r.byLoop[id] }

// Lanes lists what the timeline shows, from top to bottom: every loop, and the threads that have none.
func (r *Recording) Lanes() []*Lane {
	if r == nil {
		return nil
	}
	if r.shownOf == len(r.lanes) { // lanes only ever get more
		return r.shown
	}
	shown := make([]*Lane, 0, len(r.lanes))
	for _, l := range r.lanes {
		if l.Loop != 0 || !r.hosts[l.Thread] {
			shown = append(shown, l)
		}
	}
	r.shown, r.shownOf = shown, len(r.lanes)
	return shown
}

// At is when the event with an id happened.
func (r *Recording) EventTime(id trace.EventID) int64 { return r.Event(id).At }

// Before counts the events up to and including a moment.
func (r *Recording) EventsUntil(at int64) int { return int(r.LastAt(at)) }

// Loops counts the loops so far.
func (r *Recording) LoopCount() int { return len(r.byLoop) }

// Virtual tells whether the run's clock is virtual.
func (r *Recording) Virtual() bool { return r.Spec.Placement == spec.Virtual }

// LaneTaskName returns the name of a loop's task.
func (r *Recording) LaneTaskName(l *Lane, t trace.TaskID) string {
	if l == nil {
		return ""
	}
	return r.TaskName(l.Loop, t)
}

func ThreadName(t trace.ThreadID) string {
	if t == 1 {
		return "main thread"
	}
	return "thread " + format.Count(int64(t))
}

// SpecPairs returns the run's spec as text, with the parameters of its scenario.
func (r *Recording) SpecPairs() []spec.Pair { return r.Spec.Pairs(r.params()) }

// params returns the parameters of the run's scenario.
func (r *Recording) params() []spec.Param {
	params, _ := scenario.Catalog{}.Params(r.Spec.Scenario)
	return params
}
