package rows

import (
	"slices"

	"loopyard/engine/trace"
	"loopyard/engine/trace/chunks"
)

// Task is one of the tasks of a loop. A loop may have a million of them. So a task holds no pointers, which the garbage
// collector would have to follow, and its history is kept with those of the other tasks in [Tasks].
type Task struct {
	Created trace.EventID
	Ended   trace.EventID // its TaskDone, TaskFailed or TaskCanceled; zero if it has not ended
	Outcome MarkKind      // if it has ended: Done, Failed or Canceled

	in   queue
	last int32 // the number of its latest change in Tasks.changes, counted from 1; zero if it has none
}

// Tasks are all tasks of a loop, by their numbers. The zero value has none.
//
// The changes of all tasks are in one list, and each change has the number of the one before it of the same task. That
// takes a few bytes for each change and nothing for each task. A task that is looked at gets a [Track] of its own, made
// by following these numbers back; it is kept, and continued when the task is looked at again.
type Tasks struct {
	all     chunks.List[Task]
	changes chunks.List[taskChange]
	tracks  map[trace.TaskID]*taskTrack // of tasks that were looked at
}

// taskChange is a change of one task.
type taskChange struct {
	change
	before int32 // the number of the change before it of the same task; zero if it is the first
}

// taskTrack is the track of a task up to one of its changes.
type taskTrack struct {
	Track
	upTo int32 // the number of the last change in it
}

// mostTracks is how many tracks are kept: more than there are rows on a screen.
const mostTracks = 1024

// Len returns the number of tasks.
func (s *Tasks) Len() int { return s.all.Len() }

// Get returns a task, or nil if there is no such task.
func (s *Tasks) Get(id trace.TaskID) *Task {
	if id == 0 || int(id) > s.all.Len() {
		return nil
	}
	return s.all.At(int(id) - 1)
}

// create adds a task. A task whose number is not the next one is ignored; the rules of a trace exclude it.
func (s *Tasks) create(id trace.TaskID, by trace.EventID) {
	if int(id) == s.all.Len()+1 {
		s.all.Append(Task{Created: by})
	}
}

// set does for a task what [Track.set] does for a row.
func (s *Tasks) set(t *Task, at int64, what trace.State, by trace.EventID) {
	was := trace.Absent
	if t.last != 0 {
		was = s.changes.At(int(t.last) - 1).what
	}
	if was != what {
		s.begin(t, at, what, by)
	}
}

// begin does for a task what [Track.begin] does for a row.
func (s *Tasks) begin(t *Task, at int64, what trace.State, by trace.EventID) {
	next := change{at, by, what}
	if t.last != 0 && s.changes.At(int(t.last)-1).replacedBy(&next) {
		return
	}
	s.changes.Append(taskChange{next, t.last})
	t.last = int32(s.changes.Len())
}

// setAll sets the state of all tasks that have not ended.
func (s *Tasks) setAll(at int64, what trace.State, by trace.EventID) {
	for i := range s.all.Len() {
		if t := s.all.At(i); t.Ended == 0 {
			s.set(t, at, what, by)
		}
	}
}

// Track returns the history of a task, or nil if there is no such task. It is valid until the next event is added.
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
	if row.upTo != 0 { // a later change may have taken its place
		*row.changes.Last() = s.changes.At(int(row.upTo) - 1).change
	}
	var since []change
	for n := t.last; n != row.upTo; {
		c := s.changes.At(int(n) - 1)
		since, n = append(since, c.change), c.before
	}
	slices.Reverse(since)
	for _, c := range since {
		row.push(c)
	}
	row.upTo = t.last
	return &row.Track
}
