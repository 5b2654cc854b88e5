package model

import (
	"loopyard/app/recording"
	"loopyard/app/timeline"
	"maps"
	"slices"
)

// comparing is which runs of the visit are laid beside each other. The zero value is none: one run is shown alone.
type comparing struct {
	stack    []*recording.Recording        // from top to bottom, the one in front among them; empty: none
	bands    map[*recording.Recording]bool // what was said of a run: true folds it to a band, false shows its loops
	stackRev int                           // counts changes of both
	Compares map[[2]*recording.Recording]recording.Comparison
}

// mostCompared is how many runs can be laid beside each other: more than that nobody can follow.
const MostCompared = 6

// Stack lists the runs that are compared, from top to bottom; none if one is shown alone.
func (y *Model) Stack() []*recording.Recording {
	if len(y.stack) < 2 {
		return nil
	}
	return y.stack
}

// drawn lists the runs that the timeline shows.
func (y *Model) Drawn() []*recording.Recording {
	switch {
	case y.Shown == nil:
		return nil
	case y.Stack() != nil:
		return y.stack
	}
	return []*recording.Recording{y.Shown}
}

// Runs lists the runs of the visit that can be compared, the earliest first.
func (y *Model) Runs() []*recording.Recording {
	runs := slices.Clone(y.Visit)
	for _, r := range append([]*recording.Recording{y.Shown}, y.stack...) {
		if r != nil && !slices.Contains(runs, r) {
			runs = append(runs, r)
		}
	}
	return runs
}

// Beside lays a run beside what is shown, or takes it away. The one in front stays; taking it away puts the next one in
// front.
func (y *Model) Beside(r *recording.Recording, on bool) {
	if y.Shown == nil || on && (slices.Contains(y.stack, r) || len(y.stack) >= MostCompared) {
		return
	}
	if on {
		if len(y.stack) == 0 {
			y.stack = []*recording.Recording{y.Shown}
		}
		if r != y.Shown {
			y.stack = append(slices.Clone(y.stack), r)
		}
	} else {
		y.leave(r)
		if r == y.Shown && len(y.stack) > 0 {
			y.Show(y.stack[0])
		}
	}
	y.restacked()
}

// leave takes a run out of the comparison. One alone is none.
func (y *Model) leave(r *recording.Recording) {
	y.stack = slices.DeleteFunc(slices.Clone(y.stack), func(other *recording.Recording) bool { return other == r })
	if len(y.stack) == 1 && y.stack[0] == y.Shown {
		y.stack = nil
	}
}

// EndCompare shows the run in front alone.
func (y *Model) EndCompare() {
	y.stack, y.bands = nil, nil
	y.restacked()
	y.Say("Not comparing any more.")
}

func (y *Model) restacked() {
	y.stackRev++
	y.window = y.clamped()
	y.Revs.Run++
	y.Revs.View++
	y.Shell.Wake()
}

// restack keeps the comparison in step with what is to be shown next: one of those that are compared comes to the front,
// a run of the same program takes the place of the one that is shown, and anything else ends it. kept tells whether the
// axis stays what it was.
func (y *Model) restack(next *recording.Recording) (kept bool) {
	if len(y.stack) == 0 {
		return false
	}
	y.stackRev++
	if slices.Contains(y.stack, next) {
		return true
	}
	i := slices.Index(y.stack, y.Shown)
	if next == nil || i < 0 || !next.Spec.SameProgram(y.Shown.Spec) {
		y.stack, y.bands = nil, nil
		return false
	}
	y.stack = slices.Clone(y.stack)
	y.stack[i] = next
	return false
}

// front puts a run of the timeline in front.
func (y *Model) Front(r *recording.Recording) {
	if r != nil && r != y.Shown {
		y.Show(r)
	}
}

// banded tells whether a run is folded to a band: how many of its loops were busy, in place of a row for each.
func (y *Model) Banded(r *recording.Recording) bool {
	folded, said := y.bands[r]
	return said && folded || !said && len(r.Lanes()) > timeline.MaxStripLanes
}

// Band folds a run that is compared to a band, or shows its loops.
func (y *Model) Band(r *recording.Recording, folded bool) {
	if y.bands == nil {
		y.bands = map[*recording.Recording]bool{}
	}
	y.bands[r] = folded
	y.restacked()
}

// changes counts the changes of all that the timeline shows beside the run in front.
func (y *Model) Changes() int {
	n := y.stackRev
	for _, r := range y.stack {
		n += r.Revision()
	}
	return n
}

// compareClass is the class of the panels while runs are compared: their figures need more room.
func (y *Model) CompareClass() string {
	if y.Stack() == nil {
		return "one-run"
	}
	return "comparing"
}

// forget lets go of what was worked out about runs that the visit does not remember.
func (y *Model) forget() {
	gone := func(r *recording.Recording) bool { return r != y.Shown && !slices.Contains(y.Visit, r) }
	maps.DeleteFunc(y.Compares, func(of [2]*recording.Recording, _ recording.Comparison) bool { return gone(of[0]) || gone(of[1]) })
	maps.DeleteFunc(y.bands, func(r *recording.Recording, _ bool) bool { return gone(r) })
	for _, r := range slices.Clone(y.stack) {
		if gone(r) && r.State().Over() {
			y.leave(r)
			y.stackRev++
		}
	}
}
