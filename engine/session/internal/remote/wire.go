package remote

import (
	"encoding/binary"

	"loopyard/engine/spec"
	"loopyard/engine/trace"
)

// A message between a run's coordinator and one of its workers is a row of records: a byte that says which, and its
// fields. Numbers are unsigned varints, a text is its length and its bytes.
const (
	// To a worker.
	recordAsk   = 'a' // what does your clock say?
	recordBegin = 'b' // run this thread: see beginning
	recordOver  = 'o' // a thread that you started has ended. Fields: which of those you started, from 1.
	recordGone  = 'g' // a loop of that name is closed, with the thread it ran on. Fields: its name.
	recordHere  = 'n' // there is one of that name again. Fields: its name.
	recordHalt  = 'h' // the run is to end. Fields: 1 if at its timeout.

	// From a worker, and to one.
	recordMessage = 'm' // from loop to loop. Fields: see message.

	// From a worker.
	recordJoin   = 'j' // a loop takes messages from now on. Fields: its address.
	recordRefuse = 'r' // a message that came for a loop which is closed. Fields: see message.
	recordClock  = 'c' // an answer to recordAsk. Fields: the clock's reading, and that of Port.Epoch.
	recordEvents = 'e' // what the thread did: see report
	recordStart  = 's' // start a thread. Fields: its name, its body's name, its number.
	recordEnd    = 'z' // the thread has ended, and this is the last record. Fields: its error's text.
)

// beginning is what a worker has to know to run a thread.
type beginning struct {
	thread trace.ThreadID
	shift  int64 // from the worker's clock to the run's
	unsure int64 // by how much shift may be wrong
	ops    int64 // that Work does in a millisecond
	name   string
	body   string // of the scenario; empty: Main
	n      int
	spec   []spec.Pair
}

// report is a piece of what a thread did.
type report struct {
	heard  int    // messages that the worker has heard since it began
	until  int64  // no event to come is earlier than this, unless a message brings one about
	frames []byte // of the thread's events, as [trace.Encoder] writes them
}

// letter is a message being written.
type letter []byte

func (l letter) record(kind byte) letter { return append(l, kind) }

func (l letter) number(n int64) letter { return binary.AppendUvarint(l, uint64(n)) }

func (l letter) text(s string) letter { return append(l.number(int64(len(s))), s...) }

func (l letter) bytes(b []byte) letter { return append(l.number(int64(len(b))), b...) }

func (l letter) begin(b beginning) letter {
	l = l.record(recordBegin).number(int64(b.thread)).number(b.shift).number(b.unsure).number(b.ops)
	l = l.text(b.name).text(b.body).number(int64(b.n)).number(int64(len(b.spec)))
	for _, pair := range b.spec {
		l = l.text(pair[0]).text(pair[1])
	}
	return l
}

func (l letter) report(r report) letter {
	return l.record(recordEvents).number(int64(r.heard)).number(r.until).bytes(r.frames)
}

// opened is a message being read. bad is set when it does not hold what is asked for; all that is read then is zero.
type opened struct {
	b   []byte
	bad bool
}

// record reads which record follows; zero at the end.
func (o *opened) record() byte {
	if len(o.b) == 0 {
		return 0
	}
	kind := o.b[0]
	o.b = o.b[1:]
	return kind
}

func (o *opened) number() int64 {
	n, size := binary.Uvarint(o.b)
	if size <= 0 {
		o.bad, o.b = true, nil
		return 0
	}
	o.b = o.b[size:]
	return int64(n)
}

func (o *opened) text() string { return string(o.bytes()) }

// bytes are part of the message.
func (o *opened) bytes() []byte {
	n := o.number()
	if n < 0 || n > int64(len(o.b)) {
		o.bad, o.b = true, nil
		return nil
	}
	b := o.b[:n]
	o.b = o.b[n:]
	return b
}

func (o *opened) begin() beginning {
	b := beginning{thread: trace.ThreadID(o.number()), shift: o.number(), unsure: o.number(), ops: o.number(), name: o.text(), body: o.text(), n: int(o.number())}
	for n := o.number(); n > 0 && !o.bad; n-- {
		b.spec = append(b.spec, spec.Pair{o.text(), o.text()})
	}
	return b
}

func (o *opened) report() report {
	return report{heard: int(o.number()), until: o.number(), frames: o.bytes()}
}
