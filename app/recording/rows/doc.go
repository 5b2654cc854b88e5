// Package rows holds a trace in the form in which the timeline draws it: for each loop, thread and task a row that says
// what it was doing at any time. A row can be asked for any stretch of time, cut into columns of pixels. The answer takes
// time by the number of columns and not by the number of events in the stretch.
//
// That is possible since a row keeps sums beside its history. A [Track] has a list of changes of state, and for each
// sixteenth change how long each state was held before it. A [Counter] has a list of values, and their maxima over 16,
// 256, 4096 and more of them. What happened in a column is then the difference of two sums, or the maximum of a few
// maxima. Both only grow at their ends, so they are built while a trace arrives.
//
// Package timeline draws the rows; package recording fills a [Timeline] with the events of a run.
package rows
