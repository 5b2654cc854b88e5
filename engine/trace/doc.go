// Package trace defines what is recorded of a run: its events, the batches that they travel in, and the header and the
// trailer around them. A trace is the only thing that passes between the code that runs loops and the code that shows,
// checks or compares what they did. The package therefore imports nothing of this module but a SHA-256 of its own.
//
// Loops and threads emit events through a [Recorder]. It numbers and timestamps them, keeps the digest, and hands them
// on in batches. It keeps events up to a limit; events past the limit are aggregated in an [Overflow]. A [Sink] receives
// a trace while it is made. [Encoder] and [Decoder] carry a trace as bytes, from a worker to the page for example.
//
// [Kind] lists what can happen, and [Interval] what lasts from one event to another.
//
// The packages below this one read traces:
//
//   - replay keeps a trace in memory and returns the state of all threads, loops and tasks after any event;
//   - stats adds up the figures of a run while its trace arrives;
//   - lint finds mistakes and bad habits;
//   - compare reports whether two runs did the same;
//   - check reports the first event that breaks a rule of the engine;
//   - ndjson, chrome and csv write a trace, or its figures, for other programs;
//   - chunks and wire are the list and the reader of bytes that several of them use;
//   - tracetest makes traces for the tests of all of them.
//
// Times are int64 nanoseconds since the beginning of the run, unless a comment says otherwise.
package trace
