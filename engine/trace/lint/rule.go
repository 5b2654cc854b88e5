package lint

import (
	"loopyard/engine/trace"
	"loopyard/engine/trace/replay"
	"slices"
	"strconv"
	"strings"
)

// Lint is a kind of mistake, or of bad habit, that can be seen in a trace.
type Rule string

// The lints.
const (
	BlockedLoop    Rule = "blocked-loop"    // a step held its loop while others were due
	SlowTick       Rule = "slow-tick"       // many short steps of one tick did so together
	NeverYielded   Rule = "never-yielded"   // a step was long, and nobody was due
	NeverRetrieved Rule = "never-retrieved" // a failure that nobody looked at
	Reported       Rule = "reported"        // what else a loop's exception handler was told
	WrongThread    Rule = "wrong-thread"    // a loop was used from a thread that is not its own
	WrongLoop      Rule = "wrong-loop"      // what belongs to one loop was awaited in another
	ClosedLoop     Rule = "closed-loop"     // a loop, or a runner, was used after it was closed
	NestedRun      Rule = "nested-run"      // a run was asked for on a thread where a loop was running
	NeverAwaited   Rule = "never-awaited"   // a coroutine was called and did not run
	FreshLoops     Rule = "fresh-loops"     // a thread made loop after loop for one run each
	Deadlock       Rule = "deadlock"        // all wait, and nothing can wake them
	NotWhole       Rule = "not-whole"       // events were dropped: what is not seen can not be told
)

// The thresholds, in nanoseconds or in number.
const (
	BlockingStep    = int64(50_000_000)  // a step this long is a [BlockedLoop] if somebody paid for it
	LongStep        = int64(100_000_000) // a step this long, or a tick, is long in itself; asyncio's slow_callback_duration
	NoticeableDelay = int64(10_000_000)  // being this late is paying for somebody else
	ManyLoops       = 3                  // loops that one thread makes for one run each
	mostListed      = 100                // of one lint; the longest, where there is a choice
)

// Severity says how much a finding matters.
type Severity uint8

// The severities.
const (
	Hint    Severity = iota // could be better
	Warning                 // something came late, or was lost
	Mistake                 // the program is wrong
)

// String gives the severity's word.
func (s Severity) String() string { return [...]string{"hint", "warning", "mistake"}[s] }

// Finding is one occurrence of a lint.
type Finding struct {
	Rule   Rule
	Event  trace.EventID // the moment that shows it
	Thread trace.ThreadID
	Loop   trace.LoopID
	Task   trace.TaskID
	Delay  int64  // nanoseconds that others came late by, all together; zero where that is not what it is about
	Times  int    // how often the very same was found; it is listed once
	Text   string // a sentence about this occurrence
}

// Findings is what [Log.Lint] found.
type Findings struct {
	List  []Finding    // in the order of their events, at most a hundred of a lint
	Count map[Rule]int // how many there are of each, listed or not
}

type ruleText struct {
	lint      Rule
	severity  Severity
	one, many string // summaries: of one occurrence, and of several, where # is how many
	advice    string
}

// lints has the words. It is no map, which every program that imports the package would have to fill.
var ruleTexts = [...]ruleText{
	{BlockedLoop, Warning, "A step held its loop while others were due.", "# steps held their loops while others were due.",
		"Give way now and then, await in smaller pieces, or move the work to an executor or a thread of its own."},
	{SlowTick, Warning, "The steps of one tick held their loop while others were due.", "# times the steps of one tick held their loop together while others were due.",
		"No step is long, but there are many: spread them, or give some of them a loop in another thread."},
	{NeverYielded, Hint, "A step took long, and nobody happened to be due.", "# steps took long, and nobody happened to be due.",
		"A timeout or a request to cancel could not have reached the task meanwhile."},
	{NeverRetrieved, Warning, "A failure was never looked at.", "# failures were never looked at.", "Await the task, or ask it for its result."},
	{Reported, Warning, "A loop reported something.", "Loops reported # things.", "Nobody could be told but the loop's exception handler."},
	{WrongThread, Mistake, "A loop was used from a thread that is not its own.", "# times a loop was used from a thread that is not its own.",
		"CallSoonThreadsafe and RunCoroutineThreadsafe are what other threads may call."},
	{WrongLoop, Mistake, "Something was awaited in a loop that it does not belong to.", "# times something was awaited in a loop that it does not belong to.",
		"Make futures, locks and queues in the loop that awaits them, or submit a coroutine to their loop."},
	{ClosedLoop, Mistake, "A loop was used after it was closed.", "# times a loop was used after it was closed.",
		"A loop is of no use after its Run or its Runner has ended; keep the Runner open for as long as it is needed."},
	{NestedRun, Mistake, "A run was asked for while a loop was running on the thread.", "# times a run was asked for while a loop was running on the thread.",
		"In a coroutine await the other one, or make a task of it; another loop needs a thread of its own."},
	{NeverAwaited, Mistake, "A coroutine was called and never ran.", "# coroutines were called and never ran.",
		"To call it is not to run it: await it, or make a task of it."},
	{FreshLoops, Hint, "A thread made a loop for every run.", "# threads made a loop for every run.", "A Runner keeps one loop for many runs, and its state and tasks with it."},
	{Deadlock, Mistake, "A loop waited for what could never happen.", "# loops waited for what could never happen.",
		"Somebody must complete the future, release the lock or set the event, or the wait needs a timeout."},
	{NotWhole, Hint, "The trace is not whole.", "# traces are not whole.", "Raise the limit of recorded events, or run less."},
}

// Severity says how much findings of a lint matter.
func (k Rule) Severity() Severity { return k.words().severity }

func (k Rule) words() ruleText {
	i := slices.IndexFunc(ruleTexts[:], func(w ruleText) bool { return w.lint == k })
	if i < 0 {
		return ruleText{}
	}
	return ruleTexts[i]
}

// Summary is a sentence about so many occurrences.
func (k Rule) Summary(n int) string {
	if n == 1 {
		return k.words().one
	}
	return strings.Replace(k.words().many, "#", strconv.FormatInt(int64(n), 10), 1)
}

// Advice is a sentence about what to do.
func (k Rule) Advice() string { return k.words().advice }

// Lint looks for mistakes and bad habits. It goes through the whole log; [Log.Linter] does it piece by piece.
func Run(l *replay.Log) Findings {
	c := New(l)
	for !c.Continue(func() bool { return false }) {
	}
	return c.Findings()
}
