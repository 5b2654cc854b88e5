package trace

import "slices"

// usage is how busy the loops were over time, in at most usageSlots slots of equal width. When a run outgrows them
// they become twice as wide, so a run of any length has about as fine a picture.
type usage struct {
	busy  []int64 // nanoseconds of all loops together, by slot
	width int64
}

const (
	usageSlots = 240
	usageWidth = 1000 // of a slot, at first
	endOfUsage = 1 << 60
)

// add adds a time that one loop was busy.
func (u *usage) add(from, to int64) {
	from, to = max(from, 0), min(to, endOfUsage)
	if to <= from {
		return
	}
	u.fit(to)
	for from < to {
		slot := int(from / u.width)
		end := min(to, int64(slot+1)*u.width)
		for slot >= len(u.busy) {
			u.busy = append(u.busy, 0)
		}
		u.busy[slot] += end - from
		from = end
	}
}

// fit makes the slots wide enough for a moment.
func (u *usage) fit(at int64) {
	u.width = max(u.width, usageWidth)
	for u.width*usageSlots < at {
		u.width *= 2
		for i := range u.busy {
			if i%2 == 0 {
				u.busy[i/2] = u.busy[i]
			} else {
				u.busy[i/2] += u.busy[i]
			}
		}
		u.busy = u.busy[:(len(u.busy)+1)/2]
	}
}

// upTo gives how many loops were busy on average in each slot until now. open has when each began that still is.
func (u *usage) upTo(now int64, open []int64) (parallelism []float64, width int64) {
	if now = min(now, endOfUsage); now <= 0 {
		return nil, 0
	}
	u.fit(now)
	all := usage{slices.Clone(u.busy), u.width}
	for _, began := range open {
		all.add(began, now)
	}
	for slot := int64(0); slot*u.width < now; slot++ {
		busy := int64(0)
		if int(slot) < len(all.busy) {
			busy = all.busy[slot]
		}
		parallelism = append(parallelism, float64(busy)/float64(min(u.width, now-slot*u.width)))
	}
	return parallelism, u.width
}
