package model

import "loopyard/app/format"

// Progress is how far something is that the visitor waits for.
type Progress struct {
	What string  // what is under way, for the label
	Part float64 // from 0 to 1; below 0: it is not known how much there will be
	Says string  // in figures
}

// When a run gets a progress bar, and how often it is announced how far it is, in milliseconds. A run whose picture shows
// it as well gets none.
const (
	barAfter = 1000
	sayEvery = 10_000
)

// manyTasks is the number of coroutines from which on a run in real time has a progress bar too: a picture says little
// about that many.
const manyTasks = 10_000

// frame looks at the jobs under way. now is in milliseconds.
func (j *Jobs) frame(now float64) {
	for _, one := range j.all {
		switch {
		case one.began == 0:
			if one.started {
				one.began, one.said = now, now
			}
		case j.hasBar(one, now) && now-one.said >= sayEvery:
			one.said = now
			j.say(one.howFar())
		}
	}
	if j.hasBarNow(now) != j.hasBarNow(j.now) {
		j.changed()
	}
	j.now = now
}

// hasBar reports whether a job has a progress bar.
func (j *Jobs) hasBar(one *job, now float64) bool {
	switch {
	case one.rec.State().Over() || one.ofSweep():
		return false
	case one.file != nil:
		return one.file.read < one.file.size
	}
	return one.began > 0 && now-one.began >= barAfter && (one.rec.Virtual() || one.rec.Spec.Coroutines >= manyTasks)
}

func (j *Jobs) hasBarNow(now float64) bool {
	for _, one := range j.all {
		if one.rec == j.runs.Primary() && j.hasBar(one, now) {
			return true
		}
	}
	return false
}

// Progress returns how far the primary run, or the reading of its file, is; ok is false if it is over or takes no time
// worth telling.
func (j *Jobs) Progress() (p Progress, ok bool) {
	for _, one := range j.all {
		if one.rec == j.runs.Primary() && j.hasBar(one, j.now) {
			return one.howFar(), true
		}
	}
	return Progress{}, false
}

func (one *job) howFar() Progress {
	if f := one.file; f != nil {
		part := float64(f.read) / float64(f.size)
		return Progress{"Reading " + one.rec.File, part, format.Percent(int64(1000*part), 1000)}
	}
	p := Progress{What: "Running", Part: -1}
	at, tasks := one.progress, uint64(one.rec.Spec.Coroutines)
	if at.Events == 0 { // a runner that says nothing sends all events
		at.Events = uint64(one.rec.Len())
	}
	// Each coroutine becomes a task and ends, unless the program only awaits them.
	if at.Created > uint64(max(one.rec.Spec.Loops, 1)) && tasks > 0 {
		p.Part = min(1, float64(at.Created+at.Ended)/float64(2*tasks))
		p.Says = format.Count(int64(min(at.Created, tasks))) + " of " + format.Count(int64(tasks)) + " tasks made, " + format.Count(int64(min(at.Ended, tasks))) + " ended"
		return p
	}
	p.Says = format.Plural(int64(at.Events), "event") + " so far"
	return p
}
