package lesson

import (
	"slices"

	"loopyard/engine/trace"
	"loopyard/engine/trace/replay"
)

// A deed is what happens at a line, as marks call it.
type deed uint8

const (
	nothing deed = iota
	begins       // a task's first step
	prints
	sleeps // for a time, or for a turn
	times  // a timer is set that no task sleeps by: a timeout's, a callback's
	awaits // and has to wait
	creates
	starts
	joins
	makes    // a Runner
	runsLoop // or is refused to
	closes
	posts
	cancels
	works
	blocks
	fails
	returns
)

var deeds = []string{"", "begin", "print", "sleep", "timer", "await", "create", "start", "join", "make", "run", "close", "post",
	"cancel", "work", "block", "fail", "return"}

// deedOf reads a mark's word; ok is false for one that is none.
func deedOf(word string) (d deed, ok bool) {
	i := slices.Index(deeds, word)
	return deed(max(i, 0)), i > 0
}

// does tells what an event does. Most events happen inside the loop, at no line of a program.
func does(l *replay.Log, e trace.Event) deed {
	switch e.Kind {
	case trace.StepBegan:
		if trace.Reason(l.Event(e.Cause).Arg) == trace.Started {
			return begins
		}
	case trace.StepEnded:
		switch trace.Outcome(e.Arg) {
		case trace.GaveWay:
			return sleeps
		case trace.Awaited:
			return awaits
		}
	case trace.TimerSet:
		if e.Task != 0 {
			return sleeps
		}
		return times
	case trace.Printed:
		return prints
	case trace.TaskCreated:
		return creates
	case trace.TaskFailed:
		return fails
	case trace.TaskDone:
		return returns
	case trace.CancelRequested:
		return cancels
	case trace.ThreadSpawned:
		return starts
	case trace.JoinBegan:
		return joins
	case trace.RunnerCreated:
		return makes
	case trace.RunnerClosed:
		return closes
	case trace.LoopCreated, trace.RunBegan, trace.RunRefused:
		return runsLoop
	case trace.PostSent:
		return posts
	case trace.WorkBegan:
		return works
	case trace.BlockBegan:
		return blocks
	}
	return nothing
}
