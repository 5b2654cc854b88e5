package remote

import (
	"math"

	"loopyard/engine"
)

// clockOffset holds bounds on the difference between another clock and ours: how much to add to its readings to get
// ours. The zero value has no bounds.
//
// It is measured by round trips. We read our clock, ask the other side for a reading of its clock, and read ours again
// when the answer is here. Their reading was taken at some time between our two, so the offset is between the first
// reading minus theirs and the second minus theirs. Each round trip gives such an interval; the offset lies in all of
// them. The quickest round trip says the most.
type clockOffset struct {
	low, high int64
	known     bool
}

// add adds a round trip: our reading when we asked, theirs, and our reading when the answer was here.
func (c *clockOffset) add(asked, theirs, answered int64) {
	if !c.known {
		*c = clockOffset{math.MinInt64, math.MaxInt64, true}
	}
	c.low, c.high = max(c.low, asked-theirs), min(c.high, answered-theirs)
}

// offset returns the value nearest to guess that the round trips allow, and the most that it can be wrong by.
func (c *clockOffset) offset(guess int64) (offset, errorBound int64) {
	low, high := min(c.low, c.high), max(c.low, c.high) // clocks that tick in steps may contradict each other by one step
	offset = min(max(guess, low), high)
	return offset, max(high-offset, offset-low)
}

// offsetClock is the time of a run, read from a clock of this process that began at another time.
type offsetClock struct {
	engine.Clock
	offset int64
}

// Now returns the nanoseconds since the run began. It is never less than 1, although an offset may be a little wrong.
func (c offsetClock) Now() int64 { return max(c.Clock.Now()+c.offset, 1) }
