package recording

import (
	"slices"

	"loopyard/engine/trace/lint"
)

// Advice is what can be learned from a run that is over: the mistakes and bad habits that its trace shows. The zero value
// is of a run that was not looked at yet.
type Advice struct {
	linter *lint.Linter // nil before it has begun and after it has ended
	done   bool
	items  []AdviceItem
}

// AdviceItem is all that was found by one rule.
type AdviceItem struct {
	Rule     lint.Rule
	Count    int            // how often it was found
	Findings []lint.Finding // the first of them
}

// Done reports whether the whole run was looked at.
func (a *Advice) Done() bool { return a.done }

// Items returns what was found, the most severe first. It is empty before [Advice.Done].
func (a *Advice) Items() []AdviceItem { return a.items }

// Advice returns what was found in the run by [Recording.FindAdvice].
func (r *Recording) Advice() *Advice { return &r.advice }

// FindAdvice looks for advice in a run that is over. A long run takes a while, so it stops when enough returns true; more
// reports whether it has to be called again.
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
	a.items, a.linter, a.done = adviceItems(a.linter.Findings()), nil, true
	return false
}

// adviceItems puts the findings of each rule together, and the most severe rules first.
func adviceItems(all lint.Findings) (items []AdviceItem) {
	for _, f := range all.List {
		i := slices.IndexFunc(items, func(item AdviceItem) bool { return item.Rule == f.Rule })
		if i < 0 {
			i = len(items)
			items = append(items, AdviceItem{Rule: f.Rule, Count: all.Count[f.Rule]})
		}
		items[i].Findings = append(items[i].Findings, f)
	}
	slices.SortStableFunc(items, func(a, b AdviceItem) int { return int(b.Rule.Severity()) - int(a.Rule.Severity()) })
	return items
}
