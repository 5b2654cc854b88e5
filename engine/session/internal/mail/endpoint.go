package mail

import (
	"errors"

	"loopyard/engine"
	"loopyard/engine/scenario"
	"loopyard/engine/session/internal/host"
	"loopyard/engine/trace"
)

// Endpoint sends the messages of one thread and receives those to the loops that run on it. A placement's thread type
// embeds it for the Post and Submit of [scenario.Thread]. Only the thread itself may use it; other threads reach it
// through the receivers that it registers.
type Endpoint struct {
	thread  *host.Thread
	self    scenario.Thread // the thread as scenarios see it
	network Network
	latest  *engine.Loop          // the loop that was registered last
	open    map[*engine.Loop]bool // the loops that are registered and not closed

	submissions int64                                // made so far
	pending     map[int64]*engine.Future[int64]      // submissions without an answer, by number
	tasks       map[SubmissionID]*engine.Task[int64] // tasks that run here for other threads
}

// NewEndpoint returns the endpoint of t. self is the same thread as scenarios see it.
func NewEndpoint(t *host.Thread, self scenario.Thread, n Network) *Endpoint {
	e := &Endpoint{thread: t, self: self, network: n, open: map[*engine.Loop]bool{},
		pending: map[int64]*engine.Future[int64]{}, tasks: map[SubmissionID]*engine.Task[int64]{}}
	t.LoopClosed = e.loopClosed
	return e
}

// RegisterLoop makes the loop that runs on the thread known to the network, which then passes on the messages that
// waited for it. It does nothing if no loop runs or if it is known.
//
// A loop cannot be registered when it is made, since it may never run. So the placement calls RegisterLoop before the
// thread waits and between two ticks, and the endpoint does so before it sends: the answer must find the loop.
func (e *Endpoint) RegisterLoop() {
	l := e.thread.Running()
	if l == nil || l == e.latest || !e.thread.Program.SendsMessages() {
		return
	}
	e.register(l)
}

func (e *Endpoint) register(l *engine.Loop) {
	e.latest, e.open[l] = l, true
	for _, m := range e.network.Register(Address{l.ID(), l.Name()}, &loopReceiver{e, l}) {
		e.refuse(m)
	}
}

// loopClosed is called when a loop of the thread has closed. A loop that did not wait, pass or send while it ran was never
// registered. It is registered now, so that the messages that waited for it are refused and do not wait for ever.
func (e *Endpoint) loopClosed(l *engine.Loop) {
	if e.thread.Program.SendsMessages() && !e.open[l] {
		e.register(l)
	}
	delete(e.open, l)
}

// Post sends a request to make a call; see [scenario.Thread].
func (e *Endpoint) Post(loop, call string, arg int64) error {
	if e.thread.Program.Scenario.Calls[call] == nil {
		panic("session: scenario " + e.thread.Program.Scenario.ID + " has no call " + call)
	}
	return e.send(Message{Kind: CallRequest, To: Address{Name: loop}, Name: call, Arg: arg})
}

// Submit sends a request to run a coroutine; see [scenario.Thread].
func (e *Endpoint) Submit(loop, coroutine string, arg int64) *engine.Future[int64] {
	if e.thread.Program.Scenario.Coroutines[coroutine] == nil {
		panic("session: scenario " + e.thread.Program.Scenario.ID + " has no coroutine " + coroutine)
	}
	l := e.thread.Running()
	if l == nil {
		panic("session: " + e.thread.Name() + " submits coroutine " + coroutine + ", but no loop runs there that could receive the answer")
	}
	e.submissions++
	to, number, f := Address{Name: loop}, e.submissions, engine.NewFuture[int64](l)
	e.pending[number] = f
	f.WhenOver(func() {
		if f.Canceled() && e.pending[number] != nil { // by the program, and not by a CanceledReply
			delete(e.pending, number)
			// A loop that is closed has canceled the task itself.
			_ = e.send(Message{Kind: CancelRequest, To: to, Number: number})
		}
	})
	if e.send(Message{Kind: TaskRequest, To: to, Name: coroutine, Number: number, Arg: arg}) != nil {
		e.receiveReply(Message{Kind: ClosedReply, Number: number})
	}
	return f
}

// send records that a message is sent, and sends it.
func (e *Endpoint) send(m Message) error {
	e.RegisterLoop()
	m.Thread = e.thread.ID
	if l := e.thread.Running(); l != nil {
		m.From = Address{l.ID(), l.Name()}
	}
	m.Sent = e.thread.Recorder.EmitText(e.thread.Event(trace.PostSent), m.To.Name)
	return e.network.Send(m)
}

// reply answers a request. If the loop that sent it is closed, the answer is lost: its future has ended with the loop.
func (e *Endpoint) reply(to, with Message) {
	with.To, with.Number = to.From, to.Number
	_ = e.send(with)
}

// receiveReply completes the future of a submission. A submission that was canceled meanwhile is not pending any more,
// and its answer is ignored.
func (e *Endpoint) receiveReply(m Message) {
	f := e.pending[m.Number]
	if f == nil {
		return
	}
	delete(e.pending, m.Number)
	switch m.Kind {
	case ResultReply:
		_ = f.SetResult(m.Arg)
	case ErrorReply:
		_ = f.SetError(errors.New(m.Text))
	case CanceledReply:
		f.Cancel()
	case ClosedReply:
		_ = f.SetError(engine.ErrClosed)
	}
}

// refuse answers a message to a loop that is closed.
func (e *Endpoint) refuse(m Message) {
	if m.Kind == TaskRequest {
		e.reply(m, Message{Kind: ClosedReply})
	}
}
