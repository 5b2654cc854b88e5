// Package trace is what happened in a run: typed events from an engine, and what can be told from them. It is the
// only thing that passes between what runs loops and what shows them, and it imports nothing of this module.
//
// A loop emits events through a [Recorder]. The recorder numbers them, keeps the digest, and hands them on in
// batches to a [Sink], up to a limit past which it only counts. [Encoder] and [Decoder] carry a trace as bytes;
// [Check] replays one and names the first broken rule; [Stats] adds up the figures.
//
// Times are int64 nanoseconds since the run began.
package trace
