package compare

import (
	"loopyard/engine/trace"
	"loopyard/engine/trace/stats"
)

// Result is what [Runs] returns. The zero value is of runs that were not compared.
type Result struct {
	Rules       Rules
	Stopped     bool // Rules.Yield returned false; nothing else is set
	Verdict     Verdict
	Differences []Difference // the first ones, in the order of A's events
	More        int          // the number of differences that are not listed

	A, B      RunSummary // what may differ, for each run
	Lines     int        // the number of lines that the longer run printed
	Reordered int        // places in the order of all lines where the line is of another loop: how differently the loops took turns
	Swapped   int        // with RealTime: pairs of neighboring lines of one loop whose order differs and may differ
}

// Verdict is the outcome of a comparison.
type Verdict uint8

// The verdicts.
const (
	NoVerdict Verdict = iota // one of the traces is not complete, and what there is of both is the same
	Same                     // everything that must match does
	Different                // something that must match does not
)

// String returns a word or two for the verdict.
func (v Verdict) String() string { return [...]string{"not whole", "same", "different"}[v] }

// Difference is one place where two traces do not match.
type Difference struct {
	Where string // what it is about: a thread, a loop or a task by name; empty: the trace as a whole
	What  string // what differs, as a phrase: "prints another line"
	A, B  Side
}

// Side is one side of a [Difference].
type Side struct {
	Event  trace.EventID   // zero: this trace has no such event
	Around []trace.EventID // the event and those before and after it of the same task, loop or trace, in order
	Text   string          // what happened there, as [replay.Log.Describe] has it; empty if there is no event
}

// RunSummary is what may differ in two runs that did the same.
type RunSummary struct {
	stats.Summary
	Events  uint64 // all that happened, those that were dropped included
	Dropped uint64
	Digest  [32]byte
	Error   string // why the run did not end well; empty if it did, or has not ended
	Whole   bool   // it has ended and no event was dropped
}
