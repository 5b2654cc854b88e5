// Package trace is what happened in a run: typed events from an engine, and what can be told from them. It is the
// only thing that passes between what runs loops and what shows them, and it imports nothing of this module.
//
// A loop emits events through a [Recorder]. The recorder numbers them, keeps the digest, and hands them on in
// batches to a [Sink], up to a limit past which it only counts. [Encoder] and [Decoder] carry a trace as bytes;
// packages ndjson, chrome and csv beside this one write it, or its figures, for others.
//
// What can be told: a [Log] keeps a trace and gives the [State] of every thread, loop and task after any of its events;
// [Stats] adds up the figures while a trace comes; [Log.Lint] finds mistakes and bad habits; [Compare] says whether two
// runs did the same; [Checker] replays a trace and names the first broken rule.
//
// Times are int64 nanoseconds since the run began.
package trace
