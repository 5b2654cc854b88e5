package trace

import (
	"cmp"
	"maps"
	"slices"
	"strings"
)

// linter goes through a log, notes what could be a finding, and looks closer in the end.
type linter struct {
	log    *Log
	found  []Finding
	all    map[Lint]int
	same   map[[2]string]int // by lint and text: its place in found
	loops  map[LoopID]*lintLoop
	steps  []longStep
	fresh  map[ThreadID][]EventID // the loops that had one run, by their LoopCreated
	made   map[ThreadID]int
	failed map[string]EventID // TaskFailed events by their text
}

// lintLoop is what happens in one loop.
type lintLoop struct {
	made EventID
	runs int
	step longStep
	tick longStep
}

// longStep is a step, a callback or a tick that may be too long.
type longStep struct {
	began, ended  EventID
	took          int64
	loop          LoopID
	task          TaskID
	work, blocked int64
	tick          bool
	broken        bool // a tick with a step that is long in itself
}

func newLinter(l *Log) *linter {
	return &linter{log: l, all: map[Lint]int{}, same: map[[2]string]int{}, loops: map[LoopID]*lintLoop{},
		fresh: map[ThreadID][]EventID{}, made: map[ThreadID]int{}, failed: map[string]EventID{}}
}

func (c *linter) event(id EventID, e Event) {
	if e.Kind == LoopCreated {
		c.loops[e.Loop] = &lintLoop{made: id}
		c.made[e.Thread]++
	}
	if e.Kind == TaskFailed || e.Kind == Reported {
		c.said(id, e)
	}
	l := c.loops[e.Loop]
	if l == nil {
		return
	}
	switch e.Kind {
	case RunBegan:
		l.runs++
	case CancelRequested:
		c.deadlock(id, e)
	case LoopClosed:
		if l.runs == 1 {
			c.fresh[e.Thread] = append(c.fresh[e.Thread], l.made)
		}
		delete(c.loops, e.Loop)
	case TickBegan:
		c.tickEnded(l)
		l.tick = longStep{began: id, loop: e.Loop, tick: true}
	case StepBegan, CallBegan:
		l.step = longStep{began: id, loop: e.Loop, task: e.Task}
	case WorkEnded:
		l.step.work += e.At - c.log.Event(e.Cause).At
	case BlockEnded:
		l.step.blocked += e.At - c.log.Event(e.Cause).At
	case StepEnded, CallEnded:
		c.stepEnded(l, id)
	}
}

func (c *linter) stepEnded(l *lintLoop, id EventID) {
	if l.step.began == 0 {
		return
	}
	l.step.ended, l.step.took = id, c.log.Event(id).At-c.log.Event(l.step.began).At
	if l.step.took >= HoldsLoop {
		c.steps = append(c.steps, l.step)
		l.tick.broken = true
	}
	if l.tick.began != 0 {
		l.tick.ended, l.tick.took = id, c.log.Event(id).At-c.log.Event(l.tick.began).At
	}
	l.step = longStep{}
}

func (c *linter) tickEnded(l *lintLoop) {
	if t := l.tick; t.took >= LongStep && !t.broken {
		c.steps = append(c.steps, t)
	}
}

// end looks closer at what was noted.
func (c *linter) end() {
	for _, id := range slices.Sorted(maps.Keys(c.loops)) { // what is still under way
		l := c.loops[id]
		c.stepEnded(l, EventID(c.log.n))
		c.tickEnded(l)
	}
	slices.SortFunc(c.steps, func(a, b longStep) int {
		return cmp.Or(cmp.Compare(b.took, a.took), cmp.Compare(a.began, b.began))
	})
	for i, s := range c.steps {
		if i == 10*mostListed {
			break // there are plenty, and the longest have been looked at
		}
		c.long(s)
	}
	for _, thread := range slices.Sorted(maps.Keys(c.fresh)) {
		if made := c.fresh[thread]; len(made) >= ManyLoops && len(made) == c.made[thread] {
			c.add(Finding{Lint: FreshLoops, Event: made[1], Text: c.log.threadWords(thread) + " made " + itoa(int64(len(made))) +
				" loops, one after another, for one run each."})
		}
	}
	if d := c.log.Trailer.Dropped; d > 0 {
		c.add(Finding{Lint: NotWhole, Event: EventID(c.log.n), Text: itoa(int64(d)) + " of " + itoa(int64(c.log.Trailer.Events)) +
			" events were not kept: nothing here is about them."})
	}
}

// add adds a finding. The very same is listed once, and of one lint only so many are.
func (c *linter) add(f Finding) {
	e := c.log.Event(f.Event)
	f.Thread, f.Loop, f.Task, f.Times = e.Thread, e.Loop, e.Task, 1
	c.all[f.Lint]++
	key := [2]string{string(f.Lint), f.Text}
	if i, known := c.same[key]; known {
		c.found[i].Times++
		return
	}
	if c.all[f.Lint] > mostListed {
		return
	}
	c.same[key] = len(c.found)
	c.found = append(c.found, f)
}

// The words of asyncio, as package engine has them, by which what was said is known.
var said = []struct {
	lint  Lint
	words string
}{
	{WrongThread, "Non-thread-safe operation invoked on an event loop other than the current one"},
	{WrongLoop, "attached to a different loop"},
	{ClosedLoop, "Event loop is closed"},
}

const neverRetrieved = "exception was never retrieved: "

// said takes what a task failed with, or what was reported.
func (c *linter) said(id EventID, e Event) {
	text := c.log.EventText(e)
	if e.Kind == TaskFailed {
		c.failed[text] = id
	} else if _, after, ok := strings.Cut(text, neverRetrieved); ok {
		who, failure, named := strings.Cut(after, ": ")
		moment := c.failed[failure]
		if !named || moment == 0 {
			who, failure, moment = "a future", after, id
		}
		c.add(Finding{Lint: NeverRetrieved, Event: moment, Text: "Nobody has looked at how " + who + " failed: " + failure})
		return
	}
	for _, s := range said {
		if strings.Contains(text, s.words) {
			c.add(Finding{Lint: s.lint, Event: id, Text: c.log.who(e) + ": " + text})
			return
		}
	}
	if e.Kind == Reported {
		c.add(Finding{Lint: ReportedLint, Event: id, Text: c.log.who(e) + ": " + text})
	}
}
