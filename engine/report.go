package engine

import (
	"loopyard/engine/trace"
)

// Report is something that went wrong in a loop and that no caller can be told: what asyncio gives its exception
// handler and its log.
type Report struct {
	Message string // what happened, in asyncio's words where it has them
	Err     error  // what it happened with; nil if there is none
	Task    string // the task's name; empty if it is about none
}

// report tells Config.Report and the trace.
func (l *Loop) report(r Report) {
	if l.rec != nil {
		text := r.Message
		if r.Task != "" {
			text += ": " + r.Task
		}
		if r.Err != nil {
			text += ": " + r.Err.Error()
		}
		l.rec.EmitText(l.event(trace.Reported), text)
	}
	if l.config.Report != nil { // who reports has no caller either: a panic in it is dropped, as in asyncio
		Guard(func() error { l.config.Report(r); return nil })
	}
}

// event is an event of this loop at this moment.
func (l *Loop) event(k trace.Kind) trace.Event {
	e := trace.Event{Kind: k, Cause: l.cause, Loop: l.id, Thread: l.thread.id}
	if l.current != nil && !l.current.future.Done() {
		e.Task = l.current.id
	}
	return e
}

// callPanicked ends a callback that panicked. The loop goes on.
func (l *Loop) callPanicked(v any) {
	if l.current != nil {
		panic(v) // not a callback's: the engine's own
	}
	err := &PanicError{v, stack()}
	l.report(Report{Message: "Exception in callback", Err: err})
	if l.cause != 0 {
		l.callEnded()
	}
}

// failures are futures that failed and whose failure nobody has seen yet.
type failures []failure

type failure struct {
	f       *fut
	message string
	task    string
}

// trackFailure keeps an eye on a future that has just failed.
func (l *Loop) trackFailure(f *fut, message string) {
	if f.retrieved {
		return
	}
	const most = 1024 // enough to see; a loop that fails more often has been told
	if len(l.failures) == most {
		l.forgetRetrieved()
		if len(l.failures) == most {
			return
		}
	}
	task := ""
	if l.current != nil && f == &l.current.future {
		task = l.current.Name()
	}
	l.failures = append(l.failures, failure{f, message, task})
}

func (l *Loop) forgetRetrieved() {
	kept := l.failures[:0]
	for _, f := range l.failures {
		if !f.f.retrieved {
			kept = append(kept, f)
		}
	}
	l.failures = kept
}

// reportFailures reports what nobody has retrieved until the loop closes.
func (l *Loop) reportFailures() {
	l.forgetRetrieved()
	for _, f := range l.failures {
		l.report(Report{Message: f.message, Err: f.f.err, Task: f.task})
	}
	l.failures = nil
}
