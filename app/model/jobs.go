package model

import (
	"errors"
	"io"
	"strings"

	"loopyard/app/format"
	"loopyard/app/recording"
	"loopyard/engine/spec"
	"loopyard/engine/trace"
)

// job is a run under way or a file that is being read, and what came of it that is not taken apart yet.
type job struct {
	rec     *recording.Recording
	decoder decoder
	sink    trace.Sink // rec, or what bounds it
	file    *file      // nil: it is a run
	pieces  []piece
	end     *ending // set when nothing more will come
	pace    pace
	far     trace.Progress // what the worker says of itself
	then    func()         // what to do when it is over; nil: it is told to the visitor
}

// piece is bytes of a trace that have arrived, as a [bytes.Reader] has them. Those of a worker stay the browser's until
// they are read: a million events need not be there twice.
type piece interface {
	io.Reader
	Len() int // of what is not read yet
}

// decoder takes the bytes of a trace apart, wherever they are cut.
type decoder interface {
	Feed(chunk []byte, sink trace.Sink) error
	Close() error
}

// ending is how a job ended that did not end by its trace.
type ending struct {
	state  recording.RunState
	reason string
}

// bite is how much is decoded at once: small enough to look at the clock in between.
type bite [32 << 10]byte

// Running tells whether a run that the form asked for is under way.
func (y *Model) Running() bool { return y.Shown != nil && !y.Shown.State().Over() }

// Run runs what the form says, or shows what is wrong with it.
func (y *Model) Run() {
	y.StopAll()
	y.Alert, y.View.Share = "", ""
	run, ok := y.Form.Read(y.Catalog, y.Limits(y.Form.Target))
	if why := y.Form.Target.Refusal(run.Scenario); ok && why != "" {
		y.Form.Errs["placement"], ok = &spec.FieldError{Field: "placement", Value: y.Form.Target.Label(), Allowed: why}, false
	}
	y.Revs.Form++
	if !ok {
		if name, found := y.Form.Wrong(); found {
			y.Shell.Focus("field-" + name)
		}
		y.Say("Nothing was run: a value in the form cannot be used.")
		return
	}
	y.SetPrimary(recording.NewRecording(run, y.Form.Target))
	y.begin(y.Shown)
	y.Say("Running.")
}

// Compare runs what is shown on the other side too: natively, or in virtual time if it is a native run that is shown.
func (y *Model) Compare() {
	if y.Shown == nil {
		return
	}
	run, at := y.Shown.Spec, y.Counterpart()
	run.Placement, run.Cores, run.GIL = at.Placement(), 0, false
	y.Alert = ""
	other := recording.NewRecording(run, at)
	y.Beside(other, true)
	y.begin(other)
	y.Say("Running the same in another place.")
}

// ToggleCompare is Compare, or the end of a comparison under way.
func (y *Model) ToggleCompare() {
	if !y.Comparing() {
		y.Compare()
		return
	}
	for id, j := range y.Jobs {
		if j.compares(y) {
			y.drop(id, j)
		}
	}
}

// compares tells whether it runs beside what is shown.
func (j *job) compares(y *Model) bool { return j.rec != y.Shown && j.then == nil }

// drop ends a job at once.
func (y *Model) drop(id int, j *job) {
	y.Shell.Stop(id)
	delete(y.Jobs, id)
	j.rec.Close(recording.Stopped, "stopped")
	y.over(j)
}

// Counterpart is where Compare runs what is shown.
func (y *Model) Counterpart() recording.Target {
	if y.Shown != nil && y.Shown.Target.Native() {
		return recording.TargetVirtual
	}
	return recording.TargetNativeThreads
}

// Unseen notes that the page cannot be seen: the browser may slow down what runs in it.
func (y *Model) Unseen() {
	for _, j := range y.Jobs {
		if j.file == nil && j.rec.Target.RealTimeInBrowser() {
			j.rec.Conditions.Hidden = true
			y.Revs.Run++
		}
	}
}

// Comparing tells whether a comparison is under way.
func (y *Model) Comparing() bool {
	for _, j := range y.Jobs {
		if j.compares(y) {
			return true
		}
	}
	return false
}

func (y *Model) begin(rec *recording.Recording) {
	y.Number(rec)
	y.launch(&job{rec: rec, sink: rec})
}

// launch starts a job that is a run.
func (y *Model) launch(j *job) {
	y.last++
	j.decoder = &trace.Decoder{}
	y.Jobs[y.last] = j
	y.Revs.Run++
	y.Shell.Start(y.last, j.rec)
	y.Shell.Wake()
}

// number gives a recording its number in the visit.
func (y *Model) Number(rec *recording.Recording) {
	y.numbered++
	rec.Number = y.numbered
}

// Stop ends every run under way. What they have done so far stays.
func (y *Model) Stop() {
	running := y.Running()
	y.StopAll()
	if running {
		y.Say("Stopped at " + format.ScaleOf(y.Shown.EndTime()).Text(y.Shown.EndTime()) + ".")
	}
}

// StopAll is Stop without a word.
func (y *Model) StopAll() {
	y.StopSweep()
	for id, j := range y.Jobs {
		y.drop(id, j)
	}
}

// Arrive takes a piece of a job's trace. It is read in the next frame.
func (y *Model) Arrive(id int, p piece) {
	if j := y.Jobs[id]; j != nil {
		j.pieces = append(j.pieces, p)
		if j.file != nil {
			j.file.read, j.file.asked = j.file.read+int64(p.Len()), false
		}
		y.Shell.Wake()
	}
}

// Done says that a job's trace has all arrived.
func (y *Model) Done(id int) {
	e := ending{recording.Broken, "the trace ended too early"}
	if j := y.Jobs[id]; j != nil && j.file != nil {
		e.reason = "" // which its decoder knows better
	}
	y.finish(id, e)
}

// Lost says that a job ended before its trace did.
func (y *Model) Lost(id int, reason string) { y.finish(id, ending{recording.Broken, reason}) }

// Refused says that a server would not run it. fields are those it did not like.
func (y *Model) Refused(id int, reason string, fields spec.Errors) {
	if j := y.Jobs[id]; j != nil && j.rec == y.Shown {
		for _, f := range fields {
			if y.Form.Errs[f.Field] == nil {
				y.Form.Errs[f.Field] = f
			}
		}
		y.Revs.Form++
	}
	y.finish(id, ending{recording.Broken, reason})
}

func (y *Model) finish(id int, e ending) {
	if j := y.Jobs[id]; j != nil {
		j.end = &e
		y.Shell.Wake()
	}
}

// Drain reads what has arrived, and then looks for advice in it, until enough says that it has taken long enough. more
// tells whether something is left.
func (y *Model) Drain(enough func() bool) (more bool) {
	for id, j := range y.Jobs {
		changed := len(j.pieces) > 0 || j.end != nil
		for len(j.pieces) > 0 {
			if enough() {
				y.Revs.Run++
				return true
			}
			y.read(j)
		}
		if changed {
			y.Revs.Run++
		}
		if j.file != nil {
			y.goOn(id, j)
		}
		if j.end != nil && !j.rec.State().Over() {
			j.rec.Close(j.end.state, j.end.reason)
		}
		if j.rec.State().Over() { // by its trailer, if it has one: what runs it need not say so too
			delete(y.Jobs, id)
			y.over(j)
		}
	}
	return y.Advise(enough)
}

func (y *Model) read(j *job) {
	n, err := j.pieces[0].Read(y.bite[:])
	if j.pieces[0].Len() == 0 {
		j.pieces[0], j.pieces = nil, j.pieces[1:]
	}
	if err == nil || err == io.EOF {
		err = j.decoder.Feed(y.bite[:n], j.sink)
	}
	if err != nil {
		j.pieces = nil
		j.end = &ending{recording.Broken, j.wrong(err)}
	}
}

// wrong says why a job's trace can not be read any further.
func (j *job) wrong(err error) string {
	if j.file != nil {
		return wrongFile(err)
	}
	if errors.Is(err, trace.ErrTooNew) {
		return "the server speaks a later version than this page: reload the page"
	}
	return "the trace cannot be read (" + strings.TrimPrefix(err.Error(), "trace: ") + ")"
}

// over is called once for every job that nothing more will come for.
func (y *Model) over(j *job) {
	rec := j.rec
	y.Revs.Run++
	if j.then != nil {
		j.then()
		return
	}
	if rec.Len() > 0 {
		y.Remember(rec)
	}
	place, ended := "", "Run finished"
	if rec != y.Shown {
		place = " (" + rec.Target.ShortLabel() + ")"
	}
	if rec.File != "" {
		ended = "Opened " + rec.File
	}
	switch rec.State() {
	case recording.Failed:
		y.Said = "" // the alert is announced by itself
		y.Warn("The run" + place + " did not end well: " + rec.Reason())
	case recording.Broken:
		y.Said = ""
		if rec.File != "" {
			y.Warn(rec.File + " is shown as far as it can be read: " + rec.Reason())
		} else {
			y.Warn("The run" + place + " broke off: " + rec.Reason())
		}
	case recording.Ended:
		y.Say(ended + place + ": " + format.Plural(int64(rec.LoopCount()), "loop") + ", " +
			format.Plural(int64(rec.Len()), "event") + ", " + format.ScaleOf(rec.EndTime()).Text(rec.EndTime()) + ".")
	}
	if rec == y.Shown {
		y.settle()
	}
}
