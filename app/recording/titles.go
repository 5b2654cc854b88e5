package recording

import (
	"loopyard/app/format"
	"loopyard/engine/trace"
	"loopyard/engine/trace/stats"
)

// ThreadTitle names a thread by its number: “main thread”, “thread 2”.
func ThreadTitle(t trace.ThreadID) string {
	if t == 1 {
		return "main thread"
	}
	return "thread " + format.Count(int64(t))
}

// TaskTitle names a task of a loop by its name, or by its number if it has none: “main”, “task 2”.
func (r *Recording) TaskTitle(loop trace.LoopID, t trace.TaskID) string {
	if name := r.TaskName(loop, t); name != "" {
		return name
	}
	return "task " + format.Count(int64(t))
}

// StepTitle names what the step of a task runs, or “a callback” if the task is zero.
func (r *Recording) StepTitle(loop trace.LoopID, t trace.TaskID) string {
	if t == 0 {
		return "a callback"
	}
	return r.TaskTitle(loop, t)
}

// ExtremeTitle names what ran at an extreme of the statistics, with its loop: “Loop1 · main”, “Loop1 · a callback”.
func (r *Recording) ExtremeTitle(x stats.Extreme) string {
	title := r.StepTitle(x.Loop, x.Task)
	if l := r.LoopLane(x.Loop); l != nil {
		title = l.Name + " · " + title
	}
	return title
}

// taskFrom names a task as it looks from the loop here: with its loop if that is another one. Here may be zero.
func (r *Recording) taskFrom(here, loop trace.LoopID, t trace.TaskID) string {
	title := r.TaskTitle(loop, t)
	if l := r.LoopLane(loop); l != nil && loop != here {
		title += " of " + l.Name
	}
	return title
}
