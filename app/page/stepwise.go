package page

import (
	"iter"

	"loopyard/engine/trace/compare"
)

// stepwise is a comparison of two runs step by step that is under way. It takes seconds, so it is done in pieces.
type stepwise struct {
	of   [2]*Recording
	next func() (*Comparison, bool) // nil as long as it is not done
	end  func()
	done int // pieces
}

func newStepwise(a, b *Recording) *stepwise {
	s := &stepwise{of: [2]*Recording{a, b}}
	s.next, s.end = iter.Pull(func(yield func(*Comparison) bool) {
		type ended struct{}
		defer func() {
			if r := recover(); r != nil && r != (ended{}) {
				panic(r)
			}
		}()
		c := Compare(a, b, func() {
			if !yield(nil) {
				panic(ended{}) // nobody waits for it any more
			}
		})
		yield(&c)
	})
	return s
}

// CompareSteps begins to compare what is shown with another recording step by step.
func (y *Yard) CompareSteps(other *Recording) {
	y.StopSteps()
	y.steps = newStepwise(y.Shown, other)
	pieces := 0
	y.goOnComparing(func() bool { pieces++; return pieces == 10 })
	y.revs.run++
	y.shell.wake()
}

// goOnComparing compares more, if anything is being compared. more tells that something is left.
func (y *Yard) goOnComparing(enough func() bool) (more bool) {
	s := y.steps
	if s == nil {
		return false
	}
	y.revs.far++
	for {
		c, more := s.next()
		if !more {
			y.StopSteps()
			return false
		}
		if c != nil {
			y.compares[s.of] = *c
			y.revs.run++
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
func (y *Yard) StopSteps() {
	if y.steps != nil {
		y.steps.end()
		y.steps = nil
		y.revs.far++
		y.revs.run++
	}
}

// progress is in events, of which each is looked at several times: nobody knows how often.
func (s *stepwise) progress() Progress {
	return Progress{What: "Comparing " + plural(int64(s.of[0].Len()+s.of[1].Len()), "event"), Part: -1,
		Says: count(int64(s.done)*compare.YieldEvery) + " looked at"}
}
