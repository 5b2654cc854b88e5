package session

import (
	"errors"

	"loopyard/engine"
	"loopyard/engine/scenario"
	"loopyard/engine/trace"
)

// desk is where a thread deals with messages: those that it sends, and those to the loops that run on it. It belongs to
// the thread, but for what receivers do.
type desk struct {
	thread  *thread
	self    scenario.Thread // the thread as scenarios see it
	network network
	known   *engine.Loop // the loop that joined last

	count   int64                           // submissions so far
	pending map[int64]*engine.Future[int64] // those without an answer
	tasks   map[sender]*engine.Task[int64]  // under way here for others
}

// sender is who submitted something, and which of its submissions it is.
type sender struct {
	thread trace.ThreadID
	number int64
}

func newDesk(t *thread, self scenario.Thread, n network) *desk {
	return &desk{thread: t, self: self, network: n, pending: map[int64]*engine.Future[int64]{}, tasks: map[sender]*engine.Task[int64]{}}
}

// meet lets the loop that runs on the thread, if any, take messages; those that were sent before are kept. The thread
// calls it before it waits and before it sends.
func (d *desk) meet() {
	l := d.thread.Running()
	if l == nil || l == d.known || !d.thread.program.talks() {
		return
	}
	d.known = l
	d.network.join(address{l.ID(), l.Name()}, &door{d, l})
}

// Post sends a call on its way.
func (d *desk) Post(loop, call string, arg int64) error {
	if d.thread.program.scenario.Calls[call] == nil {
		panic("session: scenario " + d.thread.program.scenario.ID + " has no call " + call)
	}
	return d.send(message{kind: posted, to: address{name: loop}, name: call, arg: arg})
}

// Submit sends a coroutine on its way.
func (d *desk) Submit(loop, coroutine string, arg int64) *engine.Future[int64] {
	if d.thread.program.scenario.Coroutines[coroutine] == nil {
		panic("session: scenario " + d.thread.program.scenario.ID + " has no coroutine " + coroutine)
	}
	l := d.thread.Running()
	if l == nil {
		panic("session: no loop runs on " + d.thread.Name() + " that the answer of " + coroutine + " could come to")
	}
	d.count++
	to, number, f := address{name: loop}, d.count, engine.NewFuture[int64](l)
	d.pending[number] = f
	f.WhenOver(func() {
		if f.Canceled() && d.pending[number] != nil { // not by the answer
			delete(d.pending, number)
			_ = d.send(message{kind: cancelAsked, to: to, number: number}) // a loop that is closed has canceled it
		}
	})
	if d.send(message{kind: submitted, to: to, name: coroutine, number: number, arg: arg}) != nil {
		d.answered(message{kind: refused, number: number})
	}
	return f
}

// send records that a message is sent, and sends it.
func (d *desk) send(m message) error {
	d.meet()
	m.thread = d.thread.id
	if l := d.thread.Running(); l != nil {
		m.from = address{l.ID(), l.Name()}
	}
	m.sent = d.thread.rec.EmitText(d.thread.Event(trace.PostSent), m.to.name)
	return d.network.send(m)
}

// answered takes the answer to a submission, if it is still asked for.
func (d *desk) answered(m message) {
	f := d.pending[m.number]
	if f == nil {
		return
	}
	delete(d.pending, m.number)
	switch m.kind {
	case finished:
		f.SetResult(m.arg)
	case failed:
		f.SetError(errors.New(m.text))
	case wasCanceled:
		f.Cancel()
	case refused:
		f.SetError(engine.ErrClosed)
	}
}

// door is where the messages to one loop come in. Any thread may call accept.
type door struct {
	desk *desk
	loop *engine.Loop
}

func (d *door) accept(m message) error {
	return d.loop.Deliver(&engine.Delivery{Thread: m.thread, Sent: m.sent,
		Run:     func() { d.take(m) },
		Refused: func() { d.desk.refuse(m) },
	})
}

// refuse answers for a loop that is closed. The loop's thread calls it.
func (d *desk) refuse(m message) {
	if m.kind == submitted {
		d.answer(m, message{kind: refused})
	}
}

// answer sends the answer to a submission. A loop that is closed does not want it any more.
func (d *desk) answer(to, with message) {
	with.to, with.number = to.from, to.number
	_ = d.send(with)
}

// take does what a message asks for, in a callback of the loop.
func (d *door) take(m message) {
	program := &d.desk.thread.program.scenario
	from := sender{m.thread, m.number}
	switch m.kind {
	case posted:
		program.Calls[m.name](d.desk.self, d.loop, m.arg)
	case submitted:
		d.begin(m, from, program.Coroutines[m.name])
	case cancelAsked:
		if t := d.desk.tasks[from]; t != nil {
			delete(d.desk.tasks, from) // nobody waits for an answer
			t.Cancel()
		}
	default:
		d.desk.answered(m)
	}
}

// begin makes the task of what was submitted.
func (d *door) begin(m message, from sender, fn scenario.Coroutine) {
	k := d.desk
	t := engine.CreateTaskIn(d.loop, m.name, func(co *engine.Co) (int64, error) { return fn(k.self, co, m.arg) })
	k.tasks[from] = t
	t.WhenOver(func() {
		if k.tasks[from] != t {
			return
		}
		delete(k.tasks, from)
		v, err := t.Result()
		switch {
		case err == nil:
			k.answer(m, message{kind: finished, arg: v})
		case t.Canceled():
			k.answer(m, message{kind: wasCanceled})
		default:
			k.answer(m, message{kind: failed, text: err.Error()})
		}
	})
}
