package trace

import (
	"encoding/binary"

	"loopyard/engine/trace/wire"
)

// appendBinary appends the overflow in the form in which it ends the frame of a trailer. A nil overflow has no bytes, as
// in traces from before there were any.
func (o *Overflow) appendBinary(b []byte) []byte {
	if o == nil {
		return b
	}
	b = binary.AppendUvarint(b, uint64(o.From))
	b = binary.AppendUvarint(b, uint64(len(o.Rows)))
	for _, row := range o.Rows {
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

// readOverflow reads the rest of the frame of a trailer.
func readOverflow(r *wire.Reader) *Overflow {
	if r.Len() == 0 {
		return nil
	}
	o := &Overflow{From: int64(r.Uvarint())}
	o.Rows = make([]OverflowRow, r.Count(minRow))
	for i := range o.Rows {
		row := OverflowRow{Thread: ThreadID(r.Uvarint())}
		if n := r.Count(1); n > 0 {
			row.Kinds = make([]uint64, n)
		}
		for k := range row.Kinds {
			row.Kinds[k] = r.Uvarint()
		}
		row.Busy, row.Steps = readSlots(r), readSlots(r)
		o.Rows[i] = row
	}
	if err := o.Validate(); err != nil {
		r.Fail(err)
	}
	return o
}

// minRow is the length in bytes of the shortest row: its thread, no kinds, and twice the width of no slots.
const minRow = 6

func readSlots(r *wire.Reader) Slots {
	s := Slots{Width: int64(r.Uvarint())}
	if n := r.Count(1); n > 0 {
		s.Sums = make([]int64, n)
	}
	for i := range s.Sums {
		s.Sums[i] = int64(r.Uvarint())
	}
	return s
}
