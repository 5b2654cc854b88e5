package model

import (
	"io"

	"loopyard/app/recording"
	"loopyard/engine/trace"
)

// Jobs is the runs under way and the files that are being read, and the bytes of their traces that have arrived and are
// not decoded yet.
type Jobs struct {
	part
	runner Runner
	files  Files
	runs   *Runs
	all    map[int]*job
	last   int              // the latest job's number
	now    float64          // when the latest frame was, in milliseconds
	buffer [32 << 10]byte   // what is decoded at once: little enough to look at the clock in between
	over   func(job *job)   // is called once for every job that nothing more will come for
	say    func(p Progress) // is called now and then with how far a long job is
}

// Runner runs programs.
type Runner interface {
	// Start begins a run, as soon as there is a worker or a server for it: [Jobs.OnStarted] says when. Its trace comes back
	// through [Jobs.OnData] and [Jobs.OnEnd], or [Jobs.OnError].
	Start(id int, rec *recording.Recording)
	// Stop ends a run, or the reading of a file, at once. Nothing comes back any more.
	Stop(id int)
}

// Files reads files that the visitor has chosen.
type Files interface {
	// PickFile lets the visitor choose a file. [Model.OpenFile] or [Model.CannotOpen] follows.
	PickFile()
	// ReadMore asks for the next piece of a job's file. [Jobs.OnData], [Jobs.OnEnd] or [Jobs.OnError] follows.
	ReadMore(id int)
}

// job is a run under way or a file that is being read.
type job struct {
	rec      *recording.Recording
	decoder  decoder
	sink     trace.Sink // rec, or what bounds it
	file     *file      // nil: it is a run
	pieces   []Piece    // that have arrived
	end      *ending    // set when nothing more will come
	started  bool       // its runner has answered
	began    float64    // the first frame after that, in milliseconds; 0: there was none
	said     float64    // when it was last announced how far it is
	progress trace.Progress
	then     func() // what to do when it is over, for a run of a sweep; nil: the visitor is told
}

// Piece is bytes of a trace, as a [bytes.Reader] has them. Those that a worker sent stay the browser's until they are
// read: the bytes of a million events need not be in memory twice.
type Piece interface {
	io.Reader
	// Len returns how many bytes are not read yet.
	Len() int
}

// ending is how a job ended whose trace did not say so.
type ending struct {
	state  recording.RunState
	reason string
}

// ofSweep reports whether a job is a run of a sweep, which is kept for its figures only.
func (j *job) ofSweep() bool { return j.then != nil }

// start begins a run.
func (j *Jobs) start(rec *recording.Recording) {
	j.runs.number(rec)
	j.launch(&job{rec: rec, sink: rec})
}

// launch starts a job that is a run.
func (j *Jobs) launch(one *job) {
	one.decoder = &trace.Decoder{}
	id := j.add(one)
	j.runner.Start(id, one.rec)
}

// add gives a job a number.
func (j *Jobs) add(one *job) (id int) {
	j.last++
	j.all[j.last] = one
	j.changed()
	return j.last
}

// drop ends a job at once.
func (j *Jobs) drop(id int) {
	one := j.all[id]
	j.runner.Stop(id)
	delete(j.all, id)
	one.rec.Close(recording.Stopped, "stopped")
	j.finished(one)
}

// dropAll ends the jobs for which which returns true.
func (j *Jobs) dropAll(which func(*job) bool) {
	for id, one := range j.all {
		if which(one) {
			j.drop(id)
		}
	}
}

// besidePrimary reports whether a job is a run that is made to be compared with the primary one.
func (j *Jobs) besidePrimary(one *job) bool { return one.rec != j.runs.Primary() && !one.ofSweep() }

// Comparing reports whether a run is under way that is to be compared with the primary one.
func (j *Jobs) Comparing() bool {
	for _, one := range j.all {
		if j.besidePrimary(one) {
			return true
		}
	}
	return false
}

// PickFile lets the visitor choose a trace to open.
func (j *Jobs) PickFile() { j.files.PickFile() }

// OnHidden notes that the page cannot be seen: the browser may slow down what runs in it.
func (j *Jobs) OnHidden() {
	for _, one := range j.all {
		if one.file == nil && one.rec.Target.RealTimeInBrowser() {
			j.runs.hidden(one.rec)
		}
	}
}

// OnStarted says that a job's runner has begun to work. What is told of how long it takes counts from here on: fetching
// a worker's program is not the run.
func (j *Jobs) OnStarted(id int) {
	if one := j.all[id]; one != nil {
		one.started = true
	}
}

// OnData takes the next piece of a job's trace. It is decoded in a later frame.
func (j *Jobs) OnData(id int, p Piece) {
	if one := j.all[id]; one != nil {
		one.started = true
		one.pieces = append(one.pieces, p)
		if one.file != nil {
			one.file.read, one.file.asked = one.file.read+int64(p.Len()), false
		}
		j.frames.RequestFrame()
	}
}

// OnEnd says that all of a job's trace has arrived.
func (j *Jobs) OnEnd(id int) {
	e := ending{recording.Broken, "the trace ended too early"}
	if one := j.all[id]; one != nil && one.file != nil {
		e.reason = "" // its decoder knows better
	}
	j.end(id, e)
}

// OnError says why a job ended before its trace did.
func (j *Jobs) OnError(id int, reason string) { j.end(id, ending{recording.Broken, reason}) }

// OnProgress takes how far a worker says that a run is. It counts events that were not sent, and never will be, too.
func (j *Jobs) OnProgress(id int, p trace.Progress) {
	if one := j.all[id]; one != nil {
		one.started, one.progress = true, p
		j.changed()
	}
}

func (j *Jobs) end(id int, e ending) {
	if one := j.all[id]; one != nil {
		one.end = &e
		j.frames.RequestFrame()
	}
}

// decode reads what has arrived until enough reports true. more reports whether something is left.
func (j *Jobs) decode(enough func() bool) (more bool) {
	for id, one := range j.all {
		news := len(one.pieces) > 0 || one.end != nil
		for len(one.pieces) > 0 {
			if enough() {
				j.runs.updated()
				return true
			}
			j.decodePiece(one)
		}
		if news {
			j.runs.updated()
		}
		if one.file != nil {
			j.continueFile(id, one)
		}
		if one.end != nil && !one.rec.State().Over() {
			one.rec.Close(one.end.state, one.end.reason)
		}
		if one.rec.State().Over() { // by its trailer, if it has one: the runner need not say so too
			delete(j.all, id)
			j.finished(one)
		}
	}
	return false
}

// decodePiece decodes as much as fits into the buffer.
func (j *Jobs) decodePiece(one *job) {
	n, err := one.pieces[0].Read(j.buffer[:])
	if one.pieces[0].Len() == 0 {
		one.pieces[0], one.pieces = nil, one.pieces[1:]
	}
	if err == nil || err == io.EOF {
		err = one.decoder.Feed(j.buffer[:n], one.sink)
	}
	if err != nil {
		one.pieces = nil
		one.end = &ending{recording.Broken, one.decodeError(err)}
	}
}

// finished tells the model that a job is over.
func (j *Jobs) finished(one *job) {
	j.changed()
	j.runs.updated()
	j.over(one)
}
