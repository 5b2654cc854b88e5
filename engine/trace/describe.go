package trace

import (
	"strconv"
	"time"
)

// Line tells an event in one line for people: when, who, what, and the event it comes from.
//
//	540ms Loop1, main: StepEnded slept ← 12
//
// It is empty where there is no such event. Times are the run's; the event's own number is not in it.
func (l *Log) Line(id EventID) string {
	if id == 0 || int(id) > l.n {
		return ""
	}
	e := l.Event(id)
	line := time.Duration(e.At).String() + " " + l.who(e) + ": " + e.Kind.String()
	if what := l.arg(e); what != "" {
		line += " " + what
	}
	if e.Cause != 0 {
		line += " ← " + itoa(int64(e.Cause))
	}
	return line
}

// who names where an event happened: the loop and the task, or the thread.
func (l *Log) who(e Event) string {
	if e.Loop == 0 {
		return l.threadWords(e.Thread)
	}
	who := l.loopWords(e.Loop)
	if e.Task != 0 {
		who += ", " + l.taskWords(e.Loop, e.Task)
	}
	return who
}

// threadWords, loopWords and taskWords name something, by its number if it has no name.
func (l *Log) threadWords(t ThreadID) string {
	return named(l.ThreadName(t), "thread "+itoa(int64(t)))
}

func (l *Log) loopWords(id LoopID) string { return named(l.LoopName(id), "loop "+itoa(int64(id))) }

func (l *Log) taskWords(loop LoopID, t TaskID) string {
	return named(l.TaskName(loop, t), "task "+itoa(int64(t)))
}

func named(name, otherwise string) string {
	if name == "" {
		return otherwise
	}
	return name
}

// arg spells what an event's Arg says; empty if that is nothing.
func (l *Log) arg(e Event) string {
	if e.Kind.HasText() {
		return strconv.Quote(l.EventText(e))
	}
	if word, ok := e.Kind.ArgWord(e.Arg); ok {
		return word
	}
	switch e.Kind {
	case TimerSet, TimerFired, WorkBegan, BlockBegan:
		return time.Duration(e.Arg).String()
	case ThreadSpawned, JoinBegan, JoinEnded:
		return l.threadWords(ThreadID(e.Arg))
	case RunBegan, RunEnded:
		return l.taskWords(e.Loop, TaskID(e.Arg))
	}
	if e.Arg == 0 {
		return ""
	}
	return itoa(e.Arg)
}

// quoted spells how a run ended.
func quoted(reason string) string {
	if reason == "" {
		return "well"
	}
	return strconv.Quote(reason)
}
