// Package chrome writes a trace as Chrome's trace event JSON, which Perfetto (ui.perfetto.dev), chrome://tracing and
// speedscope read.
//
// There is one process, the run. Every thread and every loop of the run has a track in it, a loop's right below its
// thread's. On a loop's track each step and callback is a slice ("X"), and what holds the thread within it (computing,
// blocking, joining, waiting for a core) is a slice inside. A thread's own track has what it does outside its loops.
// Loops, their runs, tasks and posts are spans over many slices, which come as asynchronous events ("b", "e"); arrows
// ("s", "f") lead from what woke a task to its next step, and from a post to the callback that it became where the
// sender is known. Counters ("C") have the length of each loop's ready queue; instants ("i") have the lines, the
// requests to cancel, failures and reports.
//
// Times are microseconds with three decimals: whole nanoseconds. args.event is the event's number, by which a slice is
// found again in every other form of the same trace. The header stands under otherData. Where a trace is cut, what is
// still open ends where it ends, with "cut": true; how many events are missing stands in the trailer and, as an
// instant, at the end.
package chrome
