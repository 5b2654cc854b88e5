package trace

import "sync"

// A Clock returns the nanoseconds since the beginning of the run. It never goes back.
type Clock interface{ Now() int64 }

// Recorder is the only way for events to enter a trace. It timestamps and numbers them, keeps the digest of all of them,
// keeps the first ones up to a limit until [Recorder.Take] hands them over, and aggregates the others in an [Overflow].
// Any thread may call its methods. Emit, EmitAll and EmitText of a nil Recorder do nothing: a loop that is not traced
// has one.
//
// The digest is SHA-256 over the canonical form of each event in order. The first event that uses a text is followed by
// that text: its length as four bytes, little-endian, and its bytes.
//
// Emit must be fast and the digest is not, so they have a lock each. Emit adds an event to an open chunk under mu. Full
// chunks are later sealed, which means that they are hashed and counted, under the lock sealing and with mu free. So a
// thread that emits waits for others that emit and never for the digest. The lock order is sealing, then mu.
type Recorder struct {
	clock      Clock
	onProgress func(Progress) // nil if nothing was asked for
	onBacklog  func()         // likewise

	mu    sync.Mutex
	open  chunk   // where events are added
	full  []chunk // to be sealed
	spare []chunk // sealed, and to be used again
	next  EventID
	last  int64 // the time of the latest event
	texts Interner

	sealing  sync.Mutex
	sealed   Batch  // to be taken
	limit    uint64 // how many events to keep; 0: all
	total    uint64 // events that were sealed
	past     aggregator
	hashed   Text   // the last text in the digest
	digest   digest // nil for the recorder of one thread
	scratch  []byte // for the canonical form of a chunk
	progress Progress
}

// NewRecorder returns a recorder that takes the time from clock and keeps up to limit events; a limit of zero keeps all.
func NewRecorder(clock Clock, limit int) *Recorder {
	r := NewThreadRecorder(clock)
	r.limit, r.digest = uint64(limit), newSHA256()
	return r
}

// NewThreadRecorder returns a recorder for the events of one thread, which its user merges with those of other threads
// into the trace of a run. It keeps all events and has no digest.
func NewThreadRecorder(clock Clock) *Recorder {
	return &Recorder{clock: clock, next: 1, sealed: Batch{First: 1}, open: newChunk()}
}

// Emit records an event and returns its id. If At is zero, the recorder reads its clock. Any other At must be a reading
// of that clock, so that a caller that has just read it does not have to read it again. A time before that of the latest
// event is moved up to it, so that the order of ids is the order of times.
func (r *Recorder) Emit(e Event) EventID {
	if r == nil {
		return 0
	}
	r.mu.Lock()
	id := r.emit(&e)
	backlog := len(r.full) > maxFull
	r.mu.Unlock()
	if backlog {
		r.seal()
	}
	return id
}

// EmitAll records events that follow one another, with no event of another thread between them. It returns the id of
// the last one; the ids of the others count down from it. events must not be empty.
func (r *Recorder) EmitAll(events []Event) (last EventID) {
	if r == nil {
		return 0
	}
	r.mu.Lock()
	for i := range events {
		last = r.emit(&events[i])
	}
	backlog := len(r.full) > maxFull
	r.mu.Unlock()
	if backlog {
		r.seal()
	}
	return last
}

// EmitText records an event whose Arg is a text.
func (r *Recorder) EmitText(e Event, text string) EventID {
	if r == nil {
		return 0
	}
	r.mu.Lock()
	n, fresh := r.texts.Intern(text)
	if fresh {
		r.open.strings = append(r.open.strings, text)
	}
	e.Arg = int64(n)
	id := r.emit(&e)
	backlog := len(r.full) > maxFull
	r.mu.Unlock()
	if backlog {
		r.seal()
	}
	return id
}

// emit adds an event to the open chunk. The caller holds mu.
func (r *Recorder) emit(e *Event) EventID {
	if e.At == 0 {
		e.At = r.clock.Now()
	}
	if e.At < r.last {
		e.At = r.last
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

// Take returns the kept events that were not taken before. ok is false if there are none.
func (r *Recorder) Take() (b Batch, ok bool) {
	r.sealing.Lock()
	defer r.sealing.Unlock()
	r.sealFull(true)
	b = r.sealed
	r.sealed = Batch{First: b.First + EventID(len(b.Events))}
	return b, len(b.Events) > 0
}

// Pending returns the number of events that Take would return now, or more if some of them are past the limit.
func (r *Recorder) Pending() int {
	r.sealing.Lock()
	defer r.sealing.Unlock()
	r.mu.Lock()
	defer r.mu.Unlock()
	return len(r.sealed.Events) + len(r.full)*chunkEvents + len(r.open.events)
}

// End returns the trailer of the run. reason says why the run did not end well; it is empty if it did.
func (r *Recorder) End(reason string) Trailer {
	r.sealing.Lock()
	defer r.sealing.Unlock()
	r.sealFull(true)
	t := Trailer{End: r.clock.Now(), Events: r.total, Error: reason}
	if r.limit > 0 && r.total > r.limit {
		t.Dropped, t.Overflow = r.total-r.limit, r.past.overflow(t.End)
	}
	if r.digest != nil {
		r.digest.Sum(t.Digest[:0])
	}
	return t
}
