package conformance

import (
	"errors"
	"fmt"
	"time"

	"loopyard/engine"
)

// A scripts is a random program: what its tasks do, line by line. The first few are begun at once, the others only if
// one of these begins them. A supervisor, when nothing moves any more, cancels all that is left, again and again.
type scripts []script

type script struct {
	stubborn bool // goes on after a cancellation
	lines    []line
}

type line struct {
	op   op
	a, b int // whom or what it is about
}

type op uint8

const (
	opYield op = iota
	opSleep
	opSpawn
	opCancel
	opAwait
	opLock
	opUnlock
	opPut
	opGet
	opSet
	opClear
	opWait
	opGather
	opPost
	opSoon
	opUncancel
	opFail
	numOps
)

var opNames = [numOps]string{"yield", "sleep", "spawn", "cancel", "await", "lock", "unlock", "put", "get", "set", "clear", "wait",
	"gather", "post", "soon", "uncancel", "fail"}

const (
	maxScripts, maxLines = 6, 10
	begunAtOnce          = 3
	maxTasks             = 12
	numLocks             = 2
	queueRoom            = 2
)

// decode reads a program from any bytes: of each line a byte for what, and one for whom.
func decode(data []byte) (all scripts) {
	all = append(all, script{})
	for ; len(data) >= 2; data = data[2:] {
		s := &all[len(all)-1]
		code, arg := data[0]%32, int(data[1])
		switch {
		case code < uint8(numOps) && len(s.lines) < maxLines:
			s.lines = append(s.lines, line{op(code), arg % 16, arg / 16})
		case code == 31 && len(all) < maxScripts:
			all = append(all, script{stubborn: arg%3 == 0})
		}
	}
	return all
}

// entry is one line of the log, the same for the engine and for the model.
func entry(task int, l line, what any) string {
	return fmt.Sprintf("%d %s %v", task, opNames[l.op], what)
}

// player plays a program on the engine.
type player struct {
	scripts scripts
	log     log
	tasks   []*engine.Task[any]
	locks   [numLocks]engine.Lock
	queue   *engine.Queue[int]
	event   engine.Event
	puts    int
}

func play(c engine.Config, all scripts) (log, error) {
	p := &player{scripts: all, queue: engine.NewQueue[int](queueRoom)}
	_, err := engine.Run(c, func(co *engine.Co) (any, error) { return nil, p.supervise(co) })
	return p.log, err
}

func (p *player) supervise(co *engine.Co) error {
	for s := range min(begunAtOnce, len(p.scripts)) {
		p.spawn(co, s)
	}
	for left := true; left; {
		if err := co.Sleep(time.Hour); err != nil {
			return err
		}
		left = false
		for _, t := range p.tasks {
			left = t.Cancel() || left
		}
	}
	return nil
}

func (p *player) spawn(co *engine.Co, n int) int {
	id, s := len(p.tasks), p.scripts[n]
	p.tasks = append(p.tasks, engine.CreateTask(co, "", func(co *engine.Co) (any, error) {
		for _, l := range s.lines {
			what, err := p.line(co, id, l)
			switch {
			case what == nil && err != nil:
				p.log = append(p.log, entry(id, l, err))
			default:
				p.log = append(p.log, entry(id, l, what))
			}
			if l.op == opFail || errors.Is(err, engine.ErrCanceled) && !s.stubborn {
				return nil, err
			}
		}
		return nil, nil
	}))
	return id
}

// line does one line. what is its result, if it has one and no error.
func (p *player) line(co *engine.Co, id int, l line) (what any, err error) {
	k := &p.locks[l.a%numLocks]
	task := func(n int) *engine.Task[any] { return p.tasks[n%len(p.tasks)] }
	note := func() { p.log = append(p.log, entry(id, l, "runs")) }
	switch l.op {
	case opYield:
		err = co.Yield()
	case opSleep:
		err = co.Sleep(time.Duration(1+l.a%3) * ms)
	case opSpawn:
		if len(p.tasks) < maxTasks {
			what = p.spawn(co, l.a%len(p.scripts))
		}
	case opCancel:
		what = task(l.a).Cancel()
	case opAwait:
		_, err = task(l.a).Await(co)
	case opLock:
		err = k.Acquire(co)
	case opUnlock:
		err = k.Release()
	case opPut:
		p.puts++
		err = p.queue.Put(co, p.puts)
	case opGet:
		var v int
		if v, err = p.queue.Get(co); err == nil {
			what = v
		}
	case opSet:
		p.event.Set()
	case opClear:
		p.event.Clear()
	case opWait:
		err = p.event.Wait(co)
	case opGather:
		_, err = engine.Gather(co, task(l.a), task(l.b))
	case opPost:
		err = co.Loop().CallSoonThreadsafe(note)
	case opSoon:
		co.Loop().CallSoon(note)
	case opUncancel:
		what = co.Uncancel()
	case opFail:
		err = errBad
	}
	return what, err
}
