package trace

import "encoding/binary"

// digest is what crypto/sha256 and the package sha256 below this one have in common.
type digest interface {
	Write(p []byte) (int, error)
	Sum(b []byte) []byte
}

// A chunk is a number of events that follow one another, with the texts that are new in them.
type chunk struct {
	events  []Event
	strings []string
}

const (
	chunkEvents = 1024
	// maxFull bounds the chunks that wait to be sealed while nothing calls Take. Beyond it, the thread that fills a
	// chunk seals them all.
	maxFull = 256
)

func newChunk() chunk { return chunk{events: make([]Event, 0, chunkEvents)} }

// turn adds the open chunk to the full ones and opens another one. The caller holds mu.
func (r *Recorder) turn() {
	r.full = append(r.full, r.open)
	if n := len(r.spare); n > 0 {
		r.open, r.spare = r.spare[n-1], r.spare[:n-1]
	} else {
		r.open = newChunk()
	}
}

// seal seals the full chunks.
func (r *Recorder) seal() {
	r.sealing.Lock()
	r.sealFull(false)
	r.sealing.Unlock()
	if r.onBacklog != nil {
		r.onBacklog()
	}
}

// sealFull seals the full chunks, and if open is set the open one as well. The caller holds sealing, so that chunks are
// sealed in their order; mu is held only while lists of chunks change hands.
func (r *Recorder) sealFull(open bool) {
	r.mu.Lock()
	if open {
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

// sealOne adds a chunk to the digest, to the events to be taken as far as the limit goes, and to the overflow from there
// on.
func (r *Recorder) sealOne(c chunk) {
	if r.digest != nil {
		r.hash(c)
	}
	keep := uint64(len(c.events))
	if r.limit > 0 {
		keep = min(keep, r.limit-min(r.limit, r.total))
		r.past.noteAll(c.events[:keep])
		r.past.addAll(c.events[keep:])
	}
	r.total += uint64(len(c.events))
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

// hash adds a chunk to the digest. Texts are numbered in the order of their first use, so an event whose text has a
// higher number than all before is the first to use the next string of the chunk.
func (r *Recorder) hash(c chunk) {
	b := r.scratch[:0]
	fresh := c.strings
	for _, e := range c.events {
		b = e.AppendBinary(b)
		if e.Kind.HasText() && Text(e.Arg) > r.hashed {
			b = binary.LittleEndian.AppendUint32(b, uint32(len(fresh[0])))
			b = append(b, fresh[0]...)
			fresh = fresh[1:]
			r.hashed++
		}
	}
	_, _ = r.digest.Write(b)
	r.scratch = b
}
