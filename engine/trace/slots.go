package trace

// Slots is a sum over time, in at most [MaxSlots] slots of equal width. When a run outgrows them they become twice as
// wide, so that a run of any length has about as fine a picture. The zero value is empty.
type Slots struct {
	Width int64   // nanoseconds; 0: nothing was added
	Sums  []int64 // by slot, from the beginning on
}

const (
	// MaxSlots is how many slots there are at most.
	MaxSlots   = 240
	slotWidth  = 1000 // at first
	EndOfSlots = 1 << 60
)

// add adds the nanoseconds of a time, each to its slot.
func (s *Slots) Add(from, to int64) {
	from, to = max(from, 0), min(to, EndOfSlots)
	if to <= from {
		return
	}
	s.Cover(to)
	for from < to {
		slot := from / s.Width
		end := min(to, (slot+1)*s.Width)
		s.Sums = longEnough(s.Sums, slot)
		s.Sums[slot] += end - from
		from = end
	}
}

// put adds n at a moment.
func (s *Slots) addAt(at, n int64) {
	at = min(max(at, 0), EndOfSlots-1)
	s.Cover(at + 1)
	slot := at / s.Width
	s.Sums = longEnough(s.Sums, slot)
	s.Sums[slot] += n
}

// spread adds what other slots hold, whose time begins at base, evenly over the time of each, up to an end.
func (s *Slots) AddSpread(base int64, other Slots, end int64) {
	end = min(end, EndOfSlots)
	for i, sum := range other.Sums {
		from := max(base+int64(i)*other.Width, 0)
		to := min(base+int64(i+1)*other.Width, end)
		if sum == 0 || to <= from {
			continue
		}
		s.Cover(to)
		each, given := float64(sum)/float64(to-from), int64(0)
		for at := from; at < to; {
			slot := at / s.Width
			at = min(to, (slot+1)*s.Width)
			upTo := int64(each * float64(at-from))
			if at == to {
				upTo = sum // nothing is lost by rounding
			}
			s.Sums = longEnough(s.Sums, slot)
			s.Sums[slot] += upTo - given
			given = upTo
		}
	}
}

// fit makes the slots wide enough for all up to a moment.
func (s *Slots) Cover(to int64) {
	s.Width = max(s.Width, slotWidth)
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

func longEnough(sums []int64, slot int64) []int64 {
	for slot >= int64(len(sums)) {
		sums = append(sums, 0)
	}
	return sums
}

// possible tells whether slots that were read can have been made here.
func (s Slots) valid() bool {
	for _, n := range s.Sums {
		if n < 0 {
			return false
		}
	}
	return len(s.Sums) <= MaxSlots && 0 <= s.Width && s.Width < EndOfSlots && (s.Width > 0 || len(s.Sums) == 0)
}

// total adds the slots up.
func (s Slots) Total() (all int64) {
	for _, n := range s.Sums {
		all += n
	}
	return all
}
