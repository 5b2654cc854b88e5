// Package lint finds mistakes and bad habits in the trace of a run: a step that holds its loop while something else is due,
// a loop that is used from the wrong thread, a deadlock. The page shows its findings under "Advice", and the lessons say
// which ones they expect.
//
// A [Rule] is what to look for, and a [Finding] is one occurrence. [Run] lints a whole log; a [Linter] does it in steps.
package lint
