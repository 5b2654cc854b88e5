package page

import (
	"math"
	"sort"
)

// label names a lane, in as many lines as its row has room for.
func (s *scene) label(l *Lane, y, h float64) {
	t, narrow := toneOf(l.Hue), s.lay.Label < 90
	busy := "busy " + percent(l.Busy, s.now)
	indent := 10.0
	if narrow {
		indent, busy = 8, percent(l.Busy, s.now)
	}
	room := int((s.lay.Label - indent - 4) / 7.6)
	switch {
	case h >= 50 && l.Loop != 0 && !narrow:
		line := math.Min((h-12)/3, 17)
		top := y + (h-3*line)/2
		s.p.text(t, textName, indent, top+line-4, fit(l.Name, room))
		s.p.text(toneMuted, textMono, indent, top+2*line-4, threadName(l.Thread))
		s.p.text(toneMuted, textMono, indent, top+3*line-4, busy)
	case h >= 34 && l.Loop != 0:
		s.p.text(t, textName, indent, y+h/2-3, fit(l.Name, room))
		if !narrow {
			busy = threadName(l.Thread) + " · " + percent(l.Busy, s.now)
		}
		s.p.text(toneMuted, textMono, indent, y+h/2+12, fit(busy, int((s.lay.Label-indent-4)/6.7)))
	case narrow || l.Loop == 0:
		s.p.text(t, textSmallName, indent, y+h/2+4, fit(shortName(l, narrow), room))
	default:
		s.p.text(t, textSmallName, indent, y+h/2+4, fit(l.Name, room-4))
		s.p.text(toneMuted, textMonoRight, s.lay.Label-8, y+h/2+4, percent(l.Busy, s.now))
	}
}

// shortName is what fits on a phone.
func shortName(l *Lane, narrow bool) string {
	if narrow && l.Loop == 0 && l.Thread == 1 {
		return "main"
	}
	return l.Name
}

// fit cuts a text to so many characters.
func fit(s string, most int) string {
	r := []rune(s)
	if len(r) <= most {
		return s
	}
	return string(r[:max(1, most-1)]) + "…"
}

// marks are the signs of a lane's life: made, between two runs, closed.
func (s *scene) marks(l *Lane, t tone, y, h, top, mid, bar float64) {
	for _, m := range l.marks {
		if m.At < s.axis.From || m.At > s.axis.To {
			continue
		}
		x := s.axis.x(m.At)
		switch m.Kind {
		case markRunner:
			if s.axis.x(l.made)-x > 8 { // otherwise it is hidden by the loop's own sign
				s.p.op(opRing, t, .8, x+3, mid, 2.5, 1)
			}
		case markCreated:
			s.p.rect(t, .9, x-1, top, 1.5, bar)
		case markRunEnd:
			if l.last().phase == phaseClosed && s.axis.x(s.rec.At(l.last().event))-x < 8 {
				continue // the loop's end says it
			}
			s.p.rect(t, .9, x-.75, top+bar-4, 1.5, 7)
		case markClosed:
			s.p.op(opRing, t, 1, x+10, mid, 3.5, 1.5)
		}
	}
}

// depthHeight is how high the line of the longest ready queue rises.
const depthHeight = 9

// depth draws how long the ready queue was, at its longest in each column.
func (s *scene) depth(l *Lane, t tone, base float64) {
	from := sort.Search(len(l.points), func(i int) bool { return s.rec.At(l.points[i].event) >= s.axis.From })
	level := int32(0)
	if from > 0 {
		level = l.points[from-1].ready
	}
	lift := func(n int32) float64 { return base - depthHeight*float64(n)/float64(max(1, s.most)) }

	begun, x, top := false, 0.0, int32(0)
	before := level
	column := func() { // the column at x had top at most and ended with level
		s.p.op(opLine, t, 1, x-1.5, lift(before), 0, 0)
		s.p.op(opLine, t, 1, x, lift(max(top, before)), 0, 0)
		s.p.op(opLine, t, 1, x+1.5, lift(level), 0, 0)
		before, top = level, level
	}
	for _, p := range l.points[from:] {
		at := s.rec.At(p.event)
		if at > s.axis.To {
			break
		}
		here := math.Round(s.axis.x(at))
		if !begun {
			s.p.op(opMove, t, 1, here, lift(level), 0, 0)
			begun, x, top = true, here, level
		}
		if here > x+2 {
			if top != before || level != before {
				column()
			}
			x, top = here, level
		}
		level = p.ready
		top = max(top, level)
	}
	if !begun {
		return
	}
	column()
	end := s.now
	if l.last().phase == phaseClosed {
		end = s.rec.At(l.last().event)
	}
	s.p.op(opLine, t, 1, math.Max(x+1.5, s.axis.x(end)), lift(level), 0, 0)
	s.p.op(opStroke, t, .55, 0, 0, 1, 0)
}

func longestQueue(rows []row) int32 {
	most := int32(1)
	for _, r := range rows {
		most = max(most, r.Lane.longest)
	}
	return most
}

// drawCursor lists the line at the cursor and its time, and nothing else.
func drawCursor(p *paint, lay layout, a axis, at int64, label string) {
	p.reset()
	p.op(opClear, 0, 1, 0, 0, lay.Width, lay.Height)
	if len(lay.Rows) == 0 || at < a.From || at > a.To {
		return
	}
	x, foot := a.x(at), lay.foot()
	p.rect(toneCursor, 1, x-.8, 18, 1.6, foot-18+4)
	w := 16 + 6.7*float64(len([]rune(label)))
	left := min(max(x-w/2, 0), lay.Width-w)
	p.op(opCard, toneCursor, 1, left, foot+5, w, 18)
	p.text(toneGround, textMonoCenter, left+w/2, foot+18, label)
}
