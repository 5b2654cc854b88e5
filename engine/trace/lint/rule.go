package lint

import (
	"slices"
	"strconv"
	"strings"
)

// Rule is a kind of mistake, or of bad habit, that can be seen in a trace.
type Rule string

// The rules.
const (
	BlockedLoop    Rule = "blocked-loop"    // a step held its loop while something else was due
	SlowTick       Rule = "slow-tick"       // many short steps of one tick did so together
	NeverYielded   Rule = "never-yielded"   // a step was long, and nothing else was due
	NeverRetrieved Rule = "never-retrieved" // a failure that nothing looked at
	Reported       Rule = "reported"        // whatever else the exception handler of a loop was called with
	WrongThread    Rule = "wrong-thread"    // a loop was used from a thread that is not its own
	WrongLoop      Rule = "wrong-loop"      // something that belongs to one loop was awaited in another
	ClosedLoop     Rule = "closed-loop"     // a loop or a runner was used after it was closed
	NestedRun      Rule = "nested-run"      // a run was asked for on a thread where a loop was running
	NeverAwaited   Rule = "never-awaited"   // a coroutine was called and did not run
	FreshLoops     Rule = "fresh-loops"     // a thread made a new loop for each of its runs
	Deadlock       Rule = "deadlock"        // everything waits, and nothing can end the wait
	NotWhole       Rule = "not-whole"       // events were dropped, so mistakes in them cannot be found
)

// Severity says how much a finding matters.
type Severity uint8

// The severities.
const (
	Hint    Severity = iota // it could be better
	Warning                 // something ran late, or was lost
	Mistake                 // the program is wrong
)

// String returns the word for the severity.
func (s Severity) String() string { return [...]string{"hint", "warning", "mistake"}[s] }

// ruleText is what is said about a rule in general.
type ruleText struct {
	rule      Rule
	severity  Severity
	one, many string // summaries of one finding, and of several; # stands for their number
	advice    string
}

// ruleTexts has the texts of all rules. It is a list and not a map, since every program that imports the package would have
// to fill a map when it starts.
var ruleTexts = [...]ruleText{
	{BlockedLoop, Warning, "A step held its loop while others were due.", "# steps held their loops while others were due.",
		"Yield from time to time, split the work into smaller awaits, or move it to an executor or to a thread of its own."},
	{SlowTick, Warning, "The steps of one tick held their loop while others were due.", "# times, the steps of one tick held their loop while others were due.",
		"No single step is long, but there are many of them: spread them over time, or move some of them to a loop in another thread."},
	{NeverYielded, Hint, "A step took long, and nothing else was due.", "# steps took long, and nothing else was due.",
		"In that time, no timeout and no request to cancel could have reached the task."},
	{NeverRetrieved, Warning, "A failure was never looked at.", "# failures were never looked at.", "Await the task, or ask it for its result."},
	{Reported, Warning, "The exception handler of a loop was called.", "The exception handlers of loops were called # times.",
		"The error had no caller to go to, so the loop's exception handler received it."},
	{WrongThread, Mistake, "A loop was used from a thread that is not its own.", "# times, a loop was used from a thread that is not its own.",
		"From another thread, call only CallSoonThreadsafe and RunCoroutineThreadsafe."},
	{WrongLoop, Mistake, "Something was awaited in a loop that it does not belong to.", "# times, something was awaited in a loop that it does not belong to.",
		"Create futures, locks and queues in the loop that awaits them, or submit a coroutine to the loop that they belong to."},
	{ClosedLoop, Mistake, "A loop was used after it was closed.", "# times, a loop was used after it was closed.",
		"A loop cannot be used after its Run or its Runner has ended. Keep the Runner open for as long as it is needed."},
	{NestedRun, Mistake, "A run was asked for while a loop was running on the thread.", "# times, a run was asked for while a loop was running on the thread.",
		"In a coroutine, await the other coroutine or make a task of it. A second loop needs a thread of its own."},
	{NeverAwaited, Mistake, "A coroutine was called and never ran.", "# coroutines were called and never ran.",
		"Calling a coroutine does not run it: await it, or make a task of it."},
	{FreshLoops, Hint, "A thread made a new loop for each run.", "# threads made a new loop for each run.",
		"A Runner keeps one loop, with its state and its tasks, for many runs."},
	{Deadlock, Mistake, "A loop waited for something that could never happen.", "# loops waited for something that could never happen.",
		"Something has to complete the future, release the lock or set the event; otherwise the wait needs a timeout."},
	{NotWhole, Hint, "The trace is not complete.", "# traces are not complete.", "Raise the limit of recorded events, or make the run shorter."},
}

// Severity returns how much findings of the rule matter.
func (r Rule) Severity() Severity { return r.text().severity }

func (r Rule) text() ruleText {
	i := slices.IndexFunc(ruleTexts[:], func(t ruleText) bool { return t.rule == r })
	if i < 0 {
		return ruleText{}
	}
	return ruleTexts[i]
}

// Summary returns a sentence about n findings of the rule.
func (r Rule) Summary(n int) string {
	if n == 1 {
		return r.text().one
	}
	return strings.Replace(r.text().many, "#", strconv.FormatInt(int64(n), 10), 1)
}

// Advice returns a sentence about what to do.
func (r Rule) Advice() string { return r.text().advice }
