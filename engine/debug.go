package engine

import (
	"runtime"
	"strconv"
	"strings"
	"sync"
	"time"
)

// affinity is the set of goroutines that count as one thread: the goroutine that drives the thread's loops, and the
// coroutines of those loops, each of which has a goroutine of its own in the runtime. The lock is needed because check
// runs on whichever goroutine uses the loop. A nil affinity records nothing.
type affinity struct {
	owner      string
	mu         sync.Mutex
	goroutines map[uint64]bool
}

// trackGoroutines begins to record the goroutines of the thread, the calling one first.
func (t *Thread) trackGoroutines() {
	if t.affinity == nil {
		t.affinity = &affinity{owner: t.describe(), goroutines: map[uint64]bool{}}
	}
	t.affinity.adopt()
}

// adopt adds the calling goroutine.
func (a *affinity) adopt() {
	if a == nil {
		return
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	a.goroutines[goroutine()] = true
}

// leave removes the calling goroutine.
func (a *affinity) leave() {
	if a == nil {
		return
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	delete(a.goroutines, goroutine())
}

// check panics with a [*WrongThreadError] if the loop has Debug and the calling goroutine is not one of its thread. All that
// changes a loop calls it.
func (l *Loop) check() {
	if l.config.Debug {
		l.checkThread()
	}
}

func (l *Loop) checkThread() {
	id, a := goroutine(), l.thread.affinity
	if !a.has(id) && !a.has(generatorOf()) {
		panic(&WrongThreadError{Loop: l.config.Name, Owner: a.owner, Caller: callerName(id)})
	}
}

// has reports whether a goroutine is one of the thread.
func (a *affinity) has(id uint64) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.goroutines[id]
}

// generatorOf returns the goroutine that made the calling one with [iter.Pull], or zero if nothing did. A generator has a
// goroutine of its own and runs on the thread that asks it for values: that of the task which made it.
func generatorOf() uint64 {
	const made = "created by iter.Pull"
	buf := make([]byte, 64<<10)
	text := string(buf[:runtime.Stack(buf, false)])
	i := strings.LastIndex(text, made)
	if i < 0 {
		return 0
	}
	_, by, _ := strings.Cut(text[i:], " in goroutine ")
	return number(by)
}

// goroutine returns the number of the calling goroutine. The runtime shows it only in the text of a stack trace, which
// takes about a microsecond. That is too slow for every call and acceptable for Debug.
func goroutine() uint64 {
	var buf [64]byte
	return number(string(buf[len("goroutine "):runtime.Stack(buf[:], false)]))
}

// number returns the number that a text begins with.
func number(text string) (id uint64) {
	for _, c := range text {
		if c < '0' || c > '9' {
			break
		}
		id = id*10 + uint64(c-'0')
	}
	return id
}

// inBubble reports whether the calling goroutine is in a bubble of testing/synctest. That too is only in the text, as in
// "goroutine 7 [running, synctest bubble 1]:".
func inBubble() bool {
	var buf [64]byte
	header, _, _ := strings.Cut(string(buf[:runtime.Stack(buf[:], false)]), "\n")
	return strings.Contains(header, ", synctest bubble ")
}

// started maps the goroutine of each thread from [StartThread] to the thread's description, for error messages.
var started sync.Map

// callerName describes a goroutine in an error message.

func callerName(id uint64) string {
	if name, ok := started.Load(id); ok {
		return name.(string)
	}
	return "goroutine " + strconv.FormatUint(id, 10)
}

func (t *Thread) describe() string {
	if t.name != "" {
		return "thread " + t.name
	}
	return callerName(goroutine())
}

const defaultSlowStep = 100 * time.Millisecond

// timed runs a step or a callback and reports it if it took Config.SlowStep or longer. what has its name as the Message.
func (l *Loop) timed(run func(), what Report) {
	limit := l.config.SlowStep
	if limit == 0 {
		limit = defaultSlowStep
	}
	began := l.clock.Now()
	run()
	if took := l.clock.Now() - began; took >= int64(limit) {
		what.Message = "Executing " + what.Message + " took " + time.Duration(took).String()
		what.warning = true
		l.report(what)
	}
}
