package replay

import (
	"loopyard/engine/trace"
	"strconv"
	"time"
)

// Line tells an event in one line for people: when, who, what, and the event it comes from.
//
//	540ms Loop1, main: StepEnded slept ← 12
//
// It is empty where there is no such event. Times are the run's; the event's own number is not in it.
func (l *Log) Describe(id trace.EventID) string {
	if id == 0 || int(id) > l.n {
		return ""
	}
	e := l.Event(id)
	line := time.Duration(e.At).String() + " " + l.Where(e) + ": " + e.Kind.String()
	if what := l.arg(e); what != "" {
		line += " " + what
	}
	if e.Cause != 0 {
		line += " ← " + strconv.FormatInt(int64(e.Cause), 10)
	}
	return line
}

// who names where an event happened: the loop and the task, or the thread.
func (l *Log) Where(e trace.Event) string {
	if e.Loop == 0 {
		return l.ThreadLabel(e.Thread)
	}
	who := l.LoopLabel(e.Loop)
	if e.Task != 0 {
		who += ", " + l.TaskLabel(e.Loop, e.Task)
	}
	return who
}

// threadWords, loopWords and taskWords name something, by its number if it has no name.
func (l *Log) ThreadLabel(t trace.ThreadID) string {
	return named(l.ThreadName(t), "thread "+strconv.FormatInt(int64(t), 10))
}

func (l *Log) LoopLabel(id trace.LoopID) string {
	return named(l.LoopName(id), "loop "+strconv.FormatInt(int64(id), 10))
}

func (l *Log) TaskLabel(loop trace.LoopID, t trace.TaskID) string {
	return named(l.TaskName(loop, t), "task "+strconv.FormatInt(int64(t), 10))
}

func named(name, otherwise string) string {
	if name == "" {
		return otherwise
	}
	return name
}

// arg spells what an event's Arg says; empty if that is nothing.
func (l *Log) arg(e trace.Event) string {
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

// quoted spells how a run ended.
func Quoted(reason string) string {
	if reason == "" {
		return "well"
	}
	return strconv.Quote(reason)
}
