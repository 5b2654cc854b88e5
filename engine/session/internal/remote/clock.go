package remote

import (
	"math"

	"loopyard/engine"
)

// alignment is what is known of another clock: how much to add to its reading to have ours. The zero value knows nothing.
type alignment struct {
	low, high int64
	known     bool
}

// saw takes an exchange, by our clock but for theirs: they were asked at one moment, and their answer, with what their
// clock said in between, was here at another.
func (a *alignment) saw(asked, theirs, answered int64) {
	if !a.known {
		*a = alignment{math.MinInt64, math.MaxInt64, true}
	}
	a.low, a.high = max(a.low, asked-theirs), min(a.high, answered-theirs)
}

// shift gives the likeliest: the guess, if the exchanges allow it. unsure is the most that it can be wrong by.
func (a *alignment) shift(guess int64) (shift, unsure int64) {
	low, high := min(a.low, a.high), max(a.low, a.high) // clocks that tick in steps may contradict themselves by one
	shift = min(max(guess, low), high)
	return shift, max(high-shift, shift-low)
}

// shifted is a clock of this process that tells the time of a run which began elsewhere, or later.
type shifted struct {
	engine.Clock
	by int64
}

// Now is never before the run began: a clock may be a little off.
func (c shifted) Now() int64 { return max(c.Clock.Now()+c.by, 1) }
