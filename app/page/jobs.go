package page

import (
	"errors"
	"strings"

	"loopyard/engine/spec"
	"loopyard/engine/trace"
)

// job is a run under way, and what came of it that is not read yet.
type job struct {
	rec     *Recording
	decoder trace.Decoder
	chunks  [][]byte
	end     *ending // set when nothing more will come
}

// ending is how a job ended that did not end by its trace.
type ending struct {
	state  RunState
	reason string
}

// bite is how much is decoded at once: small enough to look at the clock in between.
const bite = 32 << 10

// Running tells whether a run that the form asked for is under way.
func (y *Yard) Running() bool { return y.Shown != nil && !y.Shown.State.Over() }

// Run runs what the form says, or shows what is wrong with it.
func (y *Yard) Run() {
	y.StopAll()
	y.Alert, y.View.Share = "", ""
	run, ok := y.Form.Read(y.catalog, y.Limits(y.Form.Place))
	y.revs.form++
	if !ok {
		if name, found := y.Form.Wrong(); found {
			y.shell.focus("field-" + name)
		}
		y.Say("Nothing was run: a value in the form cannot be used.")
		return
	}
	y.show(NewRecording(run, y.Form.Place))
	y.begin(y.Shown)
	y.Say("Running.")
}

// Compare runs what is shown on the other side too: natively, or in virtual time if it is a native run that is shown.
func (y *Yard) Compare() {
	if y.Shown == nil {
		return
	}
	run, at := y.Shown.Spec, y.Counterpart()
	run.Placement, run.Cores, run.GIL = at.Placement(), 0, false
	y.Alert = ""
	y.begin(NewRecording(run, at))
	y.Say("Running the same in another place.")
}

// ToggleCompare is Compare, or the end of a comparison under way.
func (y *Yard) ToggleCompare() {
	if !y.Comparing() {
		y.Compare()
		return
	}
	for id, j := range y.jobs {
		if j.rec != y.Shown {
			y.shell.stop(id)
			delete(y.jobs, id)
			j.rec.Close(Stopped, "stopped")
			y.over(j.rec)
		}
	}
}

// Counterpart is where Compare runs what is shown.
func (y *Yard) Counterpart() Place {
	if y.Shown != nil && y.Shown.Place.Native() {
		return InVirtual
	}
	return OnNativeThreads
}

// Comparing tells whether a comparison is under way.
func (y *Yard) Comparing() bool {
	for _, j := range y.jobs {
		if j.rec != y.Shown {
			return true
		}
	}
	return false
}

func (y *Yard) begin(rec *Recording) {
	y.last++
	y.jobs[y.last] = &job{rec: rec}
	y.revs.run++
	y.shell.start(y.last, rec)
	y.shell.wake()
}

// Stop ends every run under way. What they have done so far stays.
func (y *Yard) Stop() {
	running := y.Running()
	y.StopAll()
	if running {
		y.Say("Stopped at " + scaleOf(y.Shown.Span()).text(y.Shown.Span()) + ".")
	}
}

// StopAll is Stop without a word.
func (y *Yard) StopAll() {
	for id, j := range y.jobs {
		y.shell.stop(id)
		delete(y.jobs, id)
		j.rec.Close(Stopped, "stopped")
		y.over(j.rec)
	}
}

// Arrive takes a piece of a job's trace. It is read in the next frame.
func (y *Yard) Arrive(id int, chunk []byte) {
	if j := y.jobs[id]; j != nil {
		j.chunks = append(j.chunks, chunk)
		y.shell.wake()
	}
}

// Done says that a job's trace has all arrived.
func (y *Yard) Done(id int) { y.finish(id, ending{Broken, "the trace ended too early"}) }

// Lost says that a job ended before its trace did.
func (y *Yard) Lost(id int, reason string) { y.finish(id, ending{Broken, reason}) }

// Refused says that a server would not run it. fields are those it did not like.
func (y *Yard) Refused(id int, reason string, fields spec.Errors) {
	if j := y.jobs[id]; j != nil && j.rec == y.Shown {
		for _, f := range fields {
			if y.Form.Errs[f.Field] == nil {
				y.Form.Errs[f.Field] = f
			}
		}
		y.revs.form++
	}
	y.finish(id, ending{Broken, reason})
}

func (y *Yard) finish(id int, e ending) {
	if j := y.jobs[id]; j != nil {
		j.end = &e
		y.shell.wake()
	}
}

// Drain reads what has arrived until enough says that it has taken long enough. more tells whether something is left.
func (y *Yard) Drain(enough func() bool) (more bool) {
	for id, j := range y.jobs {
		changed := len(j.chunks) > 0 || j.end != nil
		for len(j.chunks) > 0 {
			if enough() {
				y.revs.run++
				return true
			}
			y.read(j)
		}
		if changed {
			y.revs.run++
		}
		if j.end != nil && !j.rec.State.Over() {
			j.rec.Close(j.end.state, j.end.reason)
		}
		if j.rec.State.Over() { // by its trailer, if it has one: what runs it need not say so too
			delete(y.jobs, id)
			y.over(j.rec)
		}
	}
	return false
}

func (y *Yard) read(j *job) {
	chunk := j.chunks[0]
	n := min(len(chunk), bite)
	if j.chunks[0] = chunk[n:]; n == len(chunk) {
		j.chunks = j.chunks[1:]
	}
	if err := j.decoder.Feed(chunk[:n], j.rec); err != nil {
		j.chunks = nil
		j.end = &ending{Broken, wrongTrace(err)}
	}
}

func wrongTrace(err error) string {
	if errors.Is(err, trace.ErrTooNew) {
		return "the server speaks a later version than this page: reload the page"
	}
	return "the trace cannot be read (" + strings.TrimPrefix(err.Error(), "trace: ") + ")"
}

// over is called once for every recording that nothing more will come for.
func (y *Yard) over(rec *Recording) {
	y.revs.run++
	if len(rec.events) > 0 {
		y.remember(rec)
	}
	place := ""
	if rec != y.Shown {
		place = " (" + rec.Place.Column() + ")"
	}
	switch rec.State {
	case Failed:
		y.Said = "" // the alert is announced by itself
		y.Warn("The run" + place + " did not end well: " + rec.Reason)
	case Broken:
		y.Said = ""
		y.Warn("The run" + place + " broke off: " + rec.Reason)
	case Ended:
		y.Say("Run finished" + place + ": " + plural(int64(rec.Loops()), "loop") + ", " +
			plural(int64(len(rec.events)), "event") + ", " + scaleOf(rec.Span()).text(rec.Span()) + ".")
	}
	if rec == y.Shown {
		y.settle()
	}
}

// kept bounds how many recordings, and how many of their events, a visit remembers.
const (
	keptRuns   = 8
	keptEvents = 3_000_000
)

// remember keeps a recording for comparing, in place of an earlier one of the same run.
func (y *Yard) remember(rec *Recording) {
	var kept []*Recording
	for _, old := range y.Visit {
		if old != rec && !(old.Place == rec.Place && old.sameProgram(rec)) {
			kept = append(kept, old)
		}
	}
	y.Visit = append(kept, rec)
	events := 0
	for i := len(y.Visit) - 1; i >= 0; i-- {
		events += len(y.Visit[i].events)
		if over := len(y.Visit)-i > keptRuns || events > keptEvents; over && i < len(y.Visit)-1 {
			y.Visit = y.Visit[i+1:]
			return
		}
	}
}

// Columns are the recordings of what is shown, in every place that it ran in, in the order of the places.
func (y *Yard) Columns() []*Recording {
	if y.Shown == nil {
		return nil
	}
	var columns []*Recording
	for _, at := range Places {
		if y.Shown.Place == at {
			columns = append(columns, y.Shown)
			continue
		}
		for _, rec := range y.Visit {
			if rec.Place == at && rec.sameProgram(y.Shown) {
				columns = append(columns, rec)
			}
		}
	}
	return columns
}
