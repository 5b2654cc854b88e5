package model

import (
	"loopyard/app/recording"
	"slices"
)

// kept bounds how many recordings, and how many of their events, a visit remembers.
const (
	KeptRuns   = 8
	KeptEvents = 3_000_000
)

// remember keeps a recording for comparing. The same run in virtual time is the same trace, and is kept once.
func (y *Model) Remember(rec *recording.Recording) {
	y.Visit = append(slices.DeleteFunc(slices.Clone(y.Visit), func(old *recording.Recording) bool {
		return old == rec || old != y.Shown && old.Virtual() && old.Spec == rec.Spec && old.Target == rec.Target && old.File == "" && rec.File == ""
	}), rec)
	for i := y.spare(); i >= 0; i = y.spare() {
		y.Visit = slices.Delete(y.Visit, i, i+1)
	}
	y.forget()
}

// spare gives the recording to forget, if they are too many or too large: the earliest that a later run of the same in the
// same place stands in for, or else the earliest, but one that is looked at only if there is no other. The latest is
// never forgotten; -1 is none.
func (y *Model) spare() int {
	events := 0
	for _, r := range y.Visit {
		events += r.Len()
	}
	last := len(y.Visit) - 1
	if last < KeptRuns && events <= KeptEvents {
		return -1
	}
	looked := func(r *recording.Recording) bool { return r == y.Shown || slices.Contains(y.stack, r) }
	for i, r := range y.Visit {
		if !looked(r) && slices.ContainsFunc(y.Visit[i+1:], func(later *recording.Recording) bool { return later.Target == r.Target && later.Spec == r.Spec }) {
			return i
		}
	}
	if i := slices.IndexFunc(y.Visit[:last], func(r *recording.Recording) bool { return !looked(r) }); i >= 0 {
		return i
	}
	return min(0, last-1)
}

// Columns are the recordings whose figures stand side by side: those that are compared, or else the latest of what is
// shown in every place that it ran in, in the order of the places.
func (y *Model) Columns() []*recording.Recording {
	if y.Shown == nil {
		return nil
	}
	if stack := y.Stack(); stack != nil {
		return stack
	}
	var columns []*recording.Recording
	for _, at := range recording.Targets {
		if y.Shown.Target == at {
			columns = append(columns, y.Shown)
			continue
		}
		for _, rec := range slices.Backward(y.Visit) {
			if rec.Target == at && rec.Spec.SameProgram(y.Shown.Spec) {
				columns = append(columns, rec)
				break
			}
		}
	}
	return columns
}
