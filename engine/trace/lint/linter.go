package lint

import (
	"cmp"
	"loopyard/engine/trace"
	"loopyard/engine/trace/replay"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// Linter is [Log.Lint] piece by piece, for whoever has something else to do meanwhile. It goes through the log, notes
// what could be a finding, and looks closer in the end. [Log.Linter] makes one; the log must have come to its end.
type Linter struct {
	log       *replay.Log
	next      trace.EventID // to be gone through
	ended     bool          // all of them have been
	inspected int           // of steps, those that have been looked at
	found     []Finding
	all       map[Rule]int
	same      map[[2]string]int // by lint and text: its place in found
	loops     map[trace.LoopID]*loopScan
	spans     []span
	fresh     map[trace.ThreadID][]trace.EventID // the loops that had one run, by their LoopCreated
	made      map[trace.ThreadID]int
	failed    map[string]trace.EventID // TaskFailed events by their text
}

// lintLoop is what happens in one loop.
type loopScan struct {
	made trace.EventID
	runs int
	step span
	tick span
}

// longStep is a step, a callback or a tick that may be too long.
type span struct {
	began, ended  trace.EventID
	took          int64
	loop          trace.LoopID
	task          trace.TaskID
	work, blocked int64
	tick          bool
	broken        bool // a tick with a step that is long in itself
}

// Linter begins to look for mistakes and bad habits.
func New(l *replay.Log) *Linter {
	return &Linter{log: l, next: 1, all: map[Rule]int{}, same: map[[2]string]int{}, loops: map[trace.LoopID]*loopScan{},
		fresh: map[trace.ThreadID][]trace.EventID{}, made: map[trace.ThreadID]int{}, failed: map[string]trace.EventID{}}
}

// lintPiece is how many events are gone through between two questions whether that is enough.
const eventsPerTurn = 1024

// Go goes on until enough says so. done tells that nothing is left to do.
func (c *Linter) Continue(enough func() bool) (done bool) {
	for int(c.next) <= c.log.Len() {
		for to := min(c.next+eventsPerTurn, trace.EventID(c.log.Len())+1); c.next < to; c.next++ {
			c.event(c.next, c.log.Event(c.next))
		}
		if enough() {
			return false
		}
	}
	if !c.ended {
		c.end()
		c.ended = true
	}
	for ; c.inspected < len(c.spans); c.inspected++ {
		c.inspect(c.spans[c.inspected])
		if enough() {
			c.inspected++
			return false
		}
	}
	return true
}

// Findings is what was found, once Go is done.
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
		l.tick.broken = true
	}
	if l.tick.began != 0 {
		l.tick.ended, l.tick.took = id, c.log.Event(id).At-c.log.Event(l.tick.began).At
	}
	l.step = span{}
}

func (c *Linter) tickEnded(l *loopScan) {
	if t := l.tick; t.took >= LongStep && !t.broken {
		c.note(t)
	}
}

// mostSteps is how many long steps are looked at. Where there are more, the longest have been.
const mostSteps = 10 * mostListed

// note keeps a step if it may be one of the longest.
func (c *Linter) note(s span) {
	if c.spans = append(c.spans, s); len(c.spans) == 2*mostSteps {
		c.longest()
	}
}

// longest drops the steps that are not of the longest, and sorts the others.
func (c *Linter) longest() {
	slices.SortFunc(c.spans, func(a, b span) int {
		return cmp.Or(cmp.Compare(b.took, a.took), cmp.Compare(a.began, b.began))
	})
	c.spans = c.spans[:min(len(c.spans), mostSteps)]
}

// end takes what the last event leaves open.
func (c *Linter) end() {
	for _, id := range slices.Sorted(maps.Keys(c.loops)) { // what is still under way
		l := c.loops[id]
		c.stepEnded(l, trace.EventID(c.log.Len()))
		c.tickEnded(l)
	}
	c.longest()
	for _, thread := range slices.Sorted(maps.Keys(c.fresh)) {
		if made := c.fresh[thread]; len(made) >= ManyLoops && len(made) == c.made[thread] {
			c.add(Finding{Rule: FreshLoops, Event: made[1], Text: c.log.ThreadLabel(thread) + " made " + strconv.FormatInt(int64(len(made)), 10) +
				" loops, one after another, for one run each."})
		}
	}
	if d := c.log.Trailer.Dropped; d > 0 {
		c.add(Finding{Rule: NotWhole, Event: trace.EventID(c.log.Len()), Text: strconv.FormatInt(int64(d), 10) + " of " + strconv.FormatInt(int64(c.log.Trailer.Events), 10) +
			" events were not kept: nothing here is about them."})
	}
}

// add adds a finding. The very same is listed once, and of one lint only so many are.
func (c *Linter) add(f Finding) {
	e := c.log.Event(f.Event)
	f.Thread, f.Loop, f.Task, f.Times = e.Thread, e.Loop, e.Task, 1
	c.all[f.Rule]++
	key := [2]string{string(f.Rule), f.Text}
	if i, known := c.same[key]; known {
		c.found[i].Times++
		return
	}
	if c.all[f.Rule] > mostListed {
		return
	}
	c.same[key] = len(c.found)
	c.found = append(c.found, f)
}

// The words of asyncio, as package engine has them, by which what was said is known.
var messages = []struct {
	lint    Rule
	words   string
	refused bool // a RunRefused has said it, and a task that fails with it adds nothing
}{
	{WrongThread, "Non-thread-safe operation invoked on an event loop other than the current one", false},
	{WrongLoop, "attached to a different loop", false},
	{ClosedLoop, "Event loop is closed", false},
	{ClosedLoop, "Runner is closed", true},
	{NestedRun, "cannot be called from a running event loop", true},
	{NeverAwaited, "was never awaited", false},
}

const neverRetrieved = "exception was never retrieved: "

// said takes what a task failed with, or what was reported.
func (c *Linter) message(id trace.EventID, e trace.Event) {
	text := c.log.EventText(e)
	if e.Kind == trace.TaskFailed {
		c.failed[text] = id
	} else if _, after, ok := strings.Cut(text, neverRetrieved); ok {
		who, failure, named := strings.Cut(after, ": ")
		moment := c.failed[failure]
		if !named || moment == 0 {
			who, failure, moment = "a future", after, id
		}
		c.add(Finding{Rule: NeverRetrieved, Event: moment, Text: "Nobody has looked at how " + who + " failed: " + failure})
		return
	}
	for _, s := range messages {
		if strings.Contains(text, s.words) {
			if s.refused && e.Kind != trace.RunRefused {
				return
			}
			c.add(Finding{Rule: s.lint, Event: id, Text: c.log.Where(e) + ": " + text})
			return
		}
	}
	if e.Kind == trace.Reported {
		c.add(Finding{Rule: Reported, Event: id, Text: c.log.Where(e) + ": " + text})
	}
}
