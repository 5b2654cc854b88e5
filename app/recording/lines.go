package recording

import (
	"sort"

	"loopyard/engine/trace"
)

// lineIndex lists the events of a run that printed a line or reported an error, the earliest first.
type lineIndex []trace.EventID

// Lines returns the events that printed a line or reported an error to the exception handler, the earliest first. The slice
// is the recording's own.
func (r *Recording) Lines() []trace.EventID { return r.lines }

// LinesTo returns how many of [Recording.Lines] happened up to the cursor.
func (r *Recording) LinesTo(c Cursor) int {
	return sort.Search(len(r.lines), func(i int) bool { return int(r.lines[i]) > c.N })
}
