package page

import (
	"loopyard/engine/trace"
)

// Comparison is what two runs of the same program have in common.
type Comparison struct {
	Same, Of int // loops whose lines are the same and in the same order, of all
	Elsewise int // places at which the line is of another loop
}

// Compare sets the lines of two recordings side by side. Loops are known by their number, which does not depend on
// which thread was quicker.
func Compare(a, b *Recording) Comparison {
	var c Comparison
	mine, theirs := a.linesByLoop(), b.linesByLoop()
	for loop, lines := range mine {
		c.Of++
		if equalLines(a, lines, b, theirs[loop]) {
			c.Same++
		}
	}
	for loop := range theirs {
		if _, both := mine[loop]; !both {
			c.Of++
		}
	}
	for i := range max(len(a.lines), len(b.lines)) {
		if i >= len(a.lines) || i >= len(b.lines) || a.Event(a.lines[i]).Loop != b.Event(b.lines[i]).Loop {
			c.Elsewise++
		}
	}
	return c
}

func equalLines(a *Recording, mine []trace.EventID, b *Recording, theirs []trace.EventID) bool {
	if len(mine) != len(theirs) {
		return false
	}
	for i := range mine {
		if a.Line(mine[i]) != b.Line(theirs[i]) {
			return false
		}
	}
	return true
}

// Line is the text of one of the lines.
func (r *Recording) Line(id trace.EventID) string { return r.text.Get(trace.Text(r.Event(id).Arg)) }

func (r *Recording) linesByLoop() map[trace.LoopID][]trace.EventID {
	all := map[trace.LoopID][]trace.EventID{}
	for loop := range r.byLoop {
		all[loop] = nil
	}
	for _, id := range r.lines {
		if loop := r.Event(id).Loop; loop != 0 {
			all[loop] = append(all[loop], id)
		}
	}
	return all
}

// Comparable tells whether the recording is whole, so that what it lacks means something.
func (r *Recording) Comparable() bool { return r.State == Ended && r.Trailer.Dropped == 0 }

// sameProgram tells whether two runs do the same, wherever they do it. The seed and the simulated machine are
// not part of it: a real run has neither.
func (r *Recording) sameProgram(other *Recording) bool {
	a, b := r.Spec, other.Spec
	a.Placement, a.Seed, a.Timeout, a.Cores, a.GIL = b.Placement, b.Seed, b.Timeout, b.Cores, b.GIL
	return a == b
}

// compared is Compare of what is shown with another recording, worked out once.
func (y *Yard) compared(other *Recording) Comparison {
	key := [2]*Recording{y.Shown, other}
	if c, ok := y.compares[key]; ok {
		return c
	}
	if len(y.compares) > keptRuns*keptRuns {
		clear(y.compares)
	}
	c := Compare(y.Shown, other)
	y.compares[key] = c
	return c
}
