package check

import (
	"errors"
	"strconv"

	"loopyard/engine/trace"
)

// Checker replays a trace with a simple scheduler of its own and finds the first event that breaks a rule. It is a
// [trace.Sink] whose Batch and End return that event as an error. The zero value is ready.
//
// The rules: time never goes back. A cause comes before its effect and is of a fitting kind. A loop exists from
// LoopCreated to LoopClosed, on one thread. It does one step or call at a time. Ready handles run first in, first out, and
// no more of them in a tick than were ready when it began. Every wake-up in a run has a cause. No timer fires early, or
// after it was canceled. Work and blocking end once, and only if they began. A task does nothing after its end, except to
// post that end to other threads. A post is received once, and a loop receives the posts of one thread in their order.
type Checker struct {
	next    trace.EventID
	at      int64
	kinds   []trace.Kind // of every event so far, by id
	loops   map[trace.LoopID]*checkLoop
	tasks   map[trace.TaskKey]*checkTask
	timers  map[trace.EventID]int64 // those that are set, and when each is due
	open    map[trace.EventID]bool  // work and blocking under way
	paused  map[trace.EventID]bool  // work that waits for a core
	threads map[trace.ThreadID]bool // alive
	posts   checkPosts
}

type checkLoop struct {
	thread  trace.ThreadID
	running bool // a main task
	closed  bool
	step    trace.EventID   // the StepBegan or CallBegan under way
	left    int64           // how many handles this tick may still run
	ready   []trace.EventID // TaskReady and CallReady ids, in order
}

type checkTask struct {
	ready trace.EventID // its TaskReady, until its step begins
	over  bool
}

// Begin begins a replay. It returns nil.
func (c *Checker) Begin(trace.Header) error {
	*c = Checker{next: 1, kinds: []trace.Kind{trace.NoKind}, loops: map[trace.LoopID]*checkLoop{}, tasks: map[trace.TaskKey]*checkTask{},
		timers: map[trace.EventID]int64{}, open: map[trace.EventID]bool{}, paused: map[trace.EventID]bool{}, threads: map[trace.ThreadID]bool{},
		posts: checkPosts{sent: map[trace.EventID]trace.ThreadID{}, last: map[way]trace.EventID{}}}
	return nil
}

// Batch replays a batch. The error names the event and the rule it breaks.
func (c *Checker) Batch(b trace.Batch) error {
	if b.First != c.next {
		return errors.New("trace: a batch begins with event " + strconv.FormatInt(int64(b.First), 10) + ", want " + strconv.FormatInt(int64(c.next), 10))
	}
	for _, e := range b.Events {
		if broken := c.event(e); broken != "" {
			return errors.New("trace: event " + strconv.FormatInt(int64(c.next), 10) + ", " + e.Kind.String() + " at " + strconv.FormatInt(e.At, 10) + " ns: " + broken)
		}
		c.kinds = append(c.kinds, e.Kind)
		c.next++
	}
	return nil
}

// End checks that a complete trace leaves nothing open: threads have ended, loops are closed, work and blocking are over.
func (c *Checker) End(t trace.Trailer) error {
	if uint64(c.next-1)+t.Dropped != t.Events {
		return errors.New("trace: the trailer counts " + strconv.FormatInt(int64(t.Events), 10) + " events, of them " + strconv.FormatInt(int64(t.Dropped), 10) + " dropped, but " + strconv.FormatInt(int64(c.next-1), 10) + " came")
	}
	if t.Overflow != nil {
		if err := c.overflow(t); err != nil {
			return err
		}
	}
	if t.Dropped > 0 {
		return nil // what is open may have ended in an event that was dropped
	}
	if len(c.threads) > 0 || len(c.open) > 0 {
		return errors.New("trace: at the end " + strconv.FormatInt(int64(len(c.threads)), 10) + " threads have not ended and " + strconv.FormatInt(int64(len(c.open)), 10) + " waits are open")
	}
	for id, l := range c.loops {
		if !l.closed {
			return errors.New("trace: at the end loop " + strconv.FormatInt(int64(id), 10) + " is not closed")
		}
	}
	return nil
}

// overflow checks that the overflow counts all events past the limit, and is not earlier than those that were kept.
func (c *Checker) overflow(t trace.Trailer) error {
	if err := t.Overflow.Validate(); err != nil {
		return err
	}
	var n uint64
	for k := range trace.NumKinds {
		n += t.Overflow.Count(k)
	}
	if n != t.Dropped {
		return errors.New("trace: the overflow counts " + strconv.FormatInt(int64(n), 10) + " events, and " + strconv.FormatInt(int64(t.Dropped), 10) + " were dropped")
	}
	if t.Overflow.From < c.at || t.Overflow.From > t.End {
		return errors.New("trace: the overflow begins at " + strconv.FormatInt(t.Overflow.From, 10) + " ns, before the last event that was kept or after the end")
	}
	return nil
}

func (c *Checker) event(e trace.Event) string {
	switch {
	case e.At < c.at:
		return "time went back"
	case e.Cause >= c.next:
		return "its cause comes after it"
	case e.Thread == 0 && (e.Kind != trace.PostSent || e.Loop != 0):
		return "no thread"
	}
	c.at = e.At
	switch e.Kind {
	case trace.ThreadStarted:
		c.threads[e.Thread] = true
	case trace.ThreadEnded:
		delete(c.threads, e.Thread)
	default:
		if e.Thread != 0 && !c.threads[e.Thread] {
			return "its thread is not alive"
		}
	}
	if want := causes[e.Kind]; want != nil && !want[c.kinds[e.Cause]] && !c.betweenRuns(e) {
		return "its cause is a " + c.kinds[e.Cause].String()
	}
	if e.Kind == trace.PostSent {
		c.posts.sent[c.next] = e.Thread
	}
	if broken := c.span(e); broken != "" {
		return broken
	}
	return c.inLoop(e)
}

// betweenRuns reports whether a task was made ready while its loop was not running. The thread itself did that, and there
// is no event for it.
func (c *Checker) betweenRuns(e trace.Event) bool {
	l := c.loops[e.Loop]
	return e.Kind == trace.TaskReady && e.Cause == 0 && l != nil && !l.running
}

// causes lists the kinds that the cause of an event may be of, for kinds that must have a cause. It says in part what the
// table of [trace.Interval] says. It is a table of its own on purpose: a mistake in that one shows here.
var causes = map[trace.Kind]map[trace.Kind]bool{
	trace.JoinEnded:     {trace.ThreadEnded: true},
	trace.StepBegan:     {trace.TaskReady: true},
	trace.StepEnded:     {trace.StepBegan: true},
	trace.CallBegan:     {trace.CallReady: true},
	trace.CallEnded:     {trace.CallBegan: true},
	trace.CallCanceled:  {trace.CallReady: true},
	trace.TimerFired:    {trace.TimerSet: true},
	trace.TimerCanceled: {trace.TimerSet: true},
	trace.PostReceived:  {trace.PostSent: true},
	trace.WorkEnded:     {trace.WorkBegan: true},
	trace.WorkPaused:    {trace.WorkBegan: true},
	trace.WorkResumed:   {trace.WorkBegan: true},
	trace.BlockEnded:    {trace.BlockBegan: true},
	trace.TaskReady: {trace.TaskCreated: true, trace.TimerFired: true, trace.TaskDone: true, trace.TaskFailed: true, trace.TaskCanceled: true, trace.StepBegan: true, trace.CallBegan: true,
		trace.CancelRequested: true},
}

// span checks the beginning and the end of work, pauses and blocking.
func (c *Checker) span(e trace.Event) string {
	switch e.Kind {
	case trace.WorkBegan, trace.BlockBegan:
		c.open[c.next] = true
	case trace.WorkEnded, trace.BlockEnded:
		if !c.open[e.Cause] {
			return "it ended before"
		}
		if c.paused[e.Cause] {
			return "it is paused"
		}
		delete(c.open, e.Cause)
	case trace.WorkPaused, trace.WorkResumed:
		if !c.open[e.Cause] || c.paused[e.Cause] != (e.Kind == trace.WorkResumed) {
			return "it is not under way, or not paused"
		}
		if c.paused[e.Cause] = e.Kind == trace.WorkPaused; !c.paused[e.Cause] {
			delete(c.paused, e.Cause)
		}
	}
	return ""
}

func (c *Checker) inLoop(e trace.Event) string {
	if e.Loop == 0 {
		return ""
	}
	if e.Kind == trace.LoopCreated {
		if c.loops[e.Loop] != nil {
			return "the loop exists"
		}
		c.loops[e.Loop] = &checkLoop{thread: e.Thread}
		return ""
	}
	l := c.loops[e.Loop]
	switch {
	case l == nil:
		return "its loop was not created"
	case l.closed:
		return "its loop is closed"
	case l.thread != e.Thread:
		return "its loop belongs to thread " + strconv.FormatInt(int64(l.thread), 10)
	}
	switch e.Kind {
	case trace.RunBegan, trace.RunEnded:
		l.running = e.Kind == trace.RunBegan
	case trace.LoopClosed:
		l.closed = true
	case trace.TickBegan:
		if e.Arg > int64(len(l.ready)) {
			return "only " + strconv.FormatInt(int64(len(l.ready)), 10) + " handles are ready"
		}
		l.left = e.Arg
	case trace.TimerSet:
		c.timers[c.next] = e.Arg
	case trace.TimerFired, trace.TimerCanceled:
		return c.timer(e)
	case trace.PostReceived:
		return c.posts.received(e)
	case trace.CallReady:
		l.ready = append(l.ready, c.next)
	case trace.CallCanceled:
		return l.withdraw(e.Cause)
	case trace.CallBegan:
		return l.begin(c.next, e.Cause)
	case trace.CallEnded, trace.StepEnded:
		if l.step != e.Cause {
			return "another step or call is under way"
		}
		l.step = 0
	default:
		if e.Task != 0 {
			return c.task(l, e)
		}
	}
	return ""
}

func (c *Checker) timer(e trace.Event) string {
	due, set := c.timers[e.Cause]
	switch {
	case !set:
		return "the timer has fired or was canceled"
	case e.Kind == trace.TimerFired && e.Arg != due:
		return "the timer was set for another time"
	case e.Kind == trace.TimerFired && e.At < due:
		return "the timer is early"
	}
	delete(c.timers, e.Cause)
	return ""
}

// begin removes the oldest handle from the ready queue to run it.
func (l *checkLoop) begin(id, ready trace.EventID) string {
	switch {
	case l.step != 0:
		return "a step or call is under way"
	case l.left == 0:
		return "the tick has run all it began with"
	case len(l.ready) == 0 || l.ready[0] != ready:
		return "it is not the first in the ready queue"
	}
	l.ready = l.ready[1:]
	l.left--
	l.step = id
	return ""
}

func (l *checkLoop) withdraw(ready trace.EventID) string {
	for i, id := range l.ready {
		if id == ready {
			l.ready = append(l.ready[:i:i], l.ready[i+1:]...)
			return ""
		}
	}
	return "it is not in the ready queue"
}

func (c *Checker) task(l *checkLoop, e trace.Event) string {
	key := trace.TaskKey{Loop: e.Loop, Task: e.Task}
	t := c.tasks[key]
	if e.Kind == trace.TaskCreated {
		if t != nil {
			return "the task exists"
		}
		c.tasks[key] = &checkTask{}
		return ""
	}
	switch {
	case t == nil:
		return "its task was not created"
	case t.over && e.Kind != trace.PostSent:
		return "its task is over"
	}
	switch e.Kind {
	case trace.TaskReady:
		if t.ready != 0 {
			return "its task is ready already"
		}
		t.ready = c.next
		l.ready = append(l.ready, c.next)
	case trace.StepBegan:
		if t.ready != e.Cause {
			return "it is not what made the task ready"
		}
		t.ready = 0
		return l.begin(c.next, e.Cause)
	case trace.TaskDone, trace.TaskFailed, trace.TaskCanceled:
		t.over = true
	}
	return ""
}
