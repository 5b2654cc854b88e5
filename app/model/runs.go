package model

import (
	"maps"
	"slices"

	"loopyard/app/recording"
)

// Runs is the recordings of a visit: the primary one, which the page is about, those compared with it on one axis, and
// the earlier ones that are kept to be compared. The zero value has none.
type Runs struct {
	part
	primary   *recording.Recording // nil before the first run
	kept      []*recording.Recording
	numbered  int                           // recordings that have a number
	compared  []*recording.Recording        // from top to bottom, the primary one among them; empty: none
	collapsed map[*recording.Recording]bool // what was chosen for a run; see Collapsed
	results   map[[2]*recording.Recording]recording.Comparison
}

// How many recordings a visit keeps at most, and how many events of theirs.
const (
	KeptRuns   = 8
	KeptEvents = 3_000_000
)

// Primary returns the recording that the page is about; nil before the first run.
func (r *Runs) Primary() *recording.Recording { return r.primary }

// Kept returns the recordings that are kept, the earliest first.
func (r *Runs) Kept() []*recording.Recording { return r.kept }

// Running reports whether the primary run is under way.
func (r *Runs) Running() bool { return r.primary != nil && !r.primary.State().Over() }

// EndTime returns how long the primary run has taken so far, in nanoseconds; 0 if there is none.
func (r *Runs) EndTime() int64 {
	if r.primary == nil {
		return 0
	}
	return r.primary.EndTime()
}

// All returns the recordings that can be compared, the earliest first.
func (r *Runs) All() []*recording.Recording {
	all := slices.Clone(r.kept)
	for _, one := range append([]*recording.Recording{r.primary}, r.compared...) {
		if one != nil && !slices.Contains(all, one) {
			all = append(all, one)
		}
	}
	return all
}

// Drawn returns the recordings that the timeline shows, from top to bottom.
func (r *Runs) Drawn() []*recording.Recording {
	switch {
	case r.primary == nil:
		return nil
	case r.Compared() != nil:
		return r.compared
	}
	return []*recording.Recording{r.primary}
}

// Columns returns the recordings whose figures stand side by side: those that are compared, or else the latest run of
// the primary one's program at every target, in the order of the targets.
func (r *Runs) Columns() []*recording.Recording {
	if r.primary == nil {
		return nil
	}
	if compared := r.Compared(); compared != nil {
		return compared
	}
	var columns []*recording.Recording
	for _, at := range recording.Targets {
		if r.primary.Target == at {
			columns = append(columns, r.primary)
			continue
		}
		for _, one := range slices.Backward(r.kept) {
			if one.Target == at && one.Spec.SameProgram(r.primary.Spec) {
				columns = append(columns, one)
				break
			}
		}
	}
	return columns
}

// Counterpart returns where the primary run is run again to be compared: natively, or in virtual time if it is native.
func (r *Runs) Counterpart() recording.Target {
	if r.primary != nil && r.primary.Target.Native() {
		return recording.TargetVirtual
	}
	return recording.TargetNativeThreads
}

// FellOver reports whether the primary run is one of this browser's that did not end well: the next one may.
func (r *Runs) FellOver() bool {
	p := r.primary
	return p != nil && p.Target.RealTimeInBrowser() && (p.State() == recording.Failed || p.State() == recording.Broken)
}

// number gives a recording its number in the visit.
func (r *Runs) number(rec *recording.Recording) {
	r.numbered++
	rec.Number = r.numbered
}

// updated notes that a recording holds more than it did.
func (r *Runs) updated() { r.changed() }

// hidden notes of a recording that the page was hidden while it was made.
func (r *Runs) hidden(rec *recording.Recording) {
	rec.Conditions.Hidden = true
	r.changed()
}

// setPrimary makes the page be about another recording, or about none. sameAxis reports whether the axis can stay as it
// is, since the recording is compared already.
func (r *Runs) setPrimary(next *recording.Recording) (sameAxis bool) {
	sameAxis = r.recompare(next)
	r.primary = next
	r.changed()
	return sameAxis
}

// keep keeps a recording to be compared, and drops others if they are too many. The same run in virtual time is the same
// trace, so it is kept once.
func (r *Runs) keep(rec *recording.Recording) {
	r.kept = append(slices.DeleteFunc(slices.Clone(r.kept), func(old *recording.Recording) bool {
		return old == rec || old != r.primary && old.Virtual() && old.Spec == rec.Spec && old.Target == rec.Target && old.File == "" && rec.File == ""
	}), rec)
	for i := r.spare(); i >= 0; i = r.spare() {
		r.kept = slices.Delete(r.kept, i, i+1)
	}
	r.forget()
	r.changed()
}

// spare returns the recording to drop if they are too many or too large, and -1 if they are not. It is the earliest one
// that a later run of the same program at the same target replaces, or else the earliest. One that is shown is dropped
// only if there is no other, and the latest never is.
func (r *Runs) spare() int {
	events := 0
	for _, one := range r.kept {
		events += one.Len()
	}
	last := len(r.kept) - 1
	if last < KeptRuns && events <= KeptEvents {
		return -1
	}
	shown := func(one *recording.Recording) bool { return one == r.primary || slices.Contains(r.compared, one) }
	for i, one := range r.kept {
		replaces := func(later *recording.Recording) bool { return later.Target == one.Target && later.Spec == one.Spec }
		if !shown(one) && slices.ContainsFunc(r.kept[i+1:], replaces) {
			return i
		}
	}
	if i := slices.IndexFunc(r.kept[:last], func(one *recording.Recording) bool { return !shown(one) }); i >= 0 {
		return i
	}
	return min(0, last-1)
}

// forget drops what was worked out about recordings that are neither kept nor primary.
func (r *Runs) forget() {
	gone := func(one *recording.Recording) bool { return one != r.primary && !slices.Contains(r.kept, one) }
	maps.DeleteFunc(r.results, func(of [2]*recording.Recording, _ recording.Comparison) bool { return gone(of[0]) || gone(of[1]) })
	maps.DeleteFunc(r.collapsed, func(one *recording.Recording, _ bool) bool { return gone(one) })
	for _, one := range slices.Clone(r.compared) {
		if gone(one) && one.State().Over() {
			r.uncompare(one)
		}
	}
}
