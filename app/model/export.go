package model

import (
	"bytes"
	"iter"

	"loopyard/app/format"
	"loopyard/app/recording"
	"loopyard/app/timeline"
	"loopyard/engine/trace"
	"loopyard/engine/trace/ndjson"
)

// Export saves the primary run: its trace as NDJSON, or the timeline as a picture. The lines of a million events take
// seconds to write, so a trace is written in slices. The zero value saves nothing.
type Export struct {
	part
	runs      *Runs
	viewport  *Viewport
	rows      *Rows
	player    *Player
	downloads Downloads
	trace     *traceExport // nil: none is being written
}

// Downloads offers files to the visitor.
type Downloads interface {
	// Put adds a piece to the file that is being written. The piece is the caller's again after it.
	Put(piece []byte)
	// Save offers what was put as a file with that name; with no name it drops it.
	Save(name string)
	// SavePNG draws a display list and offers that. width and height are CSS pixels.
	SavePNG(name string, list *timeline.DisplayList, width, height float64)
	// Palette returns the colors and fonts that the page is drawn with now.
	Palette() timeline.Palette
}

// Possible reports whether there is a trace to save.
func (x *Export) Possible() bool { r := x.runs.Primary(); return r != nil && r.Len() > 0 }

// UnderWay reports whether a trace is being written.
func (x *Export) UnderWay() bool { return x.trace != nil }

// Trace offers the primary run's trace as a file, at once if it is short.
func (x *Export) Trace() {
	if !x.Possible() {
		return
	}
	x.Stop()
	x.trace = newTraceExport(x.runs.Primary(), x.downloads.Put)
	x.resume(upTo(firstSlices))
	x.changed()
}

// resume writes more until enough reports true. more reports whether something is left.
func (x *Export) resume(enough func() bool) (more bool) {
	if x.trace == nil {
		return false
	}
	x.changed()
	if !x.trace.write(enough) {
		return true
	}
	x.downloads.Save(x.trace.name)
	x.trace = nil
	return false
}

// Stop ends the writing of a trace. No file is offered.
func (x *Export) Stop() {
	if x.trace != nil {
		x.trace.stop()
		x.trace = nil
		x.downloads.Save("")
		x.changed()
	}
}

// Picture offers the timeline as a file, SVG or PNG: the window that it shows and all of its rows, with the cursor.
func (x *Export) Picture(svg bool) {
	r := x.runs.Primary()
	if !x.Possible() {
		return
	}
	lay := x.rows.LayOut(timeline.ExportWidth, timeline.ExportHeight(x.rows.All()), 0)
	lay.Height = min(lay.ContentHeight(), timeline.MaxExportHeight)
	a := lay.Axis(x.viewport.Window())
	var list timeline.DisplayList
	timeline.Draw(&list, r, lay, a, x.viewport.Present(), x.rows.Selection())
	at := x.player.Cursor().At
	timeline.DrawCursor(&list, lay, a, at, x.viewport.Scale().Text(at))
	if svg {
		x.Stop()
		x.downloads.Put(list.SVG(lay.Width, lay.Height, x.downloads.Palette(), describe(x.runs, x.player)))
		x.downloads.Save(fileName(r) + ".svg")
		return
	}
	x.downloads.SavePNG(fileName(r)+".png", &list, lay.Width, lay.Height)
}

// fileName returns the name of a recording's file, without its ending.
func fileName(r *recording.Recording) string {
	return "loopyard-" + r.Spec.Scenario + "-" + r.Target.Key()
}

// traceExport is a recording that is being written as NDJSON: what was known of it when the export began. A run that has
// not come to its end has no trailer.
type traceExport struct {
	rec   *recording.Recording
	name  string // of the file
	left  int    // events that are not written yet
	of    int
	rest  trace.Batch // of the batch that is being written
	next  func() (trace.Batch, bool)
	stop  func()
	lines bytes.Buffer // written and not put yet
	to    *ndjson.Writer
	put   func(piece []byte)
}

// exportSlice is how many events are written between two looks at the clock, and exportBytes how many bytes are put at
// once.
const (
	exportSlice = 500
	exportBytes = 1 << 20
)

func newTraceExport(r *recording.Recording, put func(piece []byte)) *traceExport {
	x := &traceExport{rec: r, name: fileName(r) + ".ndjson", left: r.Len(), of: r.Len(), put: put}
	x.next, x.stop = iter.Pull(r.Batches())
	x.to = ndjson.NewWriter(&x.lines) // a buffer never fails
	_ = x.to.Begin(r.Header)
	return x
}

// write writes until enough reports true. done reports whether everything is put.
func (x *traceExport) write(enough func() bool) (done bool) {
	for x.left > 0 {
		if len(x.rest.Events) == 0 {
			x.rest, _ = x.next()
		}
		n := min(len(x.rest.Events), exportSlice, x.left)
		slice := x.rest
		slice.Events = slice.Events[:n]
		x.rest = trace.Batch{First: slice.First + trace.EventID(n), Events: x.rest.Events[n:]}
		_ = x.to.Batch(slice)
		x.left -= n
		if x.lines.Len() >= exportBytes {
			x.flush()
		}
		if enough() {
			return false
		}
	}
	if r := x.rec; (r.State() == recording.Ended || r.State() == recording.Failed) && r.Len() == x.of {
		_ = x.to.End(r.Trailer)
	}
	x.flush()
	x.stop()
	return true
}

func (x *traceExport) flush() {
	x.put(x.lines.Bytes())
	x.lines.Reset()
}

func (x *Export) progress() Progress {
	part := 1 - float64(x.trace.left)/float64(x.trace.of)
	return Progress{"Writing " + x.trace.name, part, format.Percent(int64(1000*part), 1000)}
}
