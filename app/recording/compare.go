package recording

import "loopyard/engine/trace/compare"

// Comparison is what two runs have in common. The zero value is of two runs that were not compared.
type Comparison struct {
	Rule    MatchRule
	Lines   compare.LinesResult
	History compare.Result // what every task did, or every event, as Rule says
	Skipped Skipped
}

// MatchRule says what must be the same in two runs.
type MatchRule uint8

// The rules.
const (
	MatchNothing MatchRule = iota // nothing: the runs are of different programs
	MatchHistory                  // what each thread, loop and task did, one after the other
	MatchEvents                   // every event: both are the same run in virtual time
)

// Skipped says what was not compared because the runs are too long.
type Skipped uint8

// What may be skipped.
const (
	SkippedNothing Skipped = iota
	SkippedHistory         // it takes a while, so it is compared when the visitor asks for it
	SkippedAll             // everything but the figures
)

const (
	// maxQuickEvents is how many events each of two runs may have to be compared at once, within a frame of the page.
	maxQuickEvents = 10_000
	// MaxComparedEvents is how many events each of two runs may have to be compared at all, which takes a second or two.
	MaxComparedEvents = 200_000
)

// Compare compares two runs. If yield is nil, it skips what takes longer than a frame of the page. If not, it compares
// that too and calls yield every [compare.YieldEvery] events, so that the page can do something else. If yield returns
// false, the comparison ends and the History of the result is Stopped.
func Compare(a, b *Recording, yield func() bool) Comparison {
	c := Comparison{Rule: matchRule(a, b)}
	events := max(a.Len(), b.Len())
	if c.Rule == MatchNothing {
		return c
	}
	if events > MaxComparedEvents {
		c.Skipped = SkippedAll
		return c
	}
	c.Lines = compare.Lines(compare.PrintedBy(&a.Log), compare.PrintedBy(&b.Log))
	if events > maxQuickEvents && yield == nil {
		c.Skipped = SkippedHistory
		return c
	}
	c.History = compare.Runs(&a.Log, &b.Log, compare.Rules{RealTime: c.Rule == MatchHistory, Most: 1, Yield: yield})
	return c
}

// Same reports whether everything is the same that must be and was compared.
func (c Comparison) Same() bool {
	return c.Lines.First == nil && c.History.Verdict != compare.Different
}

func matchRule(a, b *Recording) MatchRule {
	rules, ok := compare.RulesFor(a.Spec, b.Spec)
	switch {
	case !ok:
		return MatchNothing
	case rules.RealTime:
		return MatchHistory
	}
	return MatchEvents
}

// Comparable reports whether the recording is complete, so that what it does not have did not happen.
func (r *Recording) Comparable() bool { return r.state == Ended && r.Whole() }
