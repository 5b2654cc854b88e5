package timeline

import (
	"loopyard/app/recording/rows"
	"loopyard/engine/trace"
)

// mostArrows limits the arrows in a picture: more of them cannot be followed.
const mostArrows = 240

// posts draws an arrow for each post to a loop of another thread, from where and when it was sent to where and when it was
// received. If there are too many, it draws only those of the lane that is selected.
func (s *scene) posts() {
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

// threadOf returns the thread of the loop that received a post, or zero.
func (s *scene) threadOf(h rows.Post) (t trace.ThreadID) {
	if l := s.rec.Timeline().Loop(h.Receiver); l != nil {
		t = l.Thread
	}
	return t
}

// middle returns the vertical middle of a row's bars, also of a row that is scrolled out of sight.
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

// sender returns the vertical position from which a post was sent: the row of the task, of the loop or of the thread,
// whichever is shown first. For a thread without a row it is the row of the thread's first loop.
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
