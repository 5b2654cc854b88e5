package model

import (
	"iter"

	"loopyard/app/format"
	"loopyard/app/recording"
	"loopyard/engine/trace/compare"
)

// StepComparison compares the primary run with another one step by step. That takes seconds for long runs, so it is done
// in slices. The zero value compares nothing.
type StepComparison struct {
	part
	runs *Runs
	of   [2]*recording.Recording
	next func() (*recording.Comparison, bool) // nil: nothing is being compared. It returns nil until it is done.
	stop func()
	done int // slices
}

// UnderWay reports whether two runs are being compared.
func (s *StepComparison) UnderWay() bool { return s.next != nil }

// firstSlices is how many slices of long work are done at once when it begins, so that short work is over in the frame
// that asked for it.
const firstSlices = 10

// Start begins to compare the primary run with another one.
func (s *StepComparison) Start(other *recording.Recording) {
	s.Stop()
	s.of, s.done = [2]*recording.Recording{s.runs.Primary(), other}, 0
	s.next, s.stop = iter.Pull(slicedComparison(s.of))
	s.resume(upTo(firstSlices))
	s.changed()
}

// upTo returns a function that reports true when it is called for the nth time.
func upTo(n int) (enough func() bool) {
	return func() bool { n--; return n == 0 }
}

// slicedComparison yields nil after each slice of the comparison, and its result in the end.
func slicedComparison(of [2]*recording.Recording) iter.Seq[*recording.Comparison] {
	return func(yield func(*recording.Comparison) bool) {
		c := recording.Compare(of[0], of[1], func() bool { return yield(nil) })
		if !c.History.Stopped {
			yield(&c)
		}
	}
}

// resume compares more until enough reports true. more reports whether something is left; done whether the comparison
// has come to its end.
func (s *StepComparison) resume(enough func() bool) (more, done bool) {
	if s.next == nil {
		return false, false
	}
	s.changed()
	for {
		c, ok := s.next()
		if !ok {
			s.Stop()
			return false, false
		}
		if c != nil {
			s.runs.setResult(s.of, *c)
			s.runs.updated()
			s.Stop()
			return false, true
		}
		if s.done++; enough() {
			return true, false
		}
	}
}

// Stop ends the comparison. What was found so far is dropped.
func (s *StepComparison) Stop() {
	if s.next != nil {
		s.stop()
		s.next, s.stop = nil, nil
		s.changed()
	}
}

// progress counts events. Each is looked at several times, and how often is not known.
func (s *StepComparison) progress() Progress {
	return Progress{What: "Comparing " + format.Plural(int64(s.of[0].Len()+s.of[1].Len()), "event"), Part: -1,
		Says: format.Count(int64(s.done)*compare.YieldEvery) + " looked at"}
}
