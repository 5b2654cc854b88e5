package recording

import (
	"slices"

	"loopyard/engine/trace/lint"
)

// advice is what is to be said about a run when it is over: mistakes and bad habits that can be seen in its trace.
type advice struct {
	linter *lint.Linter // nil before it is begun and when it is done
	Done   bool
	Lints  []LintFound // the worst first
}

// lintFound is all that was found of one lint.
type LintFound struct {
	Lint  lint.Rule
	All   int // how often it was found, listed or not
	Found []lint.Finding
}

// advise looks for advice in a run that is over, until enough says that it has taken long enough. more tells that it has
// not come to the end.
func (r *Recording) Advise(enough func() bool) (more bool) {
	a := &r.Advice
	if a.Done || !r.State.Over() {
		return false
	}
	if a.linter == nil {
		a.linter = lint.New(&r.Log)
	}
	if !a.linter.Continue(enough) {
		return true
	}
	a.Lints, a.linter, a.Done = Sorted(a.linter.Findings()), nil, true
	return false
}

// sorted puts findings of one lint together, and what matters most first.
func Sorted(all lint.Findings) (lints []LintFound) {
	for _, f := range all.List {
		i := slices.IndexFunc(lints, func(l LintFound) bool { return l.Lint == f.Rule })
		if i < 0 {
			i = len(lints)
			lints = append(lints, LintFound{Lint: f.Rule, All: all.Count[f.Rule]})
		}
		lints[i].Found = append(lints[i].Found, f)
	}
	slices.SortStableFunc(lints, func(a, b LintFound) int { return int(b.Lint.Severity()) - int(a.Lint.Severity()) })
	return lints
}
