package trace

import "errors"

// Checker replays a trace with a simpler scheduler of its own and finds the first event that breaks a rule. It is
// a [Sink] whose Batch and End return that finding. The zero value is ready.
//
// The rules: time never goes back; a cause comes before what it causes and is of a fitting kind; a loop lives from
// LoopCreated to LoopClosed on one thread; it does one step or call at a time; ready handles run first in first
// out, and no more in a tick than it began with; every wake in a run has a cause; no timer fires early, or after it was
// canceled; work, blocking and joining end what began; a task does nothing after its end but to tell other threads of
// it; a post is received once, and those of one thread by one loop in their order.
type Checker struct {
	next    EventID
	at      int64
	kinds   []Kind // of every event so far, by id
	loops   map[LoopID]*checkLoop
	tasks   map[taskKey]*checkTask
	timers  map[EventID]int64 // set and not fired: when each is due
	open    map[EventID]bool  // work and blocking under way
	paused  map[EventID]bool  // work that waits for a core
	threads map[ThreadID]bool // alive
	posts   checkPosts
}

type checkLoop struct {
	thread  ThreadID
	running bool // a main task
	closed  bool
	step    EventID   // the StepBegan or CallBegan under way
	left    int64     // handles that this tick may still run
	ready   []EventID // TaskReady and CallReady ids, in order
}

type checkTask struct {
	ready EventID // its TaskReady that has not run
	over  bool
}

// Begin starts a replay.
func (c *Checker) Begin(Header) error {
	*c = Checker{next: 1, kinds: []Kind{NoKind}, loops: map[LoopID]*checkLoop{}, tasks: map[taskKey]*checkTask{},
		timers: map[EventID]int64{}, open: map[EventID]bool{}, paused: map[EventID]bool{}, threads: map[ThreadID]bool{},
		posts: checkPosts{sent: map[EventID]ThreadID{}, last: map[way]EventID{}}}
	return nil
}

// Batch replays a batch. The error names the event and the rule it breaks.
func (c *Checker) Batch(b Batch) error {
	if b.First != c.next {
		return errors.New("trace: a batch begins with event " + itoa(int64(b.First)) + ", want " + itoa(int64(c.next)))
	}
	for _, e := range b.Events {
		if broken := c.event(e); broken != "" {
			return errors.New("trace: event " + itoa(int64(c.next)) + ", " + e.Kind.String() + " at " + itoa(e.At) + " ns: " + broken)
		}
		c.kinds = append(c.kinds, e.Kind)
		c.next++
	}
	return nil
}

// End checks that a whole trace has come to its end: threads ended, loops closed, nothing begun and not ended.
func (c *Checker) End(t Trailer) error {
	if uint64(c.next-1)+t.Dropped != t.Events {
		return errors.New("trace: the trailer counts " + itoa(int64(t.Events)) + " events, of them " + itoa(int64(t.Dropped)) + " dropped, but " + itoa(int64(c.next-1)) + " came")
	}
	if t.Tail != nil {
		if err := c.tail(t); err != nil {
			return err
		}
	}
	if t.Dropped > 0 {
		return nil // what is missing may be in the part that was not kept
	}
	if len(c.threads) > 0 || len(c.open) > 0 {
		return errors.New("trace: at the end " + itoa(int64(len(c.threads))) + " threads have not ended and " + itoa(int64(len(c.open))) + " waits are open")
	}
	for id, l := range c.loops {
		if !l.closed {
			return errors.New("trace: at the end loop " + itoa(int64(id)) + " is not closed")
		}
	}
	return nil
}

// tail checks that what is past the limit is counted, and is no earlier than what is not.
func (c *Checker) tail(t Trailer) error {
	if err := t.Tail.Check(); err != nil {
		return err
	}
	var n uint64
	for k := range numKinds {
		n += t.Tail.Count(k)
	}
	if n != t.Dropped {
		return errors.New("trace: the tail counts " + itoa(int64(n)) + " events, and " + itoa(int64(t.Dropped)) + " were dropped")
	}
	if t.Tail.From < c.at || t.Tail.From > t.End {
		return errors.New("trace: the tail begins at " + itoa(t.Tail.From) + " ns, before the last event that was kept or after the end")
	}
	return nil
}

func (c *Checker) event(e Event) string {
	switch {
	case e.At < c.at:
		return "time went back"
	case e.Cause >= c.next:
		return "its cause comes after it"
	case e.Thread == 0 && (e.Kind != PostSent || e.Loop != 0):
		return "no thread"
	}
	c.at = e.At
	switch e.Kind {
	case ThreadStarted:
		c.threads[e.Thread] = true
	case ThreadEnded:
		delete(c.threads, e.Thread)
	default:
		if e.Thread != 0 && !c.threads[e.Thread] {
			return "its thread is not alive"
		}
	}
	if want := causes[e.Kind]; want != nil && !want[c.kinds[e.Cause]] && !c.betweenRuns(e) {
		return "its cause is a " + c.kinds[e.Cause].String()
	}
	if e.Kind == PostSent {
		c.posts.sent[c.next] = e.Thread
	}
	if broken := c.span(e); broken != "" {
		return broken
	}
	return c.inLoop(e)
}

// betweenRuns tells whether a task was made ready while its loop was not running: by the thread itself, for which
// there is no event.
func (c *Checker) betweenRuns(e Event) bool {
	l := c.loops[e.Loop]
	return e.Kind == TaskReady && e.Cause == 0 && l != nil && !l.running
}

// causes lists, for the kinds that must have a cause of their own, what it may be.
var causes = map[Kind]map[Kind]bool{
	JoinEnded:     {ThreadEnded: true},
	StepBegan:     {TaskReady: true},
	StepEnded:     {StepBegan: true},
	CallBegan:     {CallReady: true},
	CallEnded:     {CallBegan: true},
	CallCanceled:  {CallReady: true},
	TimerFired:    {TimerSet: true},
	TimerCanceled: {TimerSet: true},
	PostReceived:  {PostSent: true},
	WorkEnded:     {WorkBegan: true},
	WorkPaused:    {WorkBegan: true},
	WorkResumed:   {WorkBegan: true},
	BlockEnded:    {BlockBegan: true},
	TaskReady: {TaskCreated: true, TimerFired: true, TaskDone: true, TaskFailed: true, TaskCanceled: true, StepBegan: true, CallBegan: true,
		CancelRequested: true},
}

// span follows what begins and ends: work, blocking, joins.
func (c *Checker) span(e Event) string {
	switch e.Kind {
	case WorkBegan, BlockBegan:
		c.open[c.next] = true
	case WorkEnded, BlockEnded:
		if !c.open[e.Cause] {
			return "it ended before"
		}
		if c.paused[e.Cause] {
			return "it is paused"
		}
		delete(c.open, e.Cause)
	case WorkPaused, WorkResumed:
		if !c.open[e.Cause] || c.paused[e.Cause] != (e.Kind == WorkResumed) {
			return "it is not under way, or not paused"
		}
		if c.paused[e.Cause] = e.Kind == WorkPaused; !c.paused[e.Cause] {
			delete(c.paused, e.Cause)
		}
	}
	return ""
}

func (c *Checker) inLoop(e Event) string {
	if e.Loop == 0 {
		return ""
	}
	if e.Kind == LoopCreated {
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
		return "its loop belongs to thread " + itoa(int64(l.thread))
	}
	switch e.Kind {
	case RunBegan, RunEnded:
		l.running = e.Kind == RunBegan
	case LoopClosed:
		l.closed = true
	case TickBegan:
		if e.Arg > int64(len(l.ready)) {
			return "only " + itoa(int64(len(l.ready))) + " handles are ready"
		}
		l.left = e.Arg
	case TimerSet:
		c.timers[c.next] = e.Arg
	case TimerFired, TimerCanceled:
		return c.timer(e)
	case PostReceived:
		return c.posts.received(e)
	case CallReady:
		l.ready = append(l.ready, c.next)
	case CallCanceled:
		return l.withdraw(e.Cause)
	case CallBegan:
		return l.begin(c.next, e.Cause)
	case CallEnded, StepEnded:
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

func (c *Checker) timer(e Event) string {
	due, set := c.timers[e.Cause]
	switch {
	case !set:
		return "the timer has fired or was canceled"
	case e.Kind == TimerFired && e.Arg != due:
		return "the timer was set for another time"
	case e.Kind == TimerFired && e.At < due:
		return "the timer is early"
	}
	delete(c.timers, e.Cause)
	return ""
}

// begin takes the oldest ready handle out to run it.
func (l *checkLoop) begin(id, ready EventID) string {
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

func (l *checkLoop) withdraw(ready EventID) string {
	for i, id := range l.ready {
		if id == ready {
			l.ready = append(l.ready[:i:i], l.ready[i+1:]...)
			return ""
		}
	}
	return "it is not in the ready queue"
}

func (c *Checker) task(l *checkLoop, e Event) string {
	key := taskKey{e.Loop, e.Task}
	t := c.tasks[key]
	if e.Kind == TaskCreated {
		if t != nil {
			return "the task exists"
		}
		c.tasks[key] = &checkTask{}
		return ""
	}
	switch {
	case t == nil:
		return "its task was not created"
	case t.over && e.Kind != PostSent:
		return "its task is over"
	}
	switch e.Kind {
	case TaskReady:
		if t.ready != 0 {
			return "its task is ready already"
		}
		t.ready = c.next
		l.ready = append(l.ready, c.next)
	case StepBegan:
		if t.ready != e.Cause {
			return "it is not what made the task ready"
		}
		t.ready = 0
		return l.begin(c.next, e.Cause)
	case TaskDone, TaskFailed, TaskCanceled:
		t.over = true
	}
	return ""
}
