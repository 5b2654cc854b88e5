// Package stats adds up the figures of a run while its trace arrives: how busy its loops were, how late they woke their
// tasks, how long their steps took. The page's statistics, the summaries of the command line, package csv and the
// comparison of runs show them.
//
// A [Collector] is a [trace.Sink] that makes a [Summary]; [OfTask] returns the times of a single task.
package stats
