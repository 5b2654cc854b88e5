package trace

import "slices"

// Stats adds up a run's figures while its trace comes in. It is a [Sink]; the zero value is ready.
type Stats struct {
	threads map[ThreadID]string
	loops   map[LoopID]*loopStats
	order   []LoopID
	texts   Strings
	due     map[taskKey]int64 // of tasks whose timer fired and whose step has not begun
	last    int64             // of the latest event, or the run's end
	running int
	most    int
}

type taskKey struct {
	loop LoopID
	task TaskID
}

type loopStats struct {
	LoopSummary
	began   int64 // of the step or call under way
	stepped bool  // one is under way
	paused  bool  // and waits for a core
	lags    []int64
}

// Summary is a run's figures. Times are nanoseconds.
type Summary struct {
	Wall        int64
	Busy        int64 // of all loops together
	Steps       int   // switches to a task
	LagP50      int64 // lag: from when a sleeping task was due to its step; of all loops together
	LagP99      int64
	LagMax      int64
	MostAtOnce  int     // loops that were in a step or call at one moment
	Parallelism float64 // Busy / Wall: how many loops were busy on average
	Loops       []LoopSummary
}

// LoopSummary is the same for one loop.
type LoopSummary struct {
	ID         LoopID
	Name       string
	Thread     ThreadID
	ThreadName string
	Busy       int64
	Steps      int
	LagP50     int64
	LagP99     int64
	LagMax     int64
}

// Begin is there to make Stats a Sink; the header has no figures.
func (s *Stats) Begin(Header) error { return nil }

// Batch adds the events of one batch. The error is always nil.
func (s *Stats) Batch(b Batch) error {
	if s.loops == nil {
		s.loops, s.threads, s.due = map[LoopID]*loopStats{}, map[ThreadID]string{}, map[taskKey]int64{}
	}
	s.texts = append(s.texts, b.Strings...)
	for _, e := range b.Events {
		s.add(e)
	}
	return nil
}

// End takes the run's end. The error is always nil.
func (s *Stats) End(t Trailer) error {
	s.last = max(s.last, t.End)
	return nil
}

func (s *Stats) add(e Event) {
	s.last = max(s.last, e.At)
	switch e.Kind {
	case ThreadStarted:
		s.threads[e.Thread] = s.texts.Get(Text(e.Arg))
	case LoopCreated:
		s.order = append(s.order, e.Loop)
		s.loops[e.Loop] = &loopStats{LoopSummary: LoopSummary{ID: e.Loop, Name: s.texts.Get(Text(e.Arg)), Thread: e.Thread}}
	case TimerFired:
		if e.Task != 0 {
			s.due[taskKey{e.Loop, e.Task}] = e.Arg
		}
	case StepBegan, CallBegan:
		s.begin(e)
	case WorkPaused, WorkResumed:
		if l := s.loops[e.Loop]; l != nil && l.stepped {
			l.pause(e)
		}
	case StepEnded, CallEnded:
		if l := s.loops[e.Loop]; l != nil && l.stepped {
			l.stepped = false
			l.Busy += e.At - l.began
			s.running--
		}
	}
}

// pause takes the time that a step waits for a core out of its time.
func (l *loopStats) pause(e Event) {
	if e.Kind == WorkPaused {
		l.Busy += e.At - l.began
	}
	l.began, l.paused = e.At, e.Kind == WorkPaused
}

func (s *Stats) begin(e Event) {
	l := s.loops[e.Loop]
	if l == nil {
		return // its beginning was dropped
	}
	l.began, l.stepped = e.At, true
	s.running++
	s.most = max(s.most, s.running)
	if e.Kind == CallBegan {
		return
	}
	l.Steps++
	key := taskKey{e.Loop, e.Task}
	if due, ok := s.due[key]; ok {
		l.lags = append(l.lags, e.At-due)
		delete(s.due, key)
	}
}

// Summary gives the figures so far.
func (s *Stats) Summary() Summary {
	sum := Summary{Wall: s.last, MostAtOnce: s.most}
	var all []int64
	for _, id := range s.order {
		l := s.loops[id]
		one := l.LoopSummary
		one.ThreadName = s.threads[one.Thread]
		if l.stepped && !l.paused {
			one.Busy += s.last - l.began
		}
		slices.Sort(l.lags)
		one.LagP50, one.LagP99, one.LagMax = percentile(l.lags, 50), percentile(l.lags, 99), percentile(l.lags, 100)
		all = append(all, l.lags...)
		sum.Busy += one.Busy
		sum.Steps += one.Steps
		sum.Loops = append(sum.Loops, one)
	}
	slices.Sort(all)
	sum.LagP50, sum.LagP99, sum.LagMax = percentile(all, 50), percentile(all, 99), percentile(all, 100)
	if sum.Wall > 0 {
		sum.Parallelism = float64(sum.Busy) / float64(sum.Wall)
	}
	return sum
}

// percentile gives the smallest value that p percent of the sorted values do not exceed; 0 of none.
func percentile(sorted []int64, p int) int64 {
	if len(sorted) == 0 {
		return 0
	}
	return sorted[max(0, (len(sorted)*p+99)/100-1)]
}
