// Package replay keeps a trace in memory and returns the state of all threads, loops and tasks after any of its events.
// The page's timeline, its panel "At the cursor", the lints and the comparison of runs read traces through it.
//
// A [Log] is a [trace.Sink] that keeps what it receives and builds an index while it arrives. [Log.StateAt] reads a
// [State] from that index; it does not replay the events before. [Log.Describe] and the labels name what an event is
// about, in words for people.
package replay
