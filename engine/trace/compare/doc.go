// Package compare reports whether two runs did the same, and where they differ first. Package parity compares hosts with
// it, and the page compares runs that lie side by side.
//
// [RulesFor] says what must match in two runs, [Runs] compares their traces, and [Lines] compares what they printed, which
// is all that is known of a run in CPython.
package compare
