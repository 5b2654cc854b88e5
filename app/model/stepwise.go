package model

import (
	"iter"

	"loopyard/app/format"
	"loopyard/app/recording"
	"loopyard/engine/trace/compare"
)

// stepwise is a comparison of two runs step by step that is under way. It takes seconds, so it is done in pieces.
type stepwise struct {
	of   [2]*recording.Recording
	next func() (*recording.Comparison, bool) // nil as long as it is not done
	end  func()
	done int // pieces
}

func newStepwise(a, b *recording.Recording) *stepwise {
	s := &stepwise{of: [2]*recording.Recording{a, b}}
	s.next, s.end = iter.Pull(func(yield func(*recording.Comparison) bool) {
		type ended struct{}
		defer func() {
			if r := recover(); r != nil && r != (ended{}) {
				panic(r)
			}
		}()
		c := recording.Compare(a, b, func() {
			if !yield(nil) {
				panic(ended{}) // nobody waits for it any more
			}
		})
		yield(&c)
	})
	return s
}

// CompareSteps begins to compare what is shown with another recording step by step.
func (y *Model) CompareSteps(other *recording.Recording) {
	y.StopSteps()
	y.Steps = newStepwise(y.Shown, other)
	pieces := 0
	y.goOnComparing(func() bool { pieces++; return pieces == 10 })
	y.Revs.Run++
	y.Shell.Wake()
}

// goOnComparing compares more, if anything is being compared. more tells that something is left.
func (y *Model) goOnComparing(enough func() bool) (more bool) {
	s := y.Steps
	if s == nil {
		return false
	}
	y.Revs.Far++
	for {
		c, more := s.next()
		if !more {
			y.StopSteps()
			return false
		}
		if c != nil {
			y.Compares[s.of] = *c
			y.Revs.Run++
			y.StopSteps()
			y.Say("Compared step by step.")
			return false
		}
		if s.done++; enough() {
			return true
		}
	}
}

// StopSteps ends the comparison. What was found is forgotten.
func (y *Model) StopSteps() {
	if y.Steps != nil {
		y.Steps.end()
		y.Steps = nil
		y.Revs.Far++
		y.Revs.Run++
	}
}

// progress is in events, of which each is looked at several times: nobody knows how often.
func (s *stepwise) progress() Progress {
	return Progress{What: "Comparing " + format.Plural(int64(s.of[0].Len()+s.of[1].Len()), "event"), Part: -1,
		Says: format.Count(int64(s.done)*compare.YieldEvery) + " looked at"}
}
