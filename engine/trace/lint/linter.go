package lint

import (
	"cmp"
	"maps"
	"slices"
	"strconv"

	"loopyard/engine/trace"
	"loopyard/engine/trace/replay"
)

// Linter lints a log in steps, so that its caller can do something else in between; the page lints between two frames. It
// goes through all events once and keeps the steps that are long enough to matter. Then it inspects these: for each it
// looks up the state at its end, which is too slow to do for every step.
type Linter struct {
	log       *replay.Log
	next      trace.EventID // the next event to look at
	ended     bool          // all events have been looked at
	inspected int           // how many of spans have been inspected
	found     []Finding
	all       map[Rule]int
	same      map[[2]string]int // the index in found, by rule and text
	loops     map[trace.LoopID]*loopScan
	spans     []span
	fresh     map[trace.ThreadID][]trace.EventID // the LoopCreated events of loops that had one run
	made      map[trace.ThreadID]int
	failed    map[string]trace.EventID // the TaskFailed events by their text
}

// loopScan is what the linter keeps of a loop that is open.
type loopScan struct {
	made trace.EventID
	runs int
	step span
	tick span
}

// span is a step, a callback or a tick that may be too long.
type span struct {
	began, ended  trace.EventID
	took          int64
	loop          trace.LoopID
	task          trace.TaskID
	work, blocked int64
	tick          bool
	hasLongStep   bool // of a tick: one of its steps is long in itself
}

// New returns a linter for a log, whose run must have ended.
func New(l *replay.Log) *Linter {
	return &Linter{log: l, next: 1, all: map[Rule]int{}, same: map[[2]string]int{}, loops: map[trace.LoopID]*loopScan{},
		fresh: map[trace.ThreadID][]trace.EventID{}, made: map[trace.ThreadID]int{}, failed: map[string]trace.EventID{}}
}

// eventsPerTurn is how many events are looked at before the linter asks whether to stop.
const eventsPerTurn = 1024

// Continue goes on until stop returns true. done reports that nothing is left to do.
func (c *Linter) Continue(stop func() bool) (done bool) {
	for int(c.next) <= c.log.Len() {
		for to := min(c.next+eventsPerTurn, trace.EventID(c.log.Len())+1); c.next < to; c.next++ {
			c.event(c.next, c.log.Event(c.next))
		}
		if stop() {
			return false
		}
	}
	if !c.ended {
		c.end()
		c.ended = true
	}
	for ; c.inspected < len(c.spans); c.inspected++ {
		c.inspect(c.spans[c.inspected])
		if stop() {
			c.inspected++
			return false
		}
	}
	return true
}

// Findings returns what was found. Call it when Continue has returned true.
func (c *Linter) Findings() Findings {
	slices.SortStableFunc(c.found, func(a, b Finding) int { return int(a.Event) - int(b.Event) })
	return Findings{List: c.found, Count: c.all}
}

func (c *Linter) event(id trace.EventID, e trace.Event) {
	if e.Kind == trace.LoopCreated {
		c.loops[e.Loop] = &loopScan{made: id}
		c.made[e.Thread]++
	}
	if e.Kind == trace.TaskFailed || e.Kind == trace.Reported || e.Kind == trace.RunRefused {
		c.message(id, e)
	}
	l := c.loops[e.Loop]
	if l == nil {
		return
	}
	switch e.Kind {
	case trace.RunBegan:
		l.runs++
	case trace.CancelRequested:
		c.deadlock(id, e)
	case trace.LoopClosed:
		if l.runs == 1 {
			c.fresh[e.Thread] = append(c.fresh[e.Thread], l.made)
		}
		delete(c.loops, e.Loop)
	case trace.TickBegan:
		c.tickEnded(l)
		l.tick = span{began: id, loop: e.Loop, tick: true}
	case trace.StepBegan, trace.CallBegan:
		l.step = span{began: id, loop: e.Loop, task: e.Task}
	case trace.WorkEnded:
		l.step.work += e.At - c.log.Event(e.Cause).At
	case trace.BlockEnded:
		l.step.blocked += e.At - c.log.Event(e.Cause).At
	case trace.StepEnded, trace.CallEnded:
		c.stepEnded(l, id)
	}
}

func (c *Linter) stepEnded(l *loopScan, id trace.EventID) {
	if l.step.began == 0 {
		return
	}
	l.step.ended, l.step.took = id, c.log.Event(id).At-c.log.Event(l.step.began).At
	if l.step.took >= BlockingStep {
		c.note(l.step)
		l.tick.hasLongStep = true
	}
	if l.tick.began != 0 {
		l.tick.ended, l.tick.took = id, c.log.Event(id).At-c.log.Event(l.tick.began).At
	}
	l.step = span{}
}

func (c *Linter) tickEnded(l *loopScan) {
	if t := l.tick; t.took >= LongStep && !t.hasLongStep {
		c.note(t)
	}
}

// mostSteps is how many long steps are inspected: the longest ones, if there are more.
const mostSteps = 10 * maxListed

// note keeps a step that may be one of the longest. It drops the shorter half only when there are twice as many as are
// inspected, so that keeping one takes little time on average.
func (c *Linter) note(s span) {
	if c.spans = append(c.spans, s); len(c.spans) == 2*mostSteps {
		c.longest()
	}
}

// longest sorts the steps, the longest first, and drops those that are too many.
func (c *Linter) longest() {
	slices.SortFunc(c.spans, func(a, b span) int {
		return cmp.Or(cmp.Compare(b.took, a.took), cmp.Compare(a.began, b.began))
	})
	c.spans = c.spans[:min(len(c.spans), mostSteps)]
}

// end takes what is open after the last event.
func (c *Linter) end() {
	for _, id := range slices.Sorted(maps.Keys(c.loops)) { // what is under way at the end
		l := c.loops[id]
		c.stepEnded(l, trace.EventID(c.log.Len()))
		c.tickEnded(l)
	}
	c.longest()
	for _, thread := range slices.Sorted(maps.Keys(c.fresh)) {
		if made := c.fresh[thread]; len(made) >= ManyLoops && len(made) == c.made[thread] {
			c.add(Finding{Rule: FreshLoops, Event: made[1], Text: c.log.ThreadLabel(thread) + " made " + strconv.FormatInt(int64(len(made)), 10) +
				" loops one after another, each for a single run."})
		}
	}
	if d := c.log.Trailer.Dropped; d > 0 {
		c.add(Finding{Rule: NotWhole, Event: trace.EventID(c.log.Len()), Text: strconv.FormatInt(int64(d), 10) + " of " + strconv.FormatInt(int64(c.log.Trailer.Events), 10) +
			" events were not kept, so nothing can be said about them."})
	}
}

// add adds a finding. The very same one is listed once, and of each rule at most maxListed are.
func (c *Linter) add(f Finding) {
	e := c.log.Event(f.Event)
	f.Thread, f.Loop, f.Task, f.Times = e.Thread, e.Loop, e.Task, 1
	c.all[f.Rule]++
	key := [2]string{string(f.Rule), f.Text}
	if i, known := c.same[key]; known {
		c.found[i].Times++
		return
	}
	if c.all[f.Rule] > maxListed {
		return
	}
	c.same[key] = len(c.found)
	c.found = append(c.found, f)
}
