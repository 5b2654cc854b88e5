package engine

import "loopyard/engine/trace"

// Delivery is a call that a host brings to a loop from another of its threads: one that may be far away, and whose
// PostSent the host has recorded. To post within a program there is [Loop.CallSoonThreadsafe].
type Delivery struct {
	Thread  trace.ThreadID // who sent it
	Sent    trace.EventID  // its PostSent
	Run     func()         // the call
	Refused func()         // called instead of Run, on the loop's thread, when the loop closes first
}

func (d *Delivery) run()    { d.Run() }
func (d *Delivery) refuse() { d.Refused() }

// Deliver queues d.Run from any thread, as CallSoonThreadsafe does. The error is [ErrClosed] if the loop is closed.
func (l *Loop) Deliver(d *Delivery) error { return l.post(d, origin{d.Thread, d.Sent}, nil) }

// WhenOver calls call while the task is ending, or at once if it has ended: for a host that tells another thread how.
// Unlike [Task.WhenDone] it does so even when the loop closes. call runs on the loop's thread and must not touch the
// loop.
func (t *Task[T]) WhenOver(call func()) { t.co.future.addWaiter(completion(call)) }

// WhenOver calls call while the future is being completed, as [Task.WhenOver] does.
func (f *Future[T]) WhenOver(call func()) { f.addWaiter(completion(call)) }
