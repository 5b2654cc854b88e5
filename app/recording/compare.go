package recording

import "loopyard/engine/trace/compare"

// Comparison is what two runs have in common. Its zero value is of two runs that were not compared.
type Comparison struct {
	Rule  rule
	Lines compare.LinesResult
	Deeds compare.Result // step by step, or event by event
	Long  Long           // why some of it is missing
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
	c.Lines = compare.Lines(compare.PrintedBy(&a.Log), compare.PrintedBy(&b.Log))
	if long > ComparedAtOnce && pause == nil {
		c.Long = LongSteps
		return c
	}
	c.Deeds = compare.Runs(&a.Log, &b.Log, compare.Rules{RealTime: c.Rule == RuleDeeds, Most: 1, Pause: pause})
	return c
}

// Same tells whether all that must match and was compared does.
func (c Comparison) Same() bool {
	return c.Lines.First == nil && c.Deeds.Verdict != compare.Different
}

// RuleOf returns what must match in two runs.
func RuleOf(a, b *Recording) rule {
	rules, ok := compare.RulesFor(a.Spec, b.Spec)
	switch {
	case !ok:
		return RuleNone
	case rules.RealTime:
		return RuleDeeds
	}
	return RuleExact
}

// Comparable tells whether the recording is whole, so that what it lacks means something.
func (r *Recording) Comparable() bool { return r.State == Ended && r.Whole() }
