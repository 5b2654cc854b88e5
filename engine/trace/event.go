package trace

import (
	"encoding/binary"
	"strconv"
)

// Event is one thing that happened: what, when, where, and what caused it. It is 32 bytes long and holds no pointer, so
// that the garbage collector skips millions of them. Its text, if it has one, is in a [Strings] table.
type Event struct {
	At     int64   // nanoseconds since the beginning of the run, by the clock of the run
	Arg    int64   // its meaning depends on Kind
	Cause  EventID // the event that led to this one; zero if there is none
	Loop   LoopID  // zero outside of any loop
	Task   TaskID  // zero if the event belongs to no task
	Thread ThreadID
	Kind   Kind
}

// EventSize is the length of the canonical form of an event in bytes.
const EventSize = 32

// AppendBinary appends the canonical form of the event: 32 bytes, little-endian, in the order At, Arg, Cause, Loop,
// Task, Thread, Kind, one zero byte. The digest and the binary format both use it.
func (e Event) AppendBinary(b []byte) []byte {
	le := binary.LittleEndian
	b = le.AppendUint64(b, uint64(e.At))
	b = le.AppendUint64(b, uint64(e.Arg))
	b = le.AppendUint32(b, uint32(e.Cause))
	b = le.AppendUint32(b, uint32(e.Loop))
	b = le.AppendUint32(b, uint32(e.Task))
	b = le.AppendUint16(b, uint16(e.Thread))
	return append(b, byte(e.Kind), 0)
}

// decodeEvent returns the event whose canonical form b begins with. It panics if b is shorter than EventSize.
func decodeEvent(b []byte) Event {
	le := binary.LittleEndian
	return Event{
		At:     int64(le.Uint64(b)),
		Arg:    int64(le.Uint64(b[8:])),
		Cause:  EventID(le.Uint32(b[16:])),
		Loop:   LoopID(le.Uint32(b[20:])),
		Task:   TaskID(le.Uint32(b[24:])),
		Thread: ThreadID(le.Uint16(b[28:])),
		Kind:   Kind(b[30]),
	}
}

func itoa(n int64) string { return strconv.FormatInt(n, 10) }
