package recording

import (
	"loopyard/engine/trace"
	"loopyard/engine/trace/compare"
)

// Comparison is what two runs have in common. Its zero value is of two runs that were not compared.
type Comparison struct {
	Rule  rule
	Lines Lines
	Deeds compare.Result // step by step, or event by event
	Long  Long           // why some of it is missing
}

// Lines are what two runs printed, side by side.
type Lines struct {
	Same, Of int // loops whose lines are the same and in the same order, of all
	Elsewise int // places at which the line is of another loop
}

// rule says what of two runs must match.
type rule uint8

const (
	RuleNone  rule = iota // they are of different programs: nothing need match
	RuleDeeds             // what each thread, loop and task did, one by one
	RuleExact             // every event: both are the same run in virtual time
)

// Long says what of two runs was not compared because they are too long.
type Long uint8

// What may be missing.
const (
	LongNot   Long = iota // nothing
	LongSteps             // the steps: they take a while, and are compared when somebody asks
	LongAll               // everything but the figures
)

// Up to how many events of either run they are compared at once, which may take no longer than a frame, and up to how
// many when somebody asks, which takes a second or two.
const (
	ComparedAtOnce = 10_000
	ComparedAtAll  = 200_000
)

// Compare sets two recordings side by side. pause is called now and then by whoever is ready to wait for all of it; nil:
// nobody is.
func Compare(a, b *Recording, pause func()) Comparison {
	c := Comparison{Rule: RuleOf(a, b)}
	long := max(a.Len(), b.Len())
	if c.Rule == RuleNone {
		return c
	}
	if long > ComparedAtAll {
		c.Long = LongAll
		return c
	}
	c.Lines = compareLines(a, b)
	if long > ComparedAtOnce && pause == nil {
		c.Long = LongSteps
		return c
	}
	c.Deeds = compare.Runs(&a.Log, &b.Log, compare.Rules{RealTime: c.Rule == RuleDeeds, Most: 1, Pause: pause})
	return c
}

// Same tells whether all that must match and was compared does.
func (c Comparison) Same() bool {
	return c.Lines.Same == c.Lines.Of && c.Deeds.Verdict != compare.Different
}

func RuleOf(a, b *Recording) rule {
	mine := a.Spec
	mine.Timeout = b.Spec.Timeout
	switch {
	case !a.SameProgram(b):
		return RuleNone
	case a.Virtual() && mine == b.Spec:
		return RuleExact
	}
	return RuleDeeds
}

// compareLines knows loops by their number, which does not depend on which thread was quicker.
func compareLines(a, b *Recording) Lines {
	var l Lines
	mine, theirs := a.linesByLoop(), b.linesByLoop()
	for loop, lines := range mine {
		l.Of++
		if equalLines(a, lines, b, theirs[loop]) {
			l.Same++
		}
	}
	for loop := range theirs {
		if _, both := mine[loop]; !both {
			l.Of++
		}
	}
	for i := range max(len(a.Lines), len(b.Lines)) {
		if i >= len(a.Lines) || i >= len(b.Lines) || a.Event(a.Lines[i]).Loop != b.Event(b.Lines[i]).Loop {
			l.Elsewise++
		}
	}
	return l
}

func equalLines(a *Recording, mine []trace.EventID, b *Recording, theirs []trace.EventID) bool {
	if len(mine) != len(theirs) {
		return false
	}
	for i := range mine {
		if a.EventText(a.Event(mine[i])) != b.EventText(b.Event(theirs[i])) {
			return false
		}
	}
	return true
}

func (r *Recording) linesByLoop() map[trace.LoopID][]trace.EventID {
	all := map[trace.LoopID][]trace.EventID{}
	for loop := range r.ByLoop {
		all[loop] = nil
	}
	for _, id := range r.Lines {
		if loop := r.Event(id).Loop; loop != 0 {
			all[loop] = append(all[loop], id)
		}
	}
	return all
}

// Comparable tells whether the recording is whole, so that what it lacks means something.
func (r *Recording) Comparable() bool { return r.State == Ended && r.Whole() }

// sameProgram tells whether two runs do the same, wherever they do it. The seed and the simulated machine are
// not part of it: a real run has neither.
func (r *Recording) SameProgram(other *Recording) bool {
	a, b := r.Spec, other.Spec
	a.Placement, a.Seed, a.Timeout, a.Cores, a.GIL = b.Placement, b.Seed, b.Timeout, b.Cores, b.GIL
	return a == b
}
