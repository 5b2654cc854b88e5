package stats

import "loopyard/engine/trace"

// loopStats adds up the figures of one loop that is open.
type loopStats struct {
	stats  *Collector
	place  int // its index in Collector.sums
	closed bool
	made   int64
	sums   Measures // what is added up while events arrive; percentiles are not

	step    trace.EventID // the step or call under way
	task    trace.TaskID  // the task whose step that is; zero: it is a callback
	stepped bool          // a step or a call is under way
	paused  bool          // it waits for a core
	again   bool          // the task whose step is under way is ready again
	from    int64         // when it began
	began   int64         // when it began, or got its core again
	blocked int64         // when the Block began that is under way
	holding bool

	queue queue // tasks and callbacks that are ready
	fired queue // tasks whose timer fired and whose step has not begun

	since          int64 // up to when the times of the next two have been added up
	ready, waiting int   // how many tasks are

	lags, delays, times samples
	longest, latest     Extreme
}

func (l *loopStats) event(id trace.EventID, e trace.Event) {
	l.sums.count(e.Kind, 1)
	switch e.Kind {
	case trace.TaskReady, trace.CallReady:
		l.queue.push(queued{id, e.Task, e.At})
		if e.Task != 0 {
			l.becomesReady(e)
		}
	case trace.TimerFired:
		if e.Task != 0 {
			l.fired.push(queued{id, e.Task, e.Arg})
		}
	case trace.StepBegan, trace.CallBegan:
		l.begin(id, e)
	case trace.WorkPaused, trace.WorkResumed:
		if l.stepped {
			l.pause(e)
		}
	case trace.BlockBegan, trace.BlockEnded:
		if l.holding {
			l.sums.Blocked += e.At - l.blocked
		}
		l.holding, l.blocked = e.Kind == trace.BlockBegan, e.At
	case trace.StepEnded, trace.CallEnded:
		if l.stepped {
			l.end(e)
		}
	case trace.LoopClosed:
		l.closed = true
		one := &l.stats.sums[l.place]
		l.sum(one, e.At)
		l.stats.closed.add(one.Measures)
		delete(l.stats.loops, e.Loop) // there may be very many, and no more comes from this one
	}
}

// pass adds up the time that tasks have been ready and waiting, up to now. It multiplies their number by the time since the
// last change, so its cost does not depend on how many they are.
func (l *loopStats) pass(now int64) {
	l.sums.Ready += int64(l.ready) * (now - l.since)
	l.sums.Waiting += int64(l.waiting) * (now - l.since)
	l.since = now
}

func (l *loopStats) becomesReady(e trace.Event) {
	switch {
	case l.stepped && l.task == e.Task:
		l.again = true // it is still in its step
		return
	case trace.Reason(e.Arg) != trace.Started:
		l.pass(e.At)
		l.waiting = max(0, l.waiting-1)
	default:
		l.pass(e.At)
	}
	l.ready++
}

func (l *loopStats) begin(id trace.EventID, e trace.Event) {
	s := l.stats
	l.step, l.task, l.from, l.began, l.stepped, l.paused, l.again = id, e.Task, e.At, e.At, true, false, false
	s.running++
	s.most = max(s.most, 1)
	if was, ok := l.queue.take(e.Cause); ok {
		l.delays.add(e.At - was.at)
		s.delays.add(e.At - was.at)
	}
	if e.Kind == trace.CallBegan {
		return
	}
	l.pass(e.At)
	l.ready = max(0, l.ready-1)
	if was, ok := l.fired.takeTask(e.Task); ok {
		late := Extreme{e.At - was.at, id, e.At, e.Loop, e.Task}
		l.lags.add(late.Value)
		s.lags.add(late.Value)
		if late.Value > l.latest.Value {
			l.latest = late
		}
		s.latest.add(late)
	}
}

// pause counts the time that a step waits for a core as CoreWait and not as Busy.
func (l *loopStats) pause(e trace.Event) {
	pausing := e.Kind == trace.WorkPaused
	if pausing == l.paused {
		return
	}
	if pausing {
		l.busy(e.At)
		l.stats.running--
	} else {
		l.sums.CoreWait += e.At - l.began
		l.stats.running++
	}
	l.began, l.paused = e.At, pausing
}

// busy adds up the time that the step has had a core, up to now.
func (l *loopStats) busy(now int64) {
	l.sums.Busy += now - l.began
	if l.task != 0 {
		l.sums.Running += now - l.began
	}
	l.stats.usage.Add(l.began, now)
}

func (l *loopStats) end(e trace.Event) {
	s := l.stats
	if l.paused {
		l.sums.CoreWait += e.At - l.began
	} else {
		l.busy(e.At)
		s.running--
	}
	l.stepped, l.paused = false, false
	took := Extreme{e.At - l.from, l.step, l.from, e.Loop, l.task}
	l.times.add(took.Value)
	s.times.add(took.Value)
	if took.Value > l.longest.Value {
		l.longest = took
	}
	s.longest.add(took)
	if l.task == 0 {
		return
	}
	l.pass(e.At)
	switch o := trace.Outcome(e.Arg); {
	case l.again:
		l.ready++
	case o == trace.Slept, o == trace.Awaited:
		l.waiting++
	}
	l.task = 0
}

// sum brings the summary of the loop up to now.
func (l *loopStats) sum(one *LoopSummary, now int64) {
	l.pass(now)
	one.Measures = l.sums
	if l.stepped {
		switch open := now - l.began; {
		case l.paused:
			one.CoreWait += open
		case l.task != 0:
			one.Running += open
			fallthrough
		default:
			one.Busy += open
		}
		if l.holding {
			one.Blocked += now - l.blocked
		}
	}
	one.Measures.setPercentiles(&l.lags, &l.delays, &l.times)
	one.Lifetime, one.Utilization = now-l.made, 0
	if one.Lifetime > 0 {
		one.Utilization = float64(one.Busy) / float64(one.Lifetime)
	}
	one.LongestStep, one.WorstLag = l.longest, l.latest
}
