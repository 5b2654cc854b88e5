package timeline

import (
	"loopyard/app/recording/rows"
	"loopyard/engine/trace"
)

// mostArrows bounds the arrows in a picture: more than that nobody can follow.
const mostArrows = 240

// handoffs draws an arrow for everything that was handed to a loop of another thread: from when and where it was sent to
// when it was received. Where there are too many only those of the lane that was chosen are drawn.
func (s *scene) handoffs() {
	all := s.rec.Timeline().Posts.Within(s.axis.From, s.axis.To)
	if len(all) == 0 || len(all) > 100*mostArrows {
		return
	}
	crowded, drawn := len(all) > mostArrows, 0
	for _, h := range all {
		chosen := s.pick.Thread != 0 && (s.pick.Thread == h.Thread || s.pick.Loop == h.Receiver)
		if h.Received == 0 || crowded && !chosen || drawn == mostArrows {
			continue
		}
		from, known := s.sender(h)
		to, there := s.middle(Selection{Loop: h.Receiver, Thread: s.threadOf(h)})
		x0, x1 := s.axis.Pixel(h.SentAt), s.axis.Pixel(h.ReceivedAt)
		if !known || !there || x1 < s.axis.Left || x0 > s.axis.Left+s.axis.Width {
			continue
		}
		drawn++
		s.p.Add(OpArrow, ToneInk, .75, max(x0, s.axis.Left-20), from, min(x1, s.axis.Left+s.axis.Width+20), to)
	}
}

// threadOf is the thread of whoever received it.
func (s *scene) threadOf(h rows.Post) (t trace.ThreadID) {
	if l := s.rec.Timeline().Loop(h.Receiver); l != nil {
		t = l.Thread
	}
	return t
}

// middle is the height of a row's bars, also of one that is scrolled out of sight.
func (s *scene) middle(p Selection) (y float64, shown bool) {
	i := s.lay.FindRow(s.rec, p)
	if i < 0 {
		return 0, false
	}
	r := s.lay.Rows[i]
	if r.Task == 0 && r.Height >= 34 {
		return r.Top - s.lay.Scroll + r.Height*.35, true
	}
	return r.Top - s.lay.Scroll + r.Height/2, true
}

// sender is where a hand-off left: the task's row, or the loop's, or that of the thread; the thread's first loop stands
// for a thread that has no row of its own.
func (s *scene) sender(h rows.Post) (y float64, known bool) {
	for _, at := range []Selection{
		{Loop: h.Loop, Thread: h.Thread, Task: h.Task},
		{Loop: h.Loop, Thread: h.Thread},
		{Loop: trace.NthLoop(h.Thread, 0), Thread: h.Thread},
	} {
		if y, known = s.middle(at); known {
			return y, true
		}
	}
	return 0, false
}
