package trace

import (
	"encoding/binary"
	"strconv"
)

// Event is one fact: what happened, when, where, and what caused it. It is 32 bytes and holds no pointer; text is
// kept apart in a [Strings] table.
type Event struct {
	At     int64   // nanoseconds since the run began, by the run's clock
	Arg    int64   // what it says depends on Kind
	Cause  EventID // the event that brought this one about; zero: none
	Loop   LoopID  // zero: outside any loop
	Task   TaskID  // zero: no task
	Thread ThreadID
	Kind   Kind
}

// EventSize is the length of an event's canonical form in bytes.
const EventSize = 32

// AppendBinary appends the event's canonical form: 32 bytes, little-endian, in the order At, Arg, Cause, Loop,
// Task, Thread, Kind, one zero byte. The digest and the binary codec both use it.
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

// decodeEvent reads the canonical form back. b holds at least EventSize bytes.
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

// Strings is a run's text table: Strings[t-1] is the string of Text t. The zero value is empty.
type Strings []string

// Get gives the string of t; an unknown number is the empty string.
func (s Strings) Get(t Text) string {
	if t == 0 || int(t) > len(s) {
		return ""
	}
	return s[t-1]
}

func itoa(n int64) string { return strconv.FormatInt(n, 10) }
