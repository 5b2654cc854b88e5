package replay

import (
	"strconv"
	"time"

	"loopyard/engine/trace"
)

// Describe returns one line about an event for people: when, where, what, and the event that caused it.
//
//	540ms Loop1, main: StepEnded slept ← 12
//
// It returns the empty string if there is no such event. The line has the time of the run and not the number of the event.
func (l *Log) Describe(id trace.EventID) string {
	if id == 0 || int(id) > l.Len() {
		return ""
	}
	e := l.Event(id)
	line := time.Duration(e.At).String() + " " + l.Where(e) + ": " + e.Kind.String()
	if arg := l.describeArg(e); arg != "" {
		line += " " + arg
	}
	if e.Cause != 0 {
		line += " ← " + strconv.FormatInt(int64(e.Cause), 10)
	}
	return line
}

// Where returns the place where an event happened: its loop and its task, or its thread.
func (l *Log) Where(e trace.Event) string {
	if e.Loop == 0 {
		return l.ThreadLabel(e.Thread)
	}
	where := l.LoopLabel(e.Loop)
	if e.Task != 0 {
		where += ", " + l.TaskLabel(e.Loop, e.Task)
	}
	return where
}

// ThreadLabel returns the name of a thread, or its number if it has no name.
func (l *Log) ThreadLabel(t trace.ThreadID) string {
	return label(l.ThreadName(t), "thread ", int64(t))
}

// LoopLabel returns the name of a loop, or its number if it has no name.
func (l *Log) LoopLabel(id trace.LoopID) string { return label(l.LoopName(id), "loop ", int64(id)) }

// TaskLabel returns the name of a task, or its number if it has no name.
func (l *Log) TaskLabel(loop trace.LoopID, t trace.TaskID) string {
	return label(l.TaskName(loop, t), "task ", int64(t))
}

func label(name, noun string, number int64) string {
	if name == "" {
		return noun + strconv.FormatInt(number, 10)
	}
	return name
}

// describeArg returns what the Arg of an event says, and the empty string if it says nothing.
func (l *Log) describeArg(e trace.Event) string {
	if e.Kind.HasText() {
		return strconv.Quote(l.EventText(e))
	}
	if word, ok := e.Kind.ArgWord(e.Arg); ok {
		return word
	}
	switch e.Kind {
	case trace.TimerSet, trace.TimerFired, trace.WorkBegan, trace.BlockBegan:
		return time.Duration(e.Arg).String()
	case trace.ThreadSpawned, trace.JoinBegan, trace.JoinEnded:
		return l.ThreadLabel(trace.ThreadID(e.Arg))
	case trace.RunBegan, trace.RunEnded:
		return l.TaskLabel(e.Loop, trace.TaskID(e.Arg))
	}
	if e.Arg == 0 {
		return ""
	}
	return strconv.FormatInt(e.Arg, 10)
}
