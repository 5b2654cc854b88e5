package recording

import (
	"slices"
	"sort"

	"loopyard/app/format"
	"loopyard/engine/trace"
)

// Lane is a loop, or a thread that has no loop, as a row of the timeline and of the lists.
type Lane struct {
	Loop   trace.LoopID // zero: it is a thread
	Thread trace.ThreadID
	Name   string
	Hue    int // which of the colors of loops it has; [format.NoHue] for a thread
}

func newThreadLane(started trace.Event) *Lane {
	return &Lane{Thread: started.Thread, Name: ThreadTitle(started.Thread), Hue: format.NoHue}
}

func newLoopLane(created trace.Event, name string) *Lane {
	nth := int(created.Loop) / trace.LoopStride
	hue := format.LoopHue(name, int(created.Thread)-1+nth)
	if name == "" {
		name = "loop " + format.Count(int64(nth+1))
	}
	return &Lane{Loop: created.Loop, Thread: created.Thread, Name: name, Hue: hue}
}

func (l *Lane) before(other *Lane) bool {
	if l.Thread != other.Thread {
		return l.Thread < other.Thread
	}
	return l.Loop < other.Loop
}

// lanes are all lanes of a run. The zero value is empty.
type lanes struct {
	all     []*Lane // by thread, and in a thread by the order in which they were created
	shown   []*Lane // all but the threads that have a loop
	shownOf int     // how many lanes there were when shown was made

	byLoop  map[trace.LoopID]*Lane
	looping map[trace.ThreadID]bool // threads that have created a loop
}

func (s *lanes) add(l *Lane) {
	if l.Loop != 0 {
		if s.byLoop == nil {
			s.byLoop, s.looping = map[trace.LoopID]*Lane{}, map[trace.ThreadID]bool{}
		}
		s.byLoop[l.Loop], s.looping[l.Thread] = l, true
	}
	at := sort.Search(len(s.all), func(i int) bool { return l.before(s.all[i]) })
	s.all = slices.Insert(s.all, at, l)
}

// show returns all lanes but the threads that have a loop. It works them out again only if there are more lanes than before;
// none is ever removed.
func (s *lanes) show() []*Lane {
	if s.shownOf == len(s.all) {
		return s.shown
	}
	shown := make([]*Lane, 0, len(s.all))
	for _, l := range s.all {
		if l.Loop != 0 || !s.looping[l.Thread] {
			shown = append(shown, l)
		}
	}
	s.shown, s.shownOf = shown, len(s.all)
	return shown
}

// Lanes returns what the timeline shows, from top to bottom: all loops, and the threads that have none. A nil recording has
// no lanes. The slice is the recording's own.
func (r *Recording) Lanes() []*Lane {
	if r == nil {
		return nil
	}
	return r.lanes.show()
}

// LoopLane returns the lane of a loop, or nil if the loop was not created.
func (r *Recording) LoopLane(id trace.LoopID) *Lane { return r.lanes.byLoop[id] }

// LoopCount returns the number of loops so far.
func (r *Recording) LoopCount() int { return len(r.lanes.byLoop) }

// LoopHue returns the hue of a loop, or [format.NoHue] if the loop was not created.
func (r *Recording) LoopHue(id trace.LoopID) int {
	if l := r.LoopLane(id); l != nil {
		return l.Hue
	}
	return format.NoHue
}
