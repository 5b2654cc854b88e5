package stats

import (
	"slices"

	"loopyard/engine/trace"
)

// usage is how busy the loops were over time: for each slot, the busy nanoseconds of all loops together.
type usage struct{ trace.Slots }

// upTo returns how many loops were busy on average in each slot up to now. open has the time when each step began that is
// still under way, or was when the overflow began.
func (u *usage) upTo(now int64, open []int64, tail *trace.Overflow) (parallelism []float64, width int64) {
	if now = min(now, trace.EndOfSlots); now <= 0 {
		return nil, 0
	}
	u.Cover(now)
	all := trace.Slots{Width: u.Width, Sums: slices.Clone(u.Sums)}
	for _, began := range open {
		all.Add(began, tail.KeptUntil(now))
	}
	for i := range tail.ByThread() {
		all.AddSpread(tail.From, tail.Rows[i].Busy, now)
	}
	for slot := int64(0); slot*u.Width < now; slot++ {
		busy := int64(0)
		if int(slot) < len(all.Sums) {
			busy = all.Sums[slot]
		}
		parallelism = append(parallelism, float64(busy)/float64(min(u.Width, now-slot*u.Width)))
	}
	return parallelism, u.Width
}
