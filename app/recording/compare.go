package recording

import "loopyard/engine/trace/compare"

// Comparison is what two runs have in common. Its zero value is of two runs that were not compared.
type Comparison struct {
	Rule    MatchRule
	Lines   compare.LinesResult
	History compare.Result // step by step, or event by event
	Skipped Skipped        // why some of it is missing
}

// rule says what of two runs must match.
type MatchRule uint8

const (
	MatchNothing MatchRule = iota // they are of different programs: nothing need match
	MatchHistory                  // what each thread, loop and task did, one by one
	MatchEvents                   // every event: both are the same run in virtual time
)

// Long says what of two runs was not compared because they are too long.
type Skipped uint8

// What may be missing.
const (
	SkippedNothing Skipped = iota // nothing
	SkippedSteps                  // the steps: they take a while, and are compared when somebody asks
	SkippedAll                    // everything but the figures
)

// Up to how many events of either run they are compared at once, which may take no longer than a frame, and up to how
// many when somebody asks, which takes a second or two.
const (
	MaxQuicklyComparedEvents = 10_000
	MaxComparedEvents        = 200_000
)

// Compare sets two recordings side by side. pause is called now and then by whoever is ready to wait for all of it; nil:
// nobody is.
func Compare(a, b *Recording, pause func()) Comparison {
	c := Comparison{Rule: MatchRuleOf(a, b)}
	long := max(a.Len(), b.Len())
	if c.Rule == MatchNothing {
		return c
	}
	if long > MaxComparedEvents {
		c.Skipped = SkippedAll
		return c
	}
	c.Lines = compare.Lines(compare.PrintedBy(&a.Log), compare.PrintedBy(&b.Log))
	if long > MaxQuicklyComparedEvents && pause == nil {
		c.Skipped = SkippedSteps
		return c
	}
	c.History = compare.Runs(&a.Log, &b.Log, compare.Rules{RealTime: c.Rule == MatchHistory, Most: 1, Pause: pause})
	return c
}

// Same tells whether all that must match and was compared does.
func (c Comparison) Same() bool {
	return c.Lines.First == nil && c.History.Verdict != compare.Different
}

// MatchRuleOf returns what must match in two runs.
func MatchRuleOf(a, b *Recording) MatchRule {
	rules, ok := compare.RulesFor(a.Spec, b.Spec)
	switch {
	case !ok:
		return MatchNothing
	case rules.RealTime:
		return MatchHistory
	}
	return MatchEvents
}

// Comparable tells whether the recording is whole, so that what it lacks means something.
func (r *Recording) Comparable() bool { return r.state == Ended && r.Whole() }
