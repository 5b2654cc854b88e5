package model

import (
	"bytes"
	"iter"

	"loopyard/app/format"
	"loopyard/app/recording"
	"loopyard/engine/trace"
	"loopyard/engine/trace/ndjson"
)

// export is a recording that is being written as NDJSON, piece by piece: the lines of a million events take seconds. It
// is what was known when it began. A run that has no end yet, or never had one, has no trailer.
type export struct {
	rec   *recording.Recording
	name  string // of the file
	left  int    // events that are not written yet
	of    int
	rest  trace.Batch // of the log's piece that is being written
	next  func() (trace.Batch, bool)
	end   func()
	lines bytes.Buffer // that were written and not put
	to    *ndjson.Writer
	put   func(piece []byte)
}

// exportPiece is how many events are written between two looks at the clock, and exportBytes how much is put at once.
const (
	exportPiece = 500
	exportBytes = 1 << 20
)

func newExport(r *recording.Recording, put func(piece []byte)) *export {
	x := &export{rec: r, name: "loopyard-" + r.Spec.Scenario + "-" + r.Target.Key() + ".ndjson", left: r.Len(), of: r.Len(), put: put}
	x.next, x.end = iter.Pull(r.Batches())
	x.to = ndjson.NewWriter(&x.lines) // a buffer never fails
	_ = x.to.Begin(r.Header)
	return x
}

// write goes on until enough says that it has taken long enough. done tells that all is put.
func (x *export) write(enough func() bool) (done bool) {
	for x.left > 0 {
		if len(x.rest.Events) == 0 {
			x.rest, _ = x.next()
		}
		n := min(len(x.rest.Events), exportPiece, x.left)
		piece := x.rest
		piece.Events = piece.Events[:n]
		x.rest = trace.Batch{First: piece.First + trace.EventID(n), Events: x.rest.Events[n:]}
		_ = x.to.Batch(piece)
		x.left -= n
		if x.lines.Len() >= exportBytes {
			x.hand()
		}
		if enough() {
			return false
		}
	}
	if r := x.rec; (r.State() == recording.Ended || r.State() == recording.Failed) && r.Len() == x.of {
		_ = x.to.End(r.Trailer)
	}
	x.hand()
	x.end()
	return true
}

func (x *export) hand() {
	x.put(x.lines.Bytes())
	x.lines.Reset()
}

// CanExport tells whether there is a trace to save.
func (y *Model) CanExport() bool { return y.Shown != nil && y.Shown.Len() > 0 }

// Export offers the trace shown as a file, at once if it is short.
func (y *Model) Export() {
	if !y.CanExport() {
		return
	}
	y.StopExport()
	y.Exporting = newExport(y.Shown, y.Shell.Put)
	pieces := 0
	y.GoOnExporting(func() bool { pieces++; return pieces == 10 })
	y.Shell.Wake()
}

// goOnExporting writes more of what is being saved, if anything is. more tells that something is left.
func (y *Model) GoOnExporting(enough func() bool) (more bool) {
	if y.Exporting == nil {
		return false
	}
	y.Revs.Far++
	if !y.Exporting.write(enough) {
		return true
	}
	y.Shell.Save(y.Exporting.name)
	y.Exporting = nil
	return false
}

// StopExport ends it. No file is offered.
func (y *Model) StopExport() {
	if y.Exporting != nil {
		y.Exporting.end()
		y.Exporting = nil
		y.Shell.Save("")
		y.Revs.Far++
	}
}

func (x *export) progress() Progress {
	part := 1 - float64(x.left)/float64(x.of)
	return Progress{"Writing " + x.name, part, format.Percent(int64(1000*part), 1000)}
}
