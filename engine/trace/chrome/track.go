package chrome

import (
	"loopyard/engine/trace"
)

// track is a row of slices. A slice that is not inside another is written when it ends, after which come those inside
// it: a reader that goes through slices in the order of their beginnings, and for those that begin together in the
// order of the file, finds the outer one first.
type track struct {
	tid    int
	name   string
	slices []slice // of the outermost that is open, in the order they began
	open   []int   // those that are open, from the outermost in
}

type slice struct {
	name string
	at   int64
	took int64
	id   trace.EventID
	why  trace.Reason // of steps and callbacks; 0: it is none
	end  string       // the outcome
	cut  bool
}

// track makes a track and says what it is.
func (w *Writer) track(name, class string, number, sort int64) *track {
	w.ntracks++
	t := &track{tid: w.ntracks, name: name}
	w.out.meta("thread_name", t.tid, name+" ("+class+" "+itoa(number)+")")
	w.out.sortIndex(t.tid, sort)
	return t
}

// begin opens a slice inside those that are open.
func (t *track) begin(name string, at int64, id trace.EventID, why trace.Reason) {
	t.open = append(t.open, len(t.slices))
	t.slices = append(t.slices, slice{name: name, at: at, id: id, why: why})
}

// end closes the innermost slice, and writes them all if it was the last.
func (t *track) end(w *Writer, at int64, outcome string) {
	if len(t.open) == 0 {
		return // its beginning is not in the trace
	}
	s := &t.slices[t.open[len(t.open)-1]]
	s.took, s.end = max(at-s.at, 0), outcome
	if t.open = t.open[:len(t.open)-1]; len(t.open) > 0 {
		return
	}
	for _, s := range t.slices {
		w.out.slice(t.tid, s)
	}
	t.slices = t.slices[:0]
}

// cut closes what is open where the trace ends.
func (t *track) cut(w *Writer, at int64) {
	for len(t.open) > 0 {
		t.slices[t.open[len(t.open)-1]].cut = true
		t.end(w, at, "")
	}
}
