package rows

import (
	"slices"

	"loopyard/engine/trace"
)

// Task is one of a loop's tasks. A loop may have a million of them, so that what each was doing is kept with its loop and
// made a [Track] when somebody looks at it; and a task holds no pointers, which whoever collects garbage would follow.
type Task struct {
	Name    trace.Text
	Created trace.EventID
	Ended   trace.EventID // its TaskDone, TaskFailed or TaskCanceled; zero: not over
	Outcome MarkKind      // if it is over: Done, Failed or Canceled

	wait wait
	last int32 // the number of its latest change among Tasks.changes, from 1; 0: none
}

// Tasks is all tasks of a loop, from 1 as they are numbered. The zero value is none.
type Tasks struct {
	all     list[Task]
	changes list[taskChange]
	tracks  map[trace.TaskID]*taskTrack // those that somebody has looked at
}

// taskChange is a change of one task, and which one was before it.
type taskChange struct {
	change
	before int32
}

// taskTrack is a task's changes up to one of them.
type taskTrack struct {
	Track
	upTo int32
}

// mostTracks is how many tracks are kept: more than there are rows on a screen.
const mostTracks = 1024

// Len counts the tasks.
func (s *Tasks) Len() int { return s.all.n }

// Get gives a task; nil for none.
func (s *Tasks) Get(id trace.TaskID) *Task {
	if id == 0 || int(id) > s.all.n {
		return nil
	}
	return s.all.at(int(id) - 1)
}

// made takes the task that was made next; any other is none of a trace that keeps the rules.
func (s *Tasks) made(id trace.TaskID, name trace.Text, by trace.EventID) {
	if int(id) == s.all.n+1 {
		s.all.add(Task{Name: name, Created: by})
	}
}

// set is [Track.set] of a task.
func (s *Tasks) set(t *Task, at int64, what State, by trace.EventID) {
	was := Absent
	if t.last != 0 {
		was = s.changes.at(int(t.last) - 1).what
	}
	if was != what {
		s.begin(t, at, what, by)
	}
}

// begin is [Track.begin] of a task.
func (s *Tasks) begin(t *Task, at int64, what State, by trace.EventID) {
	next := change{at, by, what}
	if t.last != 0 && s.changes.at(int(t.last)-1).gives(&next) {
		return
	}
	s.changes.add(taskChange{next, t.last})
	t.last = int32(s.changes.n)
}

// rest is set of all tasks that are not over.
func (s *Tasks) rest(at int64, what State, by trace.EventID) {
	for i := range s.all.n {
		if t := s.all.at(i); t.Ended == 0 {
			s.set(t, at, what, by)
		}
	}
}

// Track gives what a task was doing; nil for no task. It is right until the next event.
func (s *Tasks) Track(id trace.TaskID) *Track {
	t := s.Get(id)
	if t == nil {
		return nil
	}
	row := s.tracks[id]
	if row == nil {
		if len(s.tracks) == mostTracks || s.tracks == nil {
			s.tracks = map[trace.TaskID]*taskTrack{}
		}
		row = &taskTrack{}
		s.tracks[id] = row
	}
	if row.upTo != 0 { // it may have become another one since
		*row.changes.last() = s.changes.at(int(row.upTo) - 1).change
	}
	var since []change
	for n := t.last; n != row.upTo; {
		c := s.changes.at(int(n) - 1)
		since, n = append(since, c.change), c.before
	}
	slices.Reverse(since)
	for _, c := range since {
		row.push(c)
	}
	row.upTo = t.last
	return &row.Track
}
