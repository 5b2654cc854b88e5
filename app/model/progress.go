package model

import (
	"loopyard/app/format"
	"loopyard/engine/trace"
)

// Progress is how far what the visitor waits for has come.
type Progress struct {
	What string  // that is under way, for the label
	Part float64 // from 0 to 1; below 0: nobody knows how much there will be
	Says string  // in figures
}

// A run has a progress bar from so many milliseconds on, unless its picture shows as well how far it is; and how far it is
// is said aloud no more often than every sayEvery milliseconds.
const (
	BarAfter = 1000
	SayEvery = 10_000
)

// manyTasks is from how many coroutines on a run in real time has one too: a picture says little of them.
const manyTasks = 10_000

// pace is when a job began, and when it was last said how far it is, in milliseconds. The zero value is of one that has
// not been looked at.
type pace struct{ began, said float64 }

// tick looks at the jobs under way at a frame.
func (y *Model) tick(now float64) {
	for _, j := range y.Jobs {
		switch {
		case j.pace.began == 0:
			j.pace = pace{now, now}
		case y.barred(j, now) && now-j.pace.said >= SayEvery:
			j.pace.said = now
			p := j.progress()
			y.Say(p.What + ": " + p.Says + ".")
		}
	}
	y.now = now
}

// barred tells whether a job has a progress bar.
func (y *Model) barred(j *job, now float64) bool {
	switch {
	case j.rec.State().Over() || j.then != nil:
		return false
	case j.file != nil:
		return j.file.read < j.file.size
	}
	return now-j.pace.began >= BarAfter && (j.rec.Virtual() || j.rec.Spec.Coroutines >= manyTasks)
}

// Progress tells how far the run or the file is that comes in, or the file that is written; ok is false if there is none,
// or it is there at once.
func (y *Model) Progress() (p Progress, ok bool) {
	if y.Exporting != nil {
		return y.Exporting.progress(), true
	}
	if y.Steps != nil {
		return y.Steps.progress(), true
	}
	for _, j := range y.Jobs {
		if j.rec == y.Shown && y.barred(j, y.now) {
			return j.progress(), true
		}
	}
	return Progress{}, false
}

// Progressed takes what a worker says of the events that it has not sent, or will not.
func (y *Model) Progressed(id int, p trace.Progress) {
	if j := y.Jobs[id]; j != nil {
		j.far = p
		y.Revs.Far++
		y.Shell.Wake()
	}
}

func (j *job) progress() Progress {
	if f := j.file; f != nil {
		part := float64(f.read) / float64(f.size)
		return Progress{"Reading " + j.rec.File, part, format.Percent(int64(1000*part), 1000)}
	}
	p := Progress{What: "Running", Part: -1}
	far, tasks := j.far, uint64(j.rec.Spec.Coroutines)
	if far.Events == 0 { // whatever runs it sends all that happens
		far.Events = uint64(j.rec.Len())
	}
	// Each coroutine is made a task and ends, unless the program only awaits them.
	if far.Created > uint64(max(j.rec.Spec.Loops, 1)) && tasks > 0 {
		p.Part = min(1, float64(far.Created+far.Ended)/float64(2*tasks))
		p.Says = format.Count(int64(min(far.Created, tasks))) + " of " + format.Count(int64(tasks)) + " tasks made, " + format.Count(int64(min(far.Ended, tasks))) + " ended"
		return p
	}
	p.Says = format.Plural(int64(far.Events), "event") + " so far"
	return p
}
