package timeline

import (
	"math"
	"sort"

	"loopyard/app/format"
	"loopyard/app/recording"
	"loopyard/app/recording/rows"
)

// label writes the name of a row, with as many lines below it as there is room for.
func (s *scene) label(r Row, y, h float64) {
	l, t, narrow := r.Lane, toneOf(r.Lane.Hue), s.lay.LabelWidth < 90
	if r.Task != 0 {
		s.taskLabel(r, t, y, h)
		return
	}
	part := format.Percent(r.Activity.BusyTime(s.now)+s.rec.BusyPastLimit(l), s.now)
	indent := 10.0
	if narrow {
		indent = 8
	}
	if r.Expandable {
		s.p.Add(opDisclosure, t, 1, indent, nameLine(y, h, narrow)-4.5, folded(r.Expanded), 0)
		indent += 13
	}
	room := int((s.lay.LabelWidth - indent - 4) / 7.6)
	switch {
	case h >= 50 && l.Loop != 0 && !narrow:
		line := math.Min((h-12)/3, 17)
		top := y + (h-3*line)/2
		s.p.text(t, textName, indent, top+line-4, format.Truncate(l.Name, room))
		s.p.text(toneMuted, textMono, indent, top+2*line-4, recording.ThreadTitle(l.Thread))
		s.p.text(toneMuted, textMono, indent, top+3*line-4, "busy "+part)
	case h >= 34 && l.Loop != 0:
		style := textName
		if narrow && r.Expandable {
			style = textSmallName
		}
		s.p.text(t, style, indent, y+h/2-3, format.Truncate(l.Name, room))
		room := int((s.lay.LabelWidth - indent - 4) / 6.7)
		if full := recording.ThreadTitle(l.Thread) + " · " + part; !narrow && len([]rune(full)) <= room {
			part = full
		} else if !narrow {
			part = "busy " + part
		}
		s.p.text(toneMuted, textMono, indent, y+h/2+12, format.Truncate(part, room))
	case narrow || l.Loop == 0:
		s.p.text(t, textSmallName, indent, y+h/2+4, format.Truncate(shortName(l, narrow), room))
	default:
		s.p.text(t, textSmallName, indent, y+h/2+4, format.Truncate(l.Name, room-4))
		s.p.text(toneMuted, textMonoRight, s.lay.LabelWidth-8, y+h/2+4, part)
	}
}

// nameLine returns the baseline of a lane's name, where label writes it.
func nameLine(y, h float64, narrow bool) float64 {
	switch {
	case h >= 50 && !narrow:
		line := math.Min((h-12)/3, 17)
		return y + (h-3*line)/2 + line - 4
	case h >= 34:
		return y + h/2 - 3
	}
	return y + h/2 + 4
}

func folded(open bool) float64 {
	if open {
		return 1
	}
	return 0
}

func (s *scene) taskLabel(r Row, t Tone, y, h float64) {
	indent := 24.0
	if s.lay.LabelWidth < 90 {
		indent = 14
	}
	name := s.rec.TaskTitle(r.Lane.Loop, r.Task)
	s.p.text(t, textMono, indent, y+h/2+4, format.Truncate(name, int((s.lay.LabelWidth-indent-4)/6.7)))
}

// shortName returns the name of a lane, shortened for a narrow screen.
func shortName(l *recording.Lane, narrow bool) string {
	if narrow && l.Loop == 0 && l.Thread == 1 {
		return "main"
	}
	return l.Name
}

// marks draws the signs of a lane's life: that it was created, ran and was closed, and which of its tasks did not end well.
func (s *scene) marks(r Row, b bars) {
	of, bottom := r.Activity, b.top+b.height
	made := math.Inf(1)
	if m := &of.Marks[rows.Created]; m.Len() > 0 {
		made = s.axis.Pixel(m.Get(0).At)
	}
	s.each(of, rows.RunnerCreated, 8, func(x float64) {
		if made-x > 8 { // otherwise it is hidden by the loop's own sign
			s.p.Add(OpRing, b.tone, .8, x+3, b.mid, 2.5, 1)
		}
	})
	s.each(of, rows.Created, 2, func(x float64) { s.p.Rect(b.tone, .9, x-1, b.top, 1.5, b.height) })
	closed := math.Inf(1)
	if m := &of.Marks[rows.Closed]; m.Len() > 0 {
		closed = s.axis.Pixel(m.Get(0).At)
	}
	if of.Marks[rows.RunBegan].Len() > 1 {
		s.each(of, rows.RunBegan, 4, func(x float64) { s.p.Rect(b.tone, .9, x-.75, b.top-3, 1.5, 7) })
	}
	s.each(of, rows.RunEnded, 4, func(x float64) {
		if closed-x >= 8 { // otherwise the loop's end says it
			s.p.Rect(b.tone, .9, x-.75, bottom-4, 1.5, 7)
		}
	})
	s.each(of, rows.Closed, 8, func(x float64) { s.p.Add(OpRing, b.tone, 1, x+10, b.mid, 3.5, 1.5) })
	if r.Expanded {
		return // the tasks' own rows say it
	}
	low := math.Min(bottom+6, r.Top-s.lay.Scroll+r.Height-4)
	s.each(of, rows.Canceled, 9, func(x float64) { s.p.Add(OpCanceled, ToneInk, .9, x, low, 3.5, 0) })
	s.each(of, rows.Failed, 9, func(x float64) { s.p.Add(OpCross, toneWarn, 1, x, low, 3.5, 0) })
}

// each calls f with the position of every mark of a kind, but not for one that would cover the mark before. It searches for
// the next mark that does not, so a million marks cost no more than the screen is wide.
func (s *scene) each(of *rows.Activity, kind rows.MarkKind, apart float64, f func(x float64)) {
	marks := &of.Marks[kind]
	next := s.axis.From
	for {
		i := sort.Search(marks.Len(), func(i int) bool { return marks.Get(i).At >= next })
		if i == marks.Len() || marks.Get(i).At > s.axis.To {
			return
		}
		x := s.axis.Pixel(marks.Get(i).At)
		f(x)
		next = max(s.axis.TimeAt(x+apart), marks.Get(i).At+1)
	}
}

// taskMarks draws how a task ended, and when it was asked to cancel.
func (s *scene) taskMarks(r Row, b bars) {
	t := r.Activity.Tasks.Get(r.Task)
	if asked := &r.Activity.Marks[rows.CancelRequested]; t.Outcome == rows.Canceled && t.Ended != 0 {
		end := sort.Search(asked.Len(), func(i int) bool { return asked.Get(i).Event >= t.Ended })
		for i := end - 1; i >= max(0, end-64); i-- {
			if asked.Get(i).Task == r.Task {
				s.p.Add(OpCancelRequested, ToneInk, .9, s.axis.Pixel(asked.Get(i).At), b.top, 4, 0)
				break
			}
		}
	}
	if t.Ended == 0 {
		return
	}
	at := s.rec.EventTime(t.Ended)
	if at < s.axis.From || at > s.axis.To {
		return
	}
	x := s.axis.Pixel(at) + 6
	switch t.Outcome {
	case rows.Failed:
		s.p.Add(OpCross, toneWarn, 1, x+1, b.mid, 3.5, 0)
	case rows.Canceled:
		s.p.Add(OpCanceled, ToneInk, .9, x+1, b.mid, 3.5, 0)
	default:
		s.p.Add(OpRing, b.tone, 1, x, b.mid, 2.5, 1.2)
	}
}

// DrawCursor adds the line at the cursor and its time to the list.
func DrawCursor(p *DisplayList, lay Layout, a Axis, at int64, label string) {
	if lay.empty() || at < a.From || at > a.To {
		return
	}
	x, foot := a.Pixel(at), lay.RowsBottom()
	p.Rect(toneCursor, 1, x-.8, 18, 1.6, foot-18+4)
	w := 16 + 6.7*float64(len([]rune(label)))
	left := min(max(x-w/2, 0), lay.Width-w)
	p.Add(OpCard, toneCursor, 1, left, foot+5, w, 18)
	p.text(toneBackground, textMonoCenter, left+w/2, foot+18, label)
}
