package remote

import (
	"encoding/binary"

	"loopyard/engine/session/internal/mail"
	"loopyard/engine/spec"
	"loopyard/engine/trace"
)

// A message between the coordinator and a worker is a sequence of records: a byte with the kind, then its fields. A number
// is an unsigned varint, a text its length and its bytes. Both sides are of one build, so there are no versions.

// recordKind says what a record is.
type recordKind byte

// recordNone is what a reader returns at the end of a message.
const recordNone recordKind = 0

// Records to a worker.
const (
	recordAskClock   recordKind = 'a' // asks for a recordClock
	recordThreadSpec recordKind = 'b' // begins a thread; see threadSpec
	recordChildEnded recordKind = 'o' // a thread that this one started has ended. Field: its place among those, from 1
	recordLoopClosed recordKind = 'g' // no loop of a name is left. Field: the name
	recordLoopOpened recordKind = 'n' // there is a loop of that name again. Field: the name
	recordStop       recordKind = 'h' // the run has to end. Field: 1 at its timeout, else 0
)

// recordMessage is a message from loop to loop, to and from workers; see [mail.Message].
const recordMessage recordKind = 'm'

// Records from a worker.
const (
	recordClock    recordKind = 'c' // fields: a reading of the worker's clock, and one of [Port.Epoch]
	recordReport   recordKind = 'e' // what the thread did; see report
	recordStart    recordKind = 's' // asks for a thread. Fields: its name, the name of its body, its number
	recordRegister recordKind = 'j' // a loop receives messages from now on. Field: its address
	recordRefused  recordKind = 'r' // a TaskRequest came for a loop that is closed. Fields: the sender's thread, the submission's number
	recordEnd      recordKind = 'z' // the thread has ended; this is the last record. Field: the text of its error, or empty
)

// threadSpec is what a worker has to know to run a thread.
type threadSpec struct {
	id          trace.ThreadID
	name        string
	body        string // its name in the scenario; empty for Main
	n           int
	clockOffset int64 // from the worker's clock to the time of the run
	errorBound  int64 // the most that clockOffset can be wrong by
	opsPerMilli int64
	spec        []spec.Pair
}

// report is a piece of what a thread did.
type report struct {
	acked     int    // how many messages the worker has received, the threadSpec and later ones
	watermark int64  // the thread records nothing earlier than this, unless a message wakes it
	frames    []byte // of events, as [trace.Encoder] writes them
}

// messageWriter is a message to which records are appended. The zero value is empty.
type messageWriter []byte

func (w messageWriter) kind(k recordKind) messageWriter { return append(w, byte(k)) }

func (w messageWriter) number(n int64) messageWriter { return binary.AppendUvarint(w, uint64(n)) }

func (w messageWriter) text(s string) messageWriter { return append(w.number(int64(len(s))), s...) }

func (w messageWriter) bytes(b []byte) messageWriter { return append(w.number(int64(len(b))), b...) }

func (w messageWriter) address(a mail.Address) messageWriter {
	return w.number(int64(a.ID)).text(a.Name)
}

func (w messageWriter) askClock() messageWriter { return w.kind(recordAskClock) }

func (w messageWriter) threadSpec(s threadSpec) messageWriter {
	w = w.kind(recordThreadSpec).number(int64(s.id)).text(s.name).text(s.body).number(int64(s.n))
	w = w.number(s.clockOffset).number(s.errorBound).number(s.opsPerMilli).number(int64(len(s.spec)))
	for _, pair := range s.spec {
		w = w.text(pair[0]).text(pair[1])
	}
	return w
}

func (w messageWriter) childEnded(nth int) messageWriter {
	return w.kind(recordChildEnded).number(int64(nth))
}

func (w messageWriter) loopClosed(name string) messageWriter {
	return w.kind(recordLoopClosed).text(name)
}

func (w messageWriter) loopOpened(name string) messageWriter {
	return w.kind(recordLoopOpened).text(name)
}

func (w messageWriter) stop(atTimeout bool) messageWriter {
	if atTimeout {
		return w.kind(recordStop).number(1)
	}
	return w.kind(recordStop).number(0)
}

func (w messageWriter) message(m mail.Message) messageWriter {
	w = w.kind(recordMessage).number(int64(m.Kind)).number(int64(m.Thread)).number(int64(m.Sent)).address(m.From).address(m.To)
	return w.text(m.Name).number(m.Number).number(m.Arg).text(m.Text)
}

func (w messageWriter) clock(reading, epoch int64) messageWriter {
	return w.kind(recordClock).number(reading).number(epoch)
}

func (w messageWriter) report(r report) messageWriter {
	return w.kind(recordReport).number(int64(r.acked)).number(r.watermark).bytes(r.frames)
}

func (w messageWriter) start(name, body string, n int) messageWriter {
	return w.kind(recordStart).text(name).text(body).number(int64(n))
}

func (w messageWriter) register(at mail.Address) messageWriter {
	return w.kind(recordRegister).address(at)
}

func (w messageWriter) refused(id mail.SubmissionID) messageWriter {
	return w.kind(recordRefused).number(int64(id.Thread)).number(id.Number)
}

func (w messageWriter) end(err error) messageWriter {
	text := ""
	if err != nil {
		text = err.Error()
	}
	return w.kind(recordEnd).text(text)
}

// messageReader reads the records of a message. When the message does not hold what is asked for, bad is set, and all that
// is read from then on is zero.
type messageReader struct {
	b   []byte
	bad bool
}

// record reads the kind of the next record; recordNone at the end.
func (r *messageReader) record() recordKind {
	if len(r.b) == 0 {
		return recordNone
	}
	kind := recordKind(r.b[0])
	r.b = r.b[1:]
	return kind
}

func (r *messageReader) number() int64 {
	n, size := binary.Uvarint(r.b)
	if size <= 0 {
		r.bad, r.b = true, nil
		return 0
	}
	r.b = r.b[size:]
	return int64(n)
}

func (r *messageReader) text() string { return string(r.bytes()) }

// bytes returns a part of the message, without a copy.
func (r *messageReader) bytes() []byte {
	n := r.number()
	if n < 0 || n > int64(len(r.b)) {
		r.bad, r.b = true, nil
		return nil
	}
	b := r.b[:n]
	r.b = r.b[n:]
	return b
}

func (r *messageReader) address() mail.Address {
	return mail.Address{ID: trace.LoopID(r.number()), Name: r.text()}
}

func (r *messageReader) threadSpec() threadSpec {
	s := threadSpec{id: trace.ThreadID(r.number()), name: r.text(), body: r.text(), n: int(r.number()),
		clockOffset: r.number(), errorBound: r.number(), opsPerMilli: r.number()}
	for n := r.number(); n > 0 && !r.bad; n-- {
		s.spec = append(s.spec, spec.Pair{r.text(), r.text()})
	}
	return s
}

func (r *messageReader) message() mail.Message {
	return mail.Message{Kind: mail.Kind(r.number()), Thread: trace.ThreadID(r.number()), Sent: trace.EventID(r.number()),
		From: r.address(), To: r.address(), Name: r.text(), Number: r.number(), Arg: r.number(), Text: r.text()}
}

func (r *messageReader) report() report {
	return report{acked: int(r.number()), watermark: r.number(), frames: r.bytes()}
}
