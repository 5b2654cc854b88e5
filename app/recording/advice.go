package recording

import (
	"slices"

	"loopyard/engine/trace/lint"
)

// advice is what is to be said about a run when it is over: mistakes and bad habits that can be seen in its trace.
type Advice struct {
	linter *lint.Linter // nil before it is begun and when it is done
	done   bool
	items  []AdviceItem // the worst first
}

// lintFound is all that was found of one lint.
type AdviceItem struct {
	Rule     lint.Rule
	Count    int // how often it was found, listed or not
	Findings []lint.Finding
}

// advise looks for advice in a run that is over, until enough says that it has taken long enough. more tells that it has
// not come to the end.
func (r *Recording) FindAdvice(enough func() bool) (more bool) {
	a := &r.advice
	if a.done || !r.state.Over() {
		return false
	}
	if a.linter == nil {
		a.linter = lint.New(&r.Log)
	}
	if !a.linter.Continue(enough) {
		return true
	}
	a.items, a.linter, a.done = GroupFindings(a.linter.Findings()), nil, true
	return false
}

// sorted puts findings of one lint together, and what matters most first.
func GroupFindings(all lint.Findings) (lints []AdviceItem) {
	for _, f := range all.List {
		i := slices.IndexFunc(lints, func(l AdviceItem) bool { return l.Rule == f.Rule })
		if i < 0 {
			i = len(lints)
			lints = append(lints, AdviceItem{Rule: f.Rule, Count: all.Count[f.Rule]})
		}
		lints[i].Findings = append(lints[i].Findings, f)
	}
	slices.SortStableFunc(lints, func(a, b AdviceItem) int { return int(b.Rule.Severity()) - int(a.Rule.Severity()) })
	return lints
}

// Done reports whether the whole run was looked at.
func (a *Advice) Done() bool { return a.done }

// Items returns what was found, the worst first.
func (a *Advice) Items() []AdviceItem { return a.items }
