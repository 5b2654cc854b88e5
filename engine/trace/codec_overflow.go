package trace

import "encoding/binary"

// appendBinary appends the tail as it stands at the end of a trailer frame. There is nothing of a nil one, as in traces
// made before there were tails.
func (t *Overflow) appendBinary(b []byte) []byte {
	if t == nil {
		return b
	}
	b = binary.AppendUvarint(b, uint64(t.From))
	b = binary.AppendUvarint(b, uint64(len(t.Rows)))
	for _, row := range t.Rows {
		b = binary.AppendUvarint(b, uint64(row.Thread))
		b = binary.AppendUvarint(b, uint64(len(row.Kinds)))
		for _, n := range row.Kinds {
			b = binary.AppendUvarint(b, n)
		}
		b = row.Steps.appendBinary(row.Busy.appendBinary(b))
	}
	return b
}

func (s Slots) appendBinary(b []byte) []byte {
	b = binary.AppendUvarint(b, uint64(s.Width))
	b = binary.AppendUvarint(b, uint64(len(s.Sums)))
	for _, n := range s.Sums {
		b = binary.AppendUvarint(b, uint64(n))
	}
	return b
}

func (r *reader) overflow() *Overflow {
	if len(r.b) == 0 {
		return nil
	}
	t := &Overflow{From: int64(r.number())}
	t.Rows = make([]OverflowRow, r.count(6)) // no row is shorter
	for i := range t.Rows {
		row := OverflowRow{Thread: ThreadID(r.number())}
		if n := r.count(1); n > 0 {
			row.Kinds = make([]uint64, n)
		}
		for k := range row.Kinds {
			row.Kinds[k] = r.number()
		}
		row.Busy, row.Steps = r.slots(), r.slots()
		t.Rows[i] = row
	}
	if t.Validate() != nil {
		r.bad = true
	}
	return t
}

func (r *reader) slots() Slots {
	s := Slots{Width: int64(r.number())}
	if n := r.count(1); n > 0 {
		s.Sums = make([]int64, n)
	}
	for i := range s.Sums {
		s.Sums[i] = int64(r.number())
	}
	return s
}
