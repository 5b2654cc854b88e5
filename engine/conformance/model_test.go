package conformance

import (
	"errors"
	"slices"
	"time"

	"loopyard/engine"
)

// model plays a program as plainly as can be: the queue is a list of functions, timers are a list that is searched,
// and a task is the function that is to be called when it goes on, with whether it was canceled. It shares nothing
// with the engine but the words of its errors.
type model struct {
	scripts      scripts
	log          log
	ready, inbox []func()
	timers       []*mtimer // in the order they were set
	now          time.Duration
	tasks        []*mtask
	locks        [numLocks]mlock
	queue        []int
	getters      []*mfuture
	putters      []*mfuture
	set          bool
	waiters      []*mfuture
	puts         int
}

type mtimer struct {
	when time.Duration
	t    *mtask
}

type mfuture struct {
	over, canceled bool
	err            error
	tell           []func()
}

type mtask struct {
	future  mfuture
	on      func(canceled bool) // goes on; nil while it runs
	waits   *mfuture
	cancel  func() bool // of what it waits for
	passing bool        // a request is on its way to that
	asked   bool
	late    bool // asked while it slept: taking that back does not help
	cancels int
	timer   *mtimer
}

type mlock struct {
	held bool
	line []*mfuture
}

func playModel(all scripts) log {
	m := &model{scripts: all}
	for s := range min(begunAtOnce, len(all)) {
		m.spawn(s)
	}
	for left := true; left; {
		for m.tick(); len(m.ready)+len(m.inbox)+len(m.timers) > 0; m.tick() {
		}
		left = false
		for _, t := range m.tasks { // the supervisor's turn
			left = m.cancel(t) || left
		}
	}
	return m.log
}

func (m *model) tick() {
	if len(m.ready)+len(m.inbox) == 0 && len(m.timers) > 0 {
		m.now = max(m.now, slices.MinFunc(m.timers, byTime).when)
	}
	m.ready, m.inbox = append(m.ready, m.inbox...), nil
	for len(m.timers) > 0 {
		first := slices.MinFunc(m.timers, byTime) // of equal ones the one that was set first
		if first.when > m.now {
			break
		}
		m.wake(first.t)
	}
	for range len(m.ready) {
		call := m.ready[0]
		m.ready = m.ready[1:]
		call()
	}
}

func byTime(a, b *mtimer) int { return int(a.when - b.when) }

func (m *model) soon(call func()) { m.ready = append(m.ready, call) }

// wake queues the task's next step.
func (m *model) wake(t *mtask) {
	m.timers = slices.DeleteFunc(m.timers, func(x *mtimer) bool { return x == t.timer })
	t.timer, t.cancel, t.waits = nil, nil, nil
	m.soon(func() {
		on, asked := t.on, t.asked
		t.on, t.asked, t.late = nil, false, false
		on(asked)
	})
}

func (m *model) complete(f *mfuture, err error) {
	f.over, f.err, f.canceled = true, err, errors.Is(err, engine.ErrCanceled)
	for _, tell := range f.tell {
		tell()
	}
}

func (m *model) cancelFuture(f *mfuture) bool {
	if f.over {
		return false
	}
	m.complete(f, engine.ErrCanceled)
	return true
}

func (m *model) cancel(t *mtask) bool {
	if t.future.over {
		return false
	}
	if t.passing { // the request came round a circle: it is broken here
		if t.waits != nil {
			t.asked = true
			m.wake(t)
		}
		return true
	}
	t.cancels++
	if t.cancel != nil && m.pass(t) {
		return true
	}
	t.asked = true
	if t.timer != nil {
		t.late = true
		m.wake(t)
	}
	return true
}

// pass gives a request to what the task waits for.
func (m *model) pass(t *mtask) bool {
	t.passing = true
	defer func() { t.passing = false }()
	return t.cancel()
}

// await goes on when f is over. cancel is what a cancellation of the task does.
func (m *model) await(t *mtask, f *mfuture, cancel func() bool, on func(err error)) {
	if f.over {
		on(f.err)
		return
	}
	f.tell = append(f.tell, func() {
		if t.waits == f {
			m.wake(t)
		}
	})
	t.waits, t.cancel = f, cancel
	t.on = func(canceled bool) {
		if canceled {
			on(engine.ErrCanceled)
		} else {
			on(f.err)
		}
	}
	if t.asked {
		t.asked = false
		if !m.pass(t) {
			t.asked = true
		}
	}
}

func (m *model) yield(t *mtask, on func(err error)) {
	t.on = func(canceled bool) { on(errorIf(canceled)) }
	m.wake(t)
}

func errorIf(canceled bool) error {
	if canceled {
		return engine.ErrCanceled
	}
	return nil
}

func (m *model) spawn(n int) int {
	t := &mtask{}
	id := len(m.tasks)
	m.tasks = append(m.tasks, t)
	t.on = func(canceled bool) {
		if canceled {
			m.complete(&t.future, engine.ErrCanceled)
		} else {
			m.play(t, id, m.scripts[n], 0)
		}
	}
	m.wake(t)
	return id
}

// play plays a task's lines from the nth on.
func (m *model) play(t *mtask, id int, s script, n int) {
	if n == len(s.lines) {
		m.complete(&t.future, errorIf(t.asked))
		return
	}
	l := s.lines[n]
	m.line(t, id, l, func(what any, err error) {
		if err != nil {
			what = err
		}
		m.log = append(m.log, entry(id, l, what))
		if l.op == opFail || errors.Is(err, engine.ErrCanceled) && !s.stubborn {
			m.complete(&t.future, err)
		} else {
			m.play(t, id, s, n+1)
		}
	})
}

func (m *model) line(t *mtask, id int, l line, on func(what any, err error)) {
	then := func(err error) { on(nil, err) }
	note := func() { m.log = append(m.log, entry(id, l, "runs")) }
	other := func(n int) *mtask { return m.tasks[n%len(m.tasks)] }
	switch l.op {
	case opYield:
		m.yield(t, then)
	case opSleep:
		if t.asked {
			m.yield(t, then)
			return
		}
		t.timer = &mtimer{m.now + time.Duration(1+l.a%3)*ms, t}
		m.timers = append(m.timers, t.timer)
		t.on = func(canceled bool) { then(errorIf(canceled)) }
	case opSpawn:
		if len(m.tasks) < maxTasks {
			on(m.spawn(l.a%len(m.scripts)), nil)
		} else {
			then(nil)
		}
	case opCancel:
		on(m.cancel(other(l.a)), nil)
	case opAwait:
		o := other(l.a)
		if o == t {
			then(engine.ErrAwaitSelf)
		} else {
			m.await(t, &o.future, func() bool { return m.cancel(o) }, then)
		}
	case opLock:
		m.lock(t, &m.locks[l.a%numLocks], then)
	case opUnlock:
		then(m.unlock(&m.locks[l.a%numLocks]))
	case opPut:
		m.puts++
		m.put(t, m.puts, then)
	case opGet:
		m.get(t, on)
	case opSet:
		if !m.set {
			m.set = true
			m.serve(m.waiters, len(m.waiters))
		}
		then(nil)
	case opClear:
		m.set = false
		then(nil)
	case opWait:
		if m.set {
			then(nil)
		} else {
			m.join(t, &m.waiters, func(_ bool, err error) { then(err) })
		}
	case opGather:
		m.gather(t, []*mtask{other(l.a), other(l.b)}, then)
	case opPost:
		m.inbox = append(m.inbox, note)
		then(nil)
	case opSoon:
		m.soon(note)
		then(nil)
	case opUncancel:
		t.cancels = max(0, t.cancels-1)
		t.asked = t.asked && (t.cancels > 0 || t.late)
		on(t.cancels, nil)
	case opFail:
		then(errBad)
	}
}
