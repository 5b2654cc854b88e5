package lint

import (
	"loopyard/engine/trace"
	"loopyard/engine/trace/replay"
)

// The thresholds of the rules. Times are in nanoseconds.
const (
	BlockingStep    = int64(50_000_000)  // a step this long is a [BlockedLoop] if it delayed something
	LongStep        = int64(100_000_000) // a step or a tick this long is long in itself; asyncio's slow_callback_duration
	NoticeableDelay = int64(10_000_000)  // something that ran this late was delayed
	ManyLoops       = 3                  // how many loops for one run each a thread makes before [FreshLoops] says so
	maxListed       = 100                // findings of one rule
)

// Finding is one occurrence of what a rule looks for.
type Finding struct {
	Rule   Rule
	Event  trace.EventID // the event that shows it
	Thread trace.ThreadID
	Loop   trace.LoopID
	Task   trace.TaskID
	Delay  int64  // the nanoseconds by which other tasks ran late, added up; zero for rules that are not about delays
	Times  int    // how often the very same was found; it is listed once
	Text   string // a sentence about this occurrence
}

// Findings is what [Run] returns.
type Findings struct {
	List  []Finding    // in the order of their events, at most a hundred of each rule: the longest, where they have a length
	Count map[Rule]int // how many there are of each rule, whether they are listed or not
}

// Run looks for mistakes and bad habits in a whole log, whose run must have ended. A [Linter] does the same in steps.
func Run(l *replay.Log) Findings {
	c := New(l)
	for !c.Continue(func() bool { return false }) {
	}
	return c.Findings()
}
