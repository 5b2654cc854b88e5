package trace

// Slots is a sum over time in at most [MaxSlots] slots of equal width. The slots begin narrow. A time that does not fit
// makes all of them twice as wide, by adding up pairs of neighbors, until it does. So a run of any length takes the same
// memory and is shown in at least MaxSlots/2 slots. A run that lasts twice as long widens the slots once more, which takes
// MaxSlots/2 additions. The zero value is empty.
type Slots struct {
	Width int64   // nanoseconds; zero: nothing was added
	Sums  []int64 // Sums[i] is for the time from i*Width to (i+1)*Width
}

const (
	// MaxSlots is the greatest number of slots.
	MaxSlots = 240
	// EndOfSlots is the time at which slots end at the latest. It is far beyond any run, and widths computed from it do
	// not overflow.
	EndOfSlots = 1 << 60

	firstWidth = 1000
)

// Add adds the nanoseconds from one time to another, each to its slot.
func (s *Slots) Add(from, to int64) {
	from, to = max(from, 0), min(to, EndOfSlots)
	if to <= from {
		return
	}
	s.Cover(to)
	for from < to {
		slot := from / s.Width
		end := min(to, (slot+1)*s.Width)
		s.addTo(slot, end-from)
		from = end
	}
}

// addAt adds n to the slot at a time.
func (s *Slots) addAt(at, n int64) {
	at = min(max(at, 0), EndOfSlots-1)
	s.Cover(at + 1)
	s.addTo(at/s.Width, n)
}

func (s *Slots) addTo(slot, n int64) {
	for slot >= int64(len(s.Sums)) {
		s.Sums = append(s.Sums, 0)
	}
	s.Sums[slot] += n
}

// AddSpread adds other slots, whose time begins at base, up to an end. The two kinds of slots need not line up, so the sum
// of each of the other ones is spread evenly over its time.
func (s *Slots) AddSpread(base int64, other Slots, end int64) {
	end = min(end, EndOfSlots)
	for i, sum := range other.Sums {
		from := max(base+int64(i)*other.Width, 0)
		to := min(base+int64(i+1)*other.Width, end)
		if sum == 0 || to <= from {
			continue
		}
		s.Cover(to)
		perNanosecond, added := float64(sum)/float64(to-from), int64(0)
		for at := from; at < to; {
			slot := at / s.Width
			at = min(to, (slot+1)*s.Width)
			upTo := int64(perNanosecond * float64(at-from))
			if at == to {
				upTo = sum // rounding loses nothing
			}
			s.addTo(slot, upTo-added)
			added = upTo
		}
	}
}

// Cover makes the slots wide enough to reach to a time.
func (s *Slots) Cover(to int64) {
	s.Width = max(s.Width, firstWidth)
	for s.Width*MaxSlots < to {
		s.Width *= 2
		for i := range s.Sums {
			if i%2 == 0 {
				s.Sums[i/2] = s.Sums[i]
			} else {
				s.Sums[i/2] += s.Sums[i]
			}
		}
		s.Sums = s.Sums[:(len(s.Sums)+1)/2]
	}
}

// Total returns the sum of all slots.
func (s Slots) Total() (total int64) {
	for _, n := range s.Sums {
		total += n
	}
	return total
}

// valid reports whether slots that were read can have been made by the methods of Slots.
func (s Slots) valid() bool {
	for _, n := range s.Sums {
		if n < 0 {
			return false
		}
	}
	return len(s.Sums) <= MaxSlots && 0 <= s.Width && s.Width < EndOfSlots && (s.Width > 0 || len(s.Sums) == 0)
}
