package trace

import (
	"encoding/binary"
	"sync"
)

// A Clock tells the nanoseconds since the run began. It never goes back.
type Clock interface{ Now() int64 }

// Recorder is the one door that events go through: it stamps and numbers them, keeps the digest of all and the
// first so many for whoever takes them, and a [Tail] of the others. A nil Recorder records nothing, and every method
// but Take and End may be called on it; that is how a loop runs untraced. Any thread may call it.
//
// The digest is SHA-256 over each event's canonical form in order. An event that is the first to use a text is
// followed by that text: its length as four bytes, little-endian, and its bytes.
type Recorder struct {
	clock Clock

	mu     sync.Mutex
	open   chunk   // being filled
	full   []chunk // filled, and not in the digest yet
	spare  []chunk // to be filled again
	next   EventID
	last   int64 // the time of the latest event
	texts  map[string]Text
	ntexts Text

	// What follows is worked on with mu free, so that the digest holds up nobody who emits. Who needs both locks
	// takes this one first.
	sealing sync.Mutex
	sealed  Batch      // in the digest, waiting to be taken
	limit   uint64     // events to keep; 0: all
	total   uint64     // events in the digest
	past    aggregator // of those past the limit
	hashed  Text       // texts in the digest
	digest  digest     // nil: of a part, which has none
	scratch []byte

	onProgress func(Progress) // nil: nobody asks
	onBacklog  func()         // nil: nobody asks
	progress   Progress       // of what is in the digest, if somebody does
}

// digest is what is common to crypto/sha256 and package sha256 below this one.
type digest interface {
	Write(p []byte) (int, error)
	Sum(b []byte) []byte
}

type chunk struct {
	events  []Event
	strings []string
}

const (
	chunkEvents = 1024
	// maxFull bounds what waits for the digest when nobody takes: from then on whoever fills a chunk does the work.
	maxFull = 256
	// maxTexts bounds the memory for finding a text again. A text past it gets a new number at each use, which is
	// just as reproducible.
	maxTexts = 1 << 16
)

// NewRecorder makes a recorder that keeps up to limit events (0: all) and stamps them by clock.
func NewRecorder(clock Clock, limit int) *Recorder {
	r := NewThreadRecorder(clock)
	r.limit, r.digest = uint64(limit), newSHA256()
	return r
}

// NewPart makes a recorder of one thread's events, which whoever takes them merges into the trace of a run. It keeps
// all of them and has no digest.
func NewThreadRecorder(clock Clock) *Recorder {
	return &Recorder{clock: clock, next: 1, texts: map[string]Text{},
		sealed: Batch{First: 1}, open: chunk{events: make([]Event, 0, chunkEvents)}}
}

// Emit records an event and gives its id. An At of zero is now; another must be a reading of the recorder's clock,
// which spares a second one, and is moved up to the latest event's if that is later.
func (r *Recorder) Emit(e Event) EventID {
	if r == nil {
		return 0
	}
	r.mu.Lock()
	id := r.emit(&e)
	many := len(r.full) > maxFull
	r.mu.Unlock()
	if many {
		r.seal()
	}
	return id
}

// EmitAll is Emit for events that follow one another, with nobody's between them. It gives the id of the last; the
// others' count down from it. There must be one.
func (r *Recorder) EmitAll(events []Event) (last EventID) {
	if r == nil {
		return 0
	}
	r.mu.Lock()
	for i := range events {
		last = r.emit(&events[i])
	}
	many := len(r.full) > maxFull
	r.mu.Unlock()
	if many {
		r.seal()
	}
	return last
}

// EmitText is Emit for an event whose Arg is a text.
func (r *Recorder) EmitText(e Event, text string) EventID {
	if r == nil {
		return 0
	}
	r.mu.Lock()
	e.Arg = int64(r.number(text))
	id := r.emit(&e)
	many := len(r.full) > maxFull // nobody takes, and the digest lags behind
	r.mu.Unlock()
	if many {
		r.seal()
	}
	return id
}

// emit adds an event to the open chunk.
func (r *Recorder) emit(e *Event) EventID {
	if e.At == 0 {
		e.At = r.clock.Now()
	}
	if e.At < r.last {
		e.At = r.last // the order of numbers is the order of times
	}
	r.last = e.At
	id := r.next
	r.next++
	r.open.events = append(r.open.events, *e)
	if len(r.open.events) == chunkEvents {
		r.turn()
	}
	return id
}

// turn puts the open chunk aside and opens another.
func (r *Recorder) turn() {
	r.full = append(r.full, r.open)
	if n := len(r.spare); n > 0 {
		r.open, r.spare = r.spare[n-1], r.spare[:n-1]
	} else {
		r.open = chunk{events: make([]Event, 0, chunkEvents)}
	}
}

// seal puts the full chunks into the digest and, as far as the limit goes, among what is to be taken.
func (r *Recorder) seal() {
	r.sealing.Lock()
	r.sealAll(false)
	r.sealing.Unlock()
	if r.onBacklog != nil {
		r.onBacklog()
	}
}

// sealAll seals what is full, and with rest also what is not. The sealing lock is held.
func (r *Recorder) sealAll(rest bool) {
	r.mu.Lock()
	if rest {
		r.turn()
	}
	full := r.full
	r.full = nil
	r.mu.Unlock()
	for i := range full {
		r.sealOne(full[i])
		full[i] = chunk{events: full[i].events[:0]}
	}
	r.mu.Lock()
	r.spare = append(r.spare, full...)
	r.mu.Unlock()
}

func (r *Recorder) number(text string) Text {
	if text == "" {
		return 0
	}
	if t, ok := r.texts[text]; ok {
		return t
	}
	r.ntexts++
	if len(r.texts) < maxTexts {
		r.texts[text] = r.ntexts
	}
	r.open.strings = append(r.open.strings, text)
	return r.ntexts
}

func (r *Recorder) sealOne(c chunk) {
	if r.digest != nil {
		r.hash(c)
	}
	keep := uint64(len(c.events))
	if r.limit > 0 {
		keep = min(keep, r.limit-min(r.limit, r.total))
	}
	r.total += uint64(len(c.events))
	if r.limit > 0 {
		for i := range c.events[:keep] {
			r.past.note(&c.events[i])
		}
		for i := range c.events[keep:] {
			r.past.add(&c.events[keep:][i])
		}
	}
	if r.onProgress != nil {
		for i := range c.events {
			r.progress.note(&c.events[i])
		}
		r.onProgress(r.progress)
	}
	if keep > 0 {
		r.sealed.Events = append(r.sealed.Events, c.events[:keep]...)
		r.sealed.Strings = append(r.sealed.Strings, c.strings...)
	}
}

// hash puts a chunk into the digest.
func (r *Recorder) hash(c chunk) {
	b := r.scratch[:0]
	news := c.strings
	for _, e := range c.events {
		b = e.AppendBinary(b)
		if e.Kind.HasText() && Text(e.Arg) > r.hashed {
			b = binary.LittleEndian.AppendUint32(b, uint32(len(news[0])))
			b = append(b, news[0]...)
			news = news[1:]
			r.hashed++
		}
	}
	_, _ = r.digest.Write(b)
	r.scratch = b
}

// Take hands over every kept event that was not taken before. ok is false if there is none.
func (r *Recorder) Take() (b Batch, ok bool) {
	r.sealing.Lock()
	defer r.sealing.Unlock()
	r.sealAll(true)
	b = r.sealed
	r.sealed = Batch{First: b.First + EventID(len(b.Events))}
	return b, len(b.Events) > 0
}

// Pending tells how many events can be taken now.
func (r *Recorder) Pending() int {
	r.sealing.Lock()
	defer r.sealing.Unlock()
	r.mu.Lock()
	defer r.mu.Unlock()
	return len(r.sealed.Events) + len(r.full)*chunkEvents + len(r.open.events)
}

// End gives the figures of the whole run. reason is why it did not end well, or empty.
func (r *Recorder) End(reason string) Trailer {
	r.sealing.Lock()
	defer r.sealing.Unlock()
	r.sealAll(true)
	t := Trailer{End: r.clock.Now(), Events: r.total, Error: reason}
	if r.limit > 0 && r.total > r.limit {
		t.Dropped, t.Overflow = r.total-r.limit, r.past.overflow(t.End)
	}
	if r.digest != nil {
		r.digest.Sum(t.Digest[:0])
	}
	return t
}
