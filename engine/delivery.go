package engine

import "loopyard/engine/trace"

// Delivery is a call that a host delivers to a loop on behalf of another thread, which may run in another process. The
// host has recorded the PostSent event. Programs use [Loop.CallSoonThreadsafe] instead.
type Delivery struct {
	Thread  trace.ThreadID // the sending thread
	Sent    trace.EventID  // the PostSent event
	Run     func()         // the call; it runs on the loop's thread
	Refused func()         // called instead of Run, on the loop's thread, if the loop closes first
}

func (d *Delivery) run()    { d.Run() }
func (d *Delivery) refuse() { d.Refused() }

// Deliver queues d.Run as [Loop.CallSoonThreadsafe] does. Any thread may call it. The error is [ErrClosed] if the loop
// is closed; neither function is called then.
func (l *Loop) Deliver(d *Delivery) error { return l.post(d, origin{d.Thread, d.Sent}, nil) }

// WhenOver calls call while the task ends, or at once if it has ended. It is for hosts that inform another thread.
// Unlike a callback of [Task.WhenDone], call also runs when the task ends because its loop closes. It runs on the
// loop's thread and must not use the loop.
func (t *Task[T]) WhenOver(call func()) { t.co.future.onCompletion(call) }

// WhenOver calls call while the future is completed, as [Task.WhenOver] does.
func (f *Future[T]) WhenOver(call func()) { f.onCompletion(call) }

func (f *fut) onCompletion(call func()) {
	mustNotBeNil(call == nil)
	f.addWaiter(completion(call))
}
