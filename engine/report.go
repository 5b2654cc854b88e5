package engine

import (
	"runtime"
	"unsafe"

	"loopyard/engine/trace"
)

// Report is a failure in a loop that no caller receives. asyncio passes these to its exception handler and its log.
type Report struct {
	Message string // what happened, in asyncio's words where it has them
	Err     error  // the error; nil if there is none
	Task    string // the name of the task; empty if no task is concerned

	// Callback is the name of the function, as package runtime has it, if a callback is concerned.
	Callback string

	warning bool // a mistake that did no harm yet
}

// report passes r to Config.Report and records it in the trace.
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
	switch {
	case l.config.Report != nil: // as in asyncio, a panic in it is dropped
		_ = Guard(func() error { l.config.Report(r); return nil })
	case l.rec == nil:
		l.log(r)
	}
}

// functionName returns the name of a function, as package runtime has it.
func functionName(f func()) string {
	if f == nil {
		return ""
	}
	// A function value is a pointer to a closure, which begins with the address of its code.
	return runtime.FuncForPC(**(**uintptr)(unsafe.Pointer(&f))).Name()
}

// event returns an event of this loop, with the running step as its cause.
func (l *Loop) event(k trace.Kind) trace.Event {
	e := trace.Event{Kind: k, Cause: l.cause, Loop: l.id, Thread: l.thread.id}
	if l.current != nil && !l.current.future.Done() {
		e.Task = l.current.id
	}
	return e
}

// callPanicked reports the panic of a callback and ends the callback.
func (l *Loop) callPanicked(v any, n *node) {
	if l.current != nil {
		panic(v) // a step was running, whose panics do not come here: this is a fault of the engine
	}
	err := &PanicError{v, stack()}
	l.report(Report{Message: "Exception in callback", Err: err, Callback: functionName(l.panicked(n))})
	if l.cause != 0 {
		l.callEnded()
	}
}

// panicked returns the function of a handle that has panicked, or of a post in it, and clears it.
func (l *Loop) panicked(n *node) func() {
	if f := l.posts.panicked(); f != nil {
		return f
	}
	f := n.call
	if !n.quiet {
		n.call = nil
	}
	return f
}

// failures is the futures that failed and whose error was not retrieved yet.
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
	const most = 1024 // further ones are not recorded
	if len(l.failures) == most {
		if l.unrecorded++; l.unrecorded%most != 1 { // looking through the list each time would cost most failures as much
			return
		}
		if l.forgetRetrieved(); len(l.failures) == most {
			return
		}
		l.unrecorded = 0
	}
	task := ""
	if l.current != nil && f == &l.current.future {
		task = l.current.Name()
	}
	l.failures = append(l.failures, failure{f, message, task})
}

// forgetRetrieved drops the futures whose error was retrieved.
func (l *Loop) forgetRetrieved() {
	kept := l.failures[:0]
	for _, f := range l.failures {
		if !f.f.retrieved {
			kept = append(kept, f)
		}
	}
	l.failures = kept
}

// reportFailures reports the failures that were not retrieved until the loop closes.
func (l *Loop) reportFailures() {
	l.forgetRetrieved()
	for _, f := range l.failures {
		l.report(Report{Message: f.message, Err: f.f.err, Task: f.task})
	}
	l.failures = nil
}
