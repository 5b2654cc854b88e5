package rows

import "loopyard/engine/trace"

// Timeline is a trace as rows: an [Activity] for each loop and thread. The zero value is empty; [Timeline.Add] takes the
// events one by one, in the order of their ids.
type Timeline struct {
	Posts Posts   // what threads handed to loops of other threads
	Busy  Counter // how many loops and threads ran or were blocked at the same time

	activities []*Activity // in the order in which their loops and threads were created
	loops      map[trace.LoopID]*Activity
	threads    map[trace.ThreadID]*Activity
	runners    map[trace.ThreadID]Mark // Runners whose loops do not exist yet
}

// Log finds an earlier event of a trace.
type Log interface {
	Event(id trace.EventID) trace.Event
}

// Loop returns what a loop did, or nil if the loop does not exist yet.
func (p *Timeline) Loop(id trace.LoopID) *Activity { return p.loops[id] }

// Thread returns what a thread did, or nil if the thread was not started yet.
func (p *Timeline) Thread(id trace.ThreadID) *Activity { return p.threads[id] }

// HasMark reports whether any loop or thread has a mark of a kind.
func (p *Timeline) HasMark(k MarkKind) bool {
	for _, l := range p.activities {
		if l.Marks[k].Len() > 0 {
			return true
		}
	}
	return false
}

// Add takes the next event. A trace that breaks the rules makes wrong rows, but Add does not panic.
func (p *Timeline) Add(log Log, id trace.EventID, e trace.Event) {
	switch e.Kind {
	case trace.ThreadStarted:
		if p.threads == nil {
			p.threads = map[trace.ThreadID]*Activity{}
		}
		l := &Activity{Thread: e.Thread, phase: phaseIdle}
		p.threads[e.Thread] = l
		p.open(l, id, e)
		return
	case trace.LoopCreated:
		p.loopCreated(id, e)
		return
	case trace.RunnerCreated:
		if p.runners == nil {
			p.runners = map[trace.ThreadID]Mark{}
		}
		p.runners[e.Thread] = Mark{At: e.At, Event: id}
		return
	case trace.PostSent, trace.PostReceived:
		p.Posts.add(id, e)
		return
	}
	l := p.threads[e.Thread]
	if e.Loop != 0 {
		l = p.loops[e.Loop]
	}
	if l != nil && !l.Ended {
		before := l.busy()
		l.add(log, id, e)
		p.Busy.add(e.At, l.busy()-before)
	}
}

func (p *Timeline) open(l *Activity, id trace.EventID, e trace.Event) {
	l.addMark(Created, id, e)
	l.set(e.At, trace.Idle, id)
	p.activities = append(p.activities, l)
}

func (p *Timeline) loopCreated(id trace.EventID, e trace.Event) {
	if p.loops == nil {
		p.loops = map[trace.LoopID]*Activity{}
	}
	l := &Activity{Loop: e.Loop, Thread: e.Thread, phase: phaseIdle}
	p.loops[e.Loop] = l
	if runner, ok := p.runners[e.Thread]; ok {
		l.Marks[RunnerCreated].all.Append(runner)
		delete(p.runners, e.Thread)
	}
	p.open(l, id, e)
}

// Overflow marks everything from a time on as [trace.NotStored]: the events from there on are past the limit, and only their
// number is known. last is the last event that was kept.
func (p *Timeline) Overflow(at int64, last trace.EventID) {
	for _, l := range p.activities {
		if l.Ended {
			continue
		}
		p.Busy.add(at, -l.busy())
		l.phase = phaseNone
		l.Track.set(at, trace.NotStored, last)
		l.resetCounters(at)
		l.Tasks.setAll(at, trace.NotStored, last)
	}
}
