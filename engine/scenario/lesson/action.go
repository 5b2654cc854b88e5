package lesson

import (
	"slices"

	"loopyard/engine/trace"
	"loopyard/engine/trace/replay"
)

// An action is what a program does at a line of its listing, such as print or sleep.
type action uint8

const (
	noAction action = iota
	begins          // a task begins its first step
	prints
	sleeps // sleeps for a time, or yields for one turn
	times  // sets a timer that no task sleeps on: the timer of a timeout or of a callback
	awaits // awaits something that is not ready
	creates
	starts
	joins
	makes    // makes a Runner
	runsLoop // runs a loop, or tries to
	closes
	posts
	cancels
	works
	blocks
	fails
	returns
)

// actions are the words of the actions in marks, in the order of the constants.
var actions = []string{"", "begin", "print", "sleep", "timer", "await", "create", "start", "join", "make", "run", "close", "post",
	"cancel", "work", "block", "fail", "return"}

// parseAction returns the action with the given word. ok is false if there is none.
func parseAction(word string) (a action, ok bool) {
	i := slices.Index(actions, word)
	return action(max(i, 0)), i > 0
}

// actionOf returns the action that an event records. Most events happen inside the loop and not at a line of a program;
// they have no action.
func actionOf(l *replay.Log, e trace.Event) action {
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
	return noAction
}
