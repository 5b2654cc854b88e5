package model

import (
	"slices"
	"strings"

	"loopyard/app/format"
	"loopyard/app/recording"
	"loopyard/app/timeline"
	"loopyard/engine/trace/compare"
)

// MostCompared is how many runs can be compared at once: more than that cannot be followed.
const MostCompared = 6

// Compared returns the runs that are compared on one axis, from top to bottom; nil if the primary one is shown alone.
func (r *Runs) Compared() []*recording.Recording {
	if len(r.compared) < 2 {
		return nil
	}
	return r.compared
}

// CanCompare reports whether another run can be added to those that are compared.
func (r *Runs) CanCompare() bool { return len(r.compared) < MostCompared }

// compare adds a run to those compared with the primary one.
func (r *Runs) compare(rec *recording.Recording) {
	if r.primary == nil || slices.Contains(r.compared, rec) || !r.CanCompare() {
		return
	}
	if len(r.compared) == 0 {
		r.compared = []*recording.Recording{r.primary}
	}
	if rec != r.primary {
		r.compared = append(slices.Clone(r.compared), rec)
	}
	r.changed()
}

// uncompare takes a run out of the comparison. A primary run that is left alone is not compared.
func (r *Runs) uncompare(rec *recording.Recording) {
	r.compared = slices.DeleteFunc(slices.Clone(r.compared), func(other *recording.Recording) bool { return other == rec })
	if len(r.compared) == 1 && r.compared[0] == r.primary {
		r.compared = nil
	}
	r.changed()
}

// endComparison shows the primary run alone.
func (r *Runs) endComparison() {
	r.compared, r.collapsed = nil, nil
	r.changed()
}

// recompare fits the comparison to the next primary run. A run that is compared stays so, a run of the same program
// takes the place of the primary one, and anything else ends the comparison. sameAxis reports whether the runs that are
// drawn stay the same.
func (r *Runs) recompare(next *recording.Recording) (sameAxis bool) {
	if len(r.compared) == 0 {
		return false
	}
	if slices.Contains(r.compared, next) {
		return true
	}
	i := slices.Index(r.compared, r.primary)
	if next == nil || i < 0 || !next.Spec.SameProgram(r.primary.Spec) {
		r.compared, r.collapsed = nil, nil
		return false
	}
	r.compared = slices.Clone(r.compared)
	r.compared[i] = next
	return false
}

// Collapsed reports whether a run that is compared is drawn as a band, which shows how many of its loops were busy, in
// place of a row for each loop. A run with many loops is, unless the visitor chose otherwise.
func (r *Runs) Collapsed(rec *recording.Recording) bool {
	if collapsed, chosen := r.collapsed[rec]; chosen {
		return collapsed
	}
	return len(rec.Lanes()) > timeline.MaxStripLanes
}

// Collapse draws a run that is compared as a band, or as a row for each loop.
func (r *Runs) Collapse(rec *recording.Recording, on bool) {
	if r.collapsed == nil {
		r.collapsed = map[*recording.Recording]bool{}
	}
	r.collapsed[rec] = on
	r.changed()
}

// Result returns how the primary run compares with another one. It is worked out once.
func (r *Runs) Result(other *recording.Recording) recording.Comparison {
	key := [2]*recording.Recording{r.primary, other}
	c, ok := r.results[key]
	if !ok {
		c = recording.Compare(r.primary, other, nil)
		r.setResult(key, c)
	}
	return c
}

// setResult remembers how two runs compare.
func (r *Runs) setResult(of [2]*recording.Recording, c recording.Comparison) {
	if r.results == nil {
		r.results = map[[2]*recording.Recording]recording.Comparison{}
	}
	r.results[of] = c
}

// Column returns the name of a run above its figures.
func (r *Runs) Column(rec *recording.Recording) string {
	if compared := r.Compared(); compared != nil {
		return recording.RunName(rec, compared)
	}
	return rec.Target.ShortLabel()
}

// outcome says in a word or two how a run compares with the primary one. It returns "" if they were not compared.
func (r *Runs) outcome(rec *recording.Recording) string {
	if rec == r.primary || !rec.Comparable() || !r.primary.Comparable() {
		return ""
	}
	if c := r.Result(rec); c.History.Verdict != compare.NoVerdict {
		return c.HistoryWord()
	}
	return ""
}

// others says in part of a sentence which runs are compared with the primary one; empty if none is.
func (r *Runs) others() string {
	compared := r.Compared()
	if compared == nil {
		return ""
	}
	var others []string
	for i, name := range recording.RunNames(compared) {
		if compared[i] != r.primary {
			others = append(others, name+", "+format.FixedDuration(compared[i].EndTime()))
		}
	}
	return ". Beside it on the same axis: " + strings.Join(others, "; ")
}
