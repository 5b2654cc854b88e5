package stats

import (
	"slices"

	"loopyard/engine/trace"
)

// Collector adds up the figures of a run while its trace arrives. It is a [trace.Sink]. The zero value is ready.
type Collector struct {
	threads  map[trace.ThreadID]string
	loops    map[trace.LoopID]*loopStats
	texts    trace.Strings
	last     int64           // the time of the latest event, or the end of the run
	overflow *trace.Overflow // the sums of the events past the limit; nil: there were none
	running  int             // loops that are in a step or call and have a core for it
	most     int
	usage    usage
	lags     samples // of all loops together, like the next two
	delays   samples
	times    samples
	longest  ranking
	latest   ranking

	sums    []LoopSummary // in the order in which the loops were created
	open    []*loopStats  // those that are not closed, and some that are
	closed  Measures      // of all loops that are closed, added up
	summary Summary
	stale   bool // more has come since summary was made
}

// Summary is the figures of a run. Times are in nanoseconds. Busy, Steps and the other counts cover the events past the
// limit as well; percentiles, rankings and what the tasks did cover the events that were kept.
type Summary struct {
	Wall        int64
	MostAtOnce  int     // the most loops that were in a step or call at once and had a core
	Parallelism float64 // Busy / Wall: how many loops were busy on average
	Measures            // of all loops together
	// Usage is Parallelism over time: of the first UsageWidth nanoseconds, the next, and so on to the end.
	Usage        []float64
	UsageWidth   int64
	LongestSteps []Extreme // the ten longest, the longest first; steps that took no time are left out
	WorstLags    []Extreme // the ten greatest, likewise
	Loops        []LoopSummary
}

// LoopSummary is the figures of one loop.
type LoopSummary struct {
	ID         trace.LoopID
	Name       string
	Thread     trace.ThreadID
	ThreadName string
	Lifetime   int64 // from its creation until it was closed, or until now
	Measures
	Utilization float64 // Busy / Life
	LongestStep Extreme
	WorstLag    Extreme
}

// Measures are what is measured of a loop, and of all loops together.
type Measures struct {
	Busy   int64 // the time in steps and callbacks, without waiting for a core
	Steps  int   // steps of tasks
	Calls  int   // callbacks
	Ticks  int   // iterations that ran something
	LagP50 int64 // lag: the time from when the timer of a sleeping task was due to the task's step
	LagP90 int64
	LagP99 int64
	LagMax int64

	Delay    Percentiles // the time from when a task or callback became ready to its step or call
	StepTime Percentiles // the time from the beginning of a step or call to its end

	// What all tasks together did with their time: run, wait for their turn, wait for a timer or a future, and wait for
	// a core in a step.
	Running, Ready, Waiting, CoreWait int64

	Blocked                         int64 // the time in Block, in which the thread is held without computing
	Created, Done, Failed, Canceled int   // tasks that were created, and tasks that have ended, by how they ended
}

// Percentiles are percentiles of a set of values: P90 is the smallest value that 90 percent of them do not exceed.
type Percentiles struct{ P50, P90, P99, Max int64 }

// Extreme is one of the longest steps, or one of the greatest lags.
type Extreme struct {
	Value int64         // the length of the step, or the lag
	Event trace.EventID // its StepBegan or CallBegan; zero: there is none
	At    int64
	Loop  trace.LoopID
	Task  trace.TaskID // zero: a callback
}

// Begin returns nil. The header has no figures.
func (s *Collector) Begin(trace.Header) error { return nil }

// Batch adds the events of a batch. It returns nil.
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

// End takes the end of the run. It returns nil.
func (s *Collector) End(t trace.Trailer) error {
	s.stale = s.stale || t.End > s.last
	s.last, s.overflow = max(s.last, t.End), t.Overflow
	return nil
}

func (s *Collector) add(id trace.EventID, e trace.Event) {
	if e.At > s.last { // spans of zero length never overlap
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

// Summary returns the figures so far. The time that it takes depends on how many loops are open. There may be a million
// closed ones, so Loops is not copied: the caller must not change it, and it is valid until more events arrive.
func (s *Collector) Summary() Summary {
	if s.stale {
		s.sum()
	}
	return s.summary
}

func (s *Collector) sum() {
	s.forgetClosed()
	all := s.closed
	var began []int64 // when each step that is under way and has a core began
	for _, l := range s.open {
		one := &s.sums[l.place]
		l.sum(one, s.overflow.KeptUntil(s.last))
		all.add(one.Measures)
		if row := s.overflow.Thread(one.Thread); row != nil && row.Count(trace.LoopCreated) == 0 { // otherwise it is unknown which of its loops they belong to
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

// add adds other measures, except percentiles, which cannot be added.
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

// addOverflow adds the sums of a thread's events past the limit.
func (m *Measures) addOverflow(row *trace.OverflowRow) {
	m.Busy += row.Busy.Total()
	for k, n := range row.Kinds {
		m.count(trace.Kind(k), int(n))
	}
}

// count adds a number of events of a kind to the counts.
func (m *Measures) count(k trace.Kind, n int) {
	switch k {
	case trace.StepBegan:
		m.Steps += n
	case trace.CallBegan:
		m.Calls += n
	case trace.TickBegan:
		m.Ticks += n
	case trace.TaskCreated:
		m.Created += n
	case trace.TaskDone:
		m.Done += n
	case trace.TaskFailed:
		m.Failed += n
	case trace.TaskCanceled:
		m.Canceled += n
	}
}

// addOverflow adds what its thread did past the limit, and the time that this took. The loop is the one that the thread had
// when the limit was reached.
func (l *LoopSummary) addOverflow(row *trace.OverflowRow, length int64) {
	l.Measures.addOverflow(row)
	l.Lifetime += length
	if l.Lifetime > 0 {
		l.Utilization = float64(l.Busy) / float64(l.Lifetime)
	}
}

// setPercentiles sets the percentiles.
func (m *Measures) setPercentiles(lags, delays, times *samples) {
	lag := lags.percentiles()
	m.LagP50, m.LagP90, m.LagP99, m.LagMax = lag.P50, lag.P90, lag.P99, lag.Max
	m.Delay, m.StepTime = delays.percentiles(), times.percentiles()
}
