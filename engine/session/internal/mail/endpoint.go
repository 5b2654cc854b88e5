package mail

import (
	"errors"

	"loopyard/engine"
	"loopyard/engine/scenario"
	"loopyard/engine/session/internal/host"
	"loopyard/engine/trace"
)

// Endpoint is where a thread deals with messages: those that it sends, and those to the loops that run on it. It belongs to
// the thread, but for what receivers do.
type Endpoint struct {
	thread  *host.Thread
	self    scenario.Thread // the thread as scenarios see it
	network Network
	known   *engine.Loop // the loop that joined last

	count   int64                                // submissions so far
	pending map[int64]*engine.Future[int64]      // those without an answer
	tasks   map[SubmissionID]*engine.Task[int64] // under way here for others
}

func NewEndpoint(t *host.Thread, self scenario.Thread, n Network) *Endpoint {
	return &Endpoint{thread: t, self: self, network: n, pending: map[int64]*engine.Future[int64]{}, tasks: map[SubmissionID]*engine.Task[int64]{}}
}

// RegisterLoop lets the loop that runs on the thread, if any, take messages; those that were sent before are kept. The thread
// calls it before it waits and before it sends.
func (d *Endpoint) RegisterLoop() {
	l := d.thread.Running()
	if l == nil || l == d.known || !d.thread.Program.SendsMessages() {
		return
	}
	d.known = l
	d.network.Register(Address{l.ID(), l.Name()}, &loopReceiver{d, l})
}

// Post sends a call on its way.
func (d *Endpoint) Post(loop, call string, arg int64) error {
	if d.thread.Program.Scenario.Calls[call] == nil {
		panic("session: scenario " + d.thread.Program.Scenario.ID + " has no call " + call)
	}
	return d.send(Message{Kind: CallRequest, To: Address{Name: loop}, Name: call, Arg: arg})
}

// Submit sends a coroutine on its way.
func (d *Endpoint) Submit(loop, coroutine string, arg int64) *engine.Future[int64] {
	if d.thread.Program.Scenario.Coroutines[coroutine] == nil {
		panic("session: scenario " + d.thread.Program.Scenario.ID + " has no coroutine " + coroutine)
	}
	l := d.thread.Running()
	if l == nil {
		panic("session: no loop runs on " + d.thread.Name() + " that the answer of " + coroutine + " could come to")
	}
	d.count++
	to, number, f := Address{Name: loop}, d.count, engine.NewFuture[int64](l)
	d.pending[number] = f
	f.WhenOver(func() {
		if f.Canceled() && d.pending[number] != nil { // not by the answer
			delete(d.pending, number)
			_ = d.send(Message{Kind: CancelRequest, To: to, Number: number}) // a loop that is closed has canceled it
		}
	})
	if d.send(Message{Kind: TaskRequest, To: to, Name: coroutine, Number: number, Arg: arg}) != nil {
		d.answered(Message{Kind: ClosedReply, Number: number})
	}
	return f
}

// send records that a message is sent, and sends it.
func (d *Endpoint) send(m Message) error {
	d.RegisterLoop()
	m.Thread = d.thread.ID
	if l := d.thread.Running(); l != nil {
		m.From = Address{l.ID(), l.Name()}
	}
	m.Sent = d.thread.Recorder.EmitText(d.thread.Event(trace.PostSent), m.To.Name)
	return d.network.Send(m)
}

// answered takes the answer to a submission, if it is still asked for.
func (d *Endpoint) answered(m Message) {
	f := d.pending[m.Number]
	if f == nil {
		return
	}
	delete(d.pending, m.Number)
	switch m.Kind {
	case ResultReply:
		f.SetResult(m.Arg)
	case ErrorReply:
		f.SetError(errors.New(m.Text))
	case CanceledReply:
		f.Cancel()
	case ClosedReply:
		f.SetError(engine.ErrClosed)
	}
}

// door is where the messages to one loop come in. Any thread may call accept.
type loopReceiver struct {
	desk *Endpoint
	loop *engine.Loop
}

func (d *loopReceiver) Accept(m Message) error {
	return d.loop.Deliver(&engine.Delivery{Thread: m.Thread, Sent: m.Sent,
		Run:     func() { d.take(m) },
		Refused: func() { d.desk.refuse(m) },
	})
}

// refuse answers for a loop that is closed. The loop's thread calls it.
func (d *Endpoint) refuse(m Message) {
	if m.Kind == TaskRequest {
		d.answer(m, Message{Kind: ClosedReply})
	}
}

// answer sends the answer to a submission. A loop that is closed does not want it any more.
func (d *Endpoint) answer(to, with Message) {
	with.To, with.Number = to.From, to.Number
	_ = d.send(with)
}

// take does what a message asks for, in a callback of the loop.
func (d *loopReceiver) take(m Message) {
	program := &d.desk.thread.Program.Scenario
	from := m.Submission()
	switch m.Kind {
	case CallRequest:
		program.Calls[m.Name](d.desk.self, d.loop, m.Arg)
	case TaskRequest:
		d.begin(m, from, program.Coroutines[m.Name])
	case CancelRequest:
		if t := d.desk.tasks[from]; t != nil {
			delete(d.desk.tasks, from) // nobody waits for an answer
			t.Cancel()
		}
	default:
		d.desk.answered(m)
	}
}

// begin makes the task of what was submitted.
func (d *loopReceiver) begin(m Message, from SubmissionID, fn scenario.Coroutine) {
	k := d.desk
	t := engine.CreateTaskIn(d.loop, m.Name, func(co *engine.Co) (int64, error) { return fn(k.self, co, m.Arg) })
	k.tasks[from] = t
	t.WhenOver(func() {
		if k.tasks[from] != t {
			return
		}
		delete(k.tasks, from)
		v, err := t.Result()
		switch {
		case err == nil:
			k.answer(m, Message{Kind: ResultReply, Arg: v})
		case t.Canceled():
			k.answer(m, Message{Kind: CanceledReply})
		default:
			k.answer(m, Message{Kind: ErrorReply, Text: err.Error()})
		}
	})
}
