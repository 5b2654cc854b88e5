package compare

import (
	"loopyard/engine/trace"
	"loopyard/engine/trace/replay"
	"loopyard/engine/trace/stats"
	"strconv"
)

// Compare says whether two traces are of runs that did the same. By the zero Rules they must be the same event for
// event, as two runs of one spec in virtual time are, wherever they ran. With Rules.RealTime every thread, loop and
// task must have done the same, one by one, while what depends on speed may differ and is counted.
//
// In real time these must match: which threads were started and joined, the loops each made and the runs each had;
// and for each task who made it, its name, why and by what it was woken each time, how each of its steps ended, the
// lines it printed, what was reported in it, and how it ended. These may differ: when anything happened, what ran in
// one tick, how the loops took turns, and in which order a loop did what other threads posted to it and what was due
// at nearly one moment. Steps that were reported as slow and real thread ids are left out.
//
// Threads are matched by their names, and where a name is not unique by who started them; loops by their order in
// their thread; tasks by who made them and which of that maker's tasks they are. Compare changes neither trace.
func Runs(a, b *replay.Log, r Rules) Result {
	pauses := &breath{pause: r.Pause}
	r.Pause = nil // it is not for who reads the result
	c := Result{Rules: r, A: summarize(a, pauses), B: summarize(b, pauses)}
	if r.Most == 0 {
		r.Most = DefaultMost
	}
	if r.Near == 0 {
		r.Near = DefaultNear
	}
	list := differences{most: r.Most}
	if r.RealTime {
		compareHistories(a, b, r.Near, &c, &list, pauses)
	} else {
		compareEvents(a, b, &c, &list, pauses)
	}
	if a.Ended && b.Ended && a.Trailer.Error != b.Trailer.Error {
		list.add(Difference{What: "ends otherwise: " + endOf(a.Trailer.Error) + " and " + endOf(b.Trailer.Error)})
	}
	c.Differences, c.More = list.found, list.more
	c.Verdict = conclude(a, b, r, len(list.found)+list.more > 0)
	return c
}

// Rules say what must match. The zero value is exact comparison.
type Rules struct {
	RealTime bool  // compare what each task did, not when; see [Compare]
	Near     int64 // RealTime: deadlines this close, in nanoseconds, may come in either order. Zero: [DefaultNear]
	Most     int   // differences to list; further ones are counted. Zero: [DefaultMost]

	// Pause is called again and again while traces are compared, every few thousand events, so that whoever waits can do
	// something else meanwhile. Nil: there are no pauses.
	Pause func()
}

// The defaults of [Rules].
const (
	DefaultNear = int64(5_000_000) // 5 ms: what a busy machine is late by now and then
	DefaultMost = 20
)

// Comparison is what [Compare] found. Its zero value says nothing.
type Result struct {
	Rules       Rules
	Verdict     Verdict
	Differences []Difference // the first ones, in the order of A's events
	More        int          // differences found and not listed

	A, B      RunSummary // of each run: what may differ
	Lines     int        // positions in the order of all printed lines
	Reordered int        // those at which the line is of another loop: how differently the loops took turns
	Swapped   int        // RealTime: pairs of neighboring lines of one loop whose order differs and may
}

// Verdict is the outcome of a comparison.
type Verdict uint8

// The verdicts.
const (
	NoVerdict Verdict = iota // one of the traces is not whole, and what there is of both is the same
	Same                     // what must match does
	Different                // something that must match does not
)

// String gives the verdict in a word or two.
func (v Verdict) String() string { return [...]string{"not whole", "same", "different"}[v] }

// Difference is one place where two traces do not match.
type Difference struct {
	Where string // what it is about: thread, loop and task by name. Empty: the trace as a whole
	What  string // what differs, in a phrase: “prints another line”
	A, B  Side
}

// Place is one side of a [Difference].
type Side struct {
	Event  trace.EventID   // zero: this trace has no such event
	Around []trace.EventID // the events before and after it of the same task, loop or trace, itself among them, in order
	Text   string          // what happened there, as [Log.Line] has it; empty where there is no event
}

// Figures are what two runs that did the same may differ in.
type RunSummary struct {
	stats.Summary
	Events  uint64 // all that happened, the dropped ones too
	Dropped uint64
	Digest  [32]byte
	Error   string // why the run did not end well; empty if it did, or has not ended
	Whole   bool   // it has ended, and nothing was dropped
}

// endOf returns how a run ended, in words.
func endOf(reason string) string {
	if reason == "" {
		return "well"
	}
	return strconv.Quote(reason)
}
