package stats

import (
	"loopyard/engine/trace"
	"slices"
)

// Stats adds up a run's figures while its trace comes in. It is a [Sink]; the zero value is ready.
type Collector struct {
	threads  map[trace.ThreadID]string
	loops    map[trace.LoopID]*loopStats
	texts    trace.Strings
	last     int64           // of the latest event, or the run's end
	overflow *trace.Overflow // what is known of the time after the latest event; nil: all of it
	running  int             // loops that are in a step or call and have a core for it
	most     int
	usage    usage
	lags     samples // of all loops together, as the next two
	delays   samples
	times    samples
	longest  ranking
	latest   ranking

	sums    []LoopSummary // in the order the loops were made
	open    []*loopStats  // those that are not closed, and some that are
	closed  Measures      // of the loops that are, added up
	summary Summary
	stale   bool // summary is not of all that came
}

// Summary is a run's figures. Times are nanoseconds. Of the events past the limit Busy, Steps and the other counts know;
// percentiles, rankings and what the tasks did are of the events that were kept.
type Summary struct {
	Wall        int64
	MostAtOnce  int     // loops that were in a step or call at one moment, and not waiting for a core
	Parallelism float64 // Busy / Wall: how many loops were busy on average
	Measures            // of all loops together
	// Usage is Parallelism over time: of the first UsageWidth nanoseconds, the next, and so on to the end.
	Usage        []float64
	UsageWidth   int64
	LongestSteps []Extreme // the longest first, a few of them; steps that took no time are not among them
	WorstLags    []Extreme // the latest first, likewise
	Loops        []LoopSummary
}

// LoopSummary is the same for one loop.
type LoopSummary struct {
	ID         trace.LoopID
	Name       string
	Thread     trace.ThreadID
	ThreadName string
	Lifetime   int64 // from when it was made until it was closed, or until now
	Measures
	Utilization float64 // Busy / Life
	LongestStep Extreme
	WorstLag    Extreme
}

// Measures are what is measured of a loop and of all loops.
type Measures struct {
	Busy   int64 // in steps and callbacks, without the waiting for a core
	Steps  int   // switches to a task
	Calls  int   // callbacks
	Ticks  int   // iterations that ran something
	LagP50 int64 // lag: from when a sleeping task was due to its step
	LagP90 int64
	LagP99 int64
	LagMax int64

	Delay    Percentiles // from when a task or callback became ready to its step or call
	StepTime Percentiles // of steps and calls, from begin to end

	// What the tasks did all together: their steps without waiting for a core, waiting for their turn, waiting for a
	// timer or a future, and in a step but waiting for a core.
	Running, Ready, Waiting, CoreWait int64

	Blocked                         int64 // in Block: the thread held without computing
	Created, Done, Failed, Canceled int   // tasks created, and those that have ended, by how
}

// Spread is how values are spread: a percentile is the smallest value that so many of a hundred do not exceed.
type Percentiles struct{ P50, P90, P99, Max int64 }

// Moment is an event worth a look, and why.
type Extreme struct {
	Value int64         // what is measured
	Event trace.EventID // the StepBegan or CallBegan; zero: there is no such moment
	At    int64
	Loop  trace.LoopID
	Task  trace.TaskID // zero: a callback
}

// Begin is there to make Stats a Sink; the header has no figures.
func (s *Collector) Begin(trace.Header) error { return nil }

// Batch adds the events of one batch. The error is always nil.
func (s *Collector) Batch(b trace.Batch) error {
	if s.loops == nil {
		s.loops, s.threads = map[trace.LoopID]*loopStats{}, map[trace.ThreadID]string{}
	}
	s.texts = append(s.texts, b.Strings...)
	for i, e := range b.Events {
		s.add(b.First+trace.EventID(i), e)
	}
	s.stale = s.stale || len(b.Events) > 0
	return nil
}

// End takes the run's end. The error is always nil.
func (s *Collector) End(t trace.Trailer) error {
	s.stale = s.stale || t.End > s.last
	s.last, s.overflow = max(s.last, t.End), t.Overflow
	return nil
}

func (s *Collector) add(id trace.EventID, e trace.Event) {
	if e.At > s.last { // what lasts no time is at the same time as nothing
		s.most = max(s.most, s.running)
		s.last = e.At
	}
	switch e.Kind {
	case trace.ThreadStarted:
		s.threads[e.Thread] = s.texts.Get(trace.Text(e.Arg))
	case trace.LoopCreated:
		one := LoopSummary{ID: e.Loop, Name: s.texts.Get(trace.Text(e.Arg)), Thread: e.Thread, ThreadName: s.threads[e.Thread]}
		l := &loopStats{stats: s, place: len(s.sums), made: e.At, since: e.At}
		s.sums = append(s.sums, one)
		if s.loops[e.Loop] = l; len(s.open) > 2*len(s.loops)+64 {
			s.forgetClosed()
		}
		s.open = append(s.open, l)
	default:
		if l := s.loops[e.Loop]; l != nil {
			l.event(id, e)
		}
	}
}

// Summary gives the figures so far. It takes time by how many loops are open. There may be very many closed ones, so
// that Loops is not copied: it is to be read only, and is right until more comes.
func (s *Collector) Summary() Summary {
	if s.stale {
		s.sum()
	}
	return s.summary
}

func (s *Collector) sum() {
	s.forgetClosed()
	all := s.closed
	var began []int64 // the steps that are under way and have a core
	for _, l := range s.open {
		one := &s.sums[l.place]
		l.sum(one, s.overflow.KeptUntil(s.last))
		all.add(one.Measures)
		if row := s.overflow.Thread(one.Thread); row != nil && row.Count(trace.LoopCreated) == 0 { // else nobody knows which loop's it is
			one.addOverflow(row, s.last-s.overflow.From)
		}
		if l.stepped && !l.paused {
			began = append(began, l.began)
		}
	}
	for i := range s.overflow.ByThread() {
		all.addOverflow(&s.overflow.Rows[i])
	}

	sum := Summary{Wall: s.last, MostAtOnce: s.most, LongestSteps: s.longest.list(), WorstLags: s.latest.list(), Loops: s.sums, Measures: all}
	sum.Measures.setPercentiles(&s.lags, &s.delays, &s.times)
	if sum.Wall > 0 {
		sum.Parallelism = float64(sum.Busy) / float64(sum.Wall)
	}
	sum.Usage, sum.UsageWidth = s.usage.upTo(s.last, began, s.overflow)
	s.summary, s.stale = sum, false
}

func (s *Collector) forgetClosed() {
	s.open = slices.DeleteFunc(s.open, func(l *loopStats) bool { return l.closed })
}

// add adds what can be added.
func (m *Measures) add(o Measures) {
	m.Busy += o.Busy
	m.Steps += o.Steps
	m.Calls += o.Calls
	m.Ticks += o.Ticks
	m.Running += o.Running
	m.Ready += o.Ready
	m.Waiting += o.Waiting
	m.CoreWait += o.CoreWait
	m.Blocked += o.Blocked
	m.Created += o.Created
	m.Done += o.Done
	m.Failed += o.Failed
	m.Canceled += o.Canceled
}

// addTail adds what is known of a thread past the limit.
func (m *Measures) addOverflow(row *trace.OverflowRow) {
	m.Busy += row.Busy.Total()
	m.Steps += int(row.Count(trace.StepBegan))
	m.Calls += int(row.Count(trace.CallBegan))
	m.Ticks += int(row.Count(trace.TickBegan))
	m.Created += int(row.Count(trace.TaskCreated))
	m.Done += int(row.Count(trace.TaskDone))
	m.Failed += int(row.Count(trace.TaskFailed))
	m.Canceled += int(row.Count(trace.TaskCanceled))
}

// addTail adds it, and the time that it took, to the loop that the thread had when the limit was reached.
func (l *LoopSummary) addOverflow(row *trace.OverflowRow, length int64) {
	l.Measures.addOverflow(row)
	l.Lifetime += length
	if l.Lifetime > 0 {
		l.Utilization = float64(l.Busy) / float64(l.Lifetime)
	}
}

// spread takes the percentiles.
func (m *Measures) setPercentiles(lags, delays, times *samples) {
	lag := lags.percentiles()
	m.LagP50, m.LagP90, m.LagP99, m.LagMax = lag.P50, lag.P90, lag.P99, lag.Max
	m.Delay, m.StepTime = delays.percentiles(), times.percentiles()
}
