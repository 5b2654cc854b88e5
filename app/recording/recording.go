package recording

import (
	"loopyard/app/recording/rows"
	"loopyard/engine/scenario"
	"loopyard/engine/spec"
	"loopyard/engine/trace"
	"loopyard/engine/trace/replay"
)

// Recording is one run: its trace as far as it has arrived, what was asked for, and how it ended. It is a [trace.Sink], and
// it does not matter in how many pieces the trace comes. Its exported fields are set by the owner before the trace begins;
// [replay.Log] is read only.
//
// A Recording is not safe for concurrent use.
type Recording struct {
	replay.Log

	Spec       spec.Run
	Target     Target
	File       string     // the name of the file that it is read from; empty for a run
	Number     int        // counts the recordings of this visit, from 1
	Conditions Conditions // of a real run in this browser

	state      RunState
	reason     string // why the run did not end well
	revision   int
	clockError int64 // the largest error of its threads' clocks against the clock of the run

	lanes    lanes
	steps    stepIndex
	lines    lineIndex
	timeline rows.Timeline
	summary  summaryCache
	atCursor stateCache
	advice   Advice
}

// NewRecording returns a recording, still without a trace, of a run that was asked for.
func NewRecording(run spec.Run, at Target) *Recording { return &Recording{Spec: run, Target: at} }

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
		r.add(b.First+trace.EventID(i), e)
	}
	return r.AddToSummary(b)
}

// AddToSummary adds the events of a batch to the figures of [Recording.Summary] and stores nothing else of them. A
// recording of which only the figures are needed takes its batches this way.
func (r *Recording) AddToSummary(b trace.Batch) error {
	r.revision++
	return r.summary.Batch(b)
}

// End takes the trailer, which ends the run.
func (r *Recording) End(t trace.Trailer) error {
	r.state = Ended
	if t.Error != "" {
		r.state, r.reason = Failed, r.explain(t.Error)
	}
	if t.Overflow != nil {
		r.timeline.Overflow(t.Overflow.From, trace.EventID(r.Len()))
	}
	r.revision++
	_ = r.summary.End(t)
	return r.Log.End(t)
}

// Close ends a run that has no trailer. It does nothing if the run is over.
func (r *Recording) Close(as RunState, reason string) {
	if !r.state.Over() {
		r.state, r.reason = as, r.explain(reason)
		r.revision++
	}
}

func (r *Recording) add(id trace.EventID, e trace.Event) {
	r.timeline.Add(r, id, e)
	switch e.Kind {
	case trace.ThreadStarted:
		r.lanes.add(newThreadLane(e))
	case trace.LoopCreated:
		r.lanes.add(newLoopLane(e, r.EventText(e)))
	case trace.ClockSet:
		r.clockError = max(r.clockError, e.Arg)
	case trace.StepBegan:
		r.steps = append(r.steps, id)
	case trace.Printed, trace.Reported:
		r.lines = append(r.lines, id)
	}
}

// State returns how far the run is.
func (r *Recording) State() RunState { return r.state }

// Reason returns why the run did not end well. It is empty if the run ended well or has not ended.
func (r *Recording) Reason() string { return r.reason }

// Revision counts the changes of the recording, so that whoever draws it can compare two numbers to see whether it changed.
func (r *Recording) Revision() int { return r.revision }

// Timeline returns what all loops, threads and tasks did over time.
func (r *Recording) Timeline() *rows.Timeline { return &r.timeline }

// Activity returns what a lane did over time.
func (r *Recording) Activity(l *Lane) *rows.Activity {
	a := r.timeline.Thread(l.Thread)
	if l.Loop != 0 {
		a = r.timeline.Loop(l.Loop)
	}
	if a == nil {
		return &rows.Activity{Loop: l.Loop, Thread: l.Thread}
	}
	return a
}

// EventTime returns when an event happened.
func (r *Recording) EventTime(id trace.EventID) int64 { return r.Event(id).At }

// EventsUntil returns the number of events up to and including a time.
func (r *Recording) EventsUntil(at int64) int { return int(r.LastAt(at)) }

// Virtual reports whether the run's clock is virtual.
func (r *Recording) Virtual() bool { return r.Spec.Placement == spec.Virtual }

// SpecPairs returns the run's spec as text, with the parameters of its scenario.
func (r *Recording) SpecPairs() []spec.Pair { return r.Spec.Pairs(r.params()) }

func (r *Recording) params() []spec.Param {
	params, _ := scenario.Catalog{}.Params(r.Spec.Scenario)
	return params
}
