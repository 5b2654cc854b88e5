package mail

import (
	"loopyard/engine"
	"loopyard/engine/scenario"
)

// loopReceiver receives the messages to one loop of its endpoint's thread. Any thread may call Accept; the other methods
// run on the loop's thread.
type loopReceiver struct {
	endpoint *Endpoint
	loop     *engine.Loop
}

// Accept queues a message in the loop.
func (r *loopReceiver) Accept(m Message) error {
	return r.loop.Deliver(&engine.Delivery{Thread: m.Thread, Sent: m.Sent,
		Run:     func() { r.handle(m) },
		Refused: func() { r.endpoint.refuse(m) },
	})
}

// handle does what a message asks for. It is a callback of the loop.
func (r *loopReceiver) handle(m Message) {
	e, id := r.endpoint, m.Submission()
	program := &e.thread.Program.Scenario
	switch m.Kind {
	case CallRequest:
		program.Calls[m.Name](e.self, r.loop, m.Arg)
	case TaskRequest:
		r.start(m, id, program.Coroutines[m.Name])
	case CancelRequest:
		if t := e.tasks[id]; t != nil {
			delete(e.tasks, id) // so that it is not answered: the sender has forgotten it
			t.Cancel()
		}
	default:
		e.receiveReply(m)
	}
}

// start creates the task of a TaskRequest, which is answered when the task has ended.
func (r *loopReceiver) start(m Message, id SubmissionID, fn scenario.Coroutine) {
	e := r.endpoint
	t := engine.CreateTaskIn(r.loop, m.Name, func(co *engine.Co) (int64, error) { return fn(e.self, co, m.Arg) })
	e.tasks[id] = t
	t.WhenOver(func() {
		if e.tasks[id] != t {
			return // canceled by its submitter
		}
		delete(e.tasks, id)
		v, err := t.Result()
		switch {
		case err == nil:
			e.reply(m, Message{Kind: ResultReply, Arg: v})
		case t.Canceled():
			e.reply(m, Message{Kind: CanceledReply})
		default:
			e.reply(m, Message{Kind: ErrorReply, Text: err.Error()})
		}
	})
}
