package page

import (
	"math"

	"loopyard/engine/trace"
)

// strip is a run among several in the picture: its title from Y, unscrolled, and below that its rows, or a band.
type strip struct {
	Rec   *Recording
	Title string
	Says  string // how it compares with the one in front, in a word or two
	Front bool
	Band  bool
	Y, H  float64
}

const (
	titleHeight    = 22
	bandHeight     = 58
	leastStrip     = 64 // of rows, where there are many runs; then the region scrolls
	mostStripLanes = 16 // rows that a run has among others before it is folded to a band
)

// layOut gives everything in the timeline its place.
func (y *Yard) layOut(width, height, scroll float64) layout {
	stack := y.Stack()
	if stack == nil {
		return layOut(y.Shown, y.unfolded, width, height, scroll)
	}
	strips := make([]strip, len(stack))
	for i, title := range runNames(stack) {
		strips[i] = strip{Rec: stack[i], Title: title, Says: y.outcome(stack[i]), Front: stack[i] == y.Shown, Band: y.banded(stack[i])}
	}
	return layOutStrips(strips, y.unfolded, width, height, scroll)
}

// layOutStrips gives every run the same room, and its rows as much of that as they need.
func layOutStrips(strips []strip, unfolded map[trace.LoopID]bool, width, height, scroll float64) layout {
	l := layout{Width: width, Height: height, Label: labelWidth(width), Strips: strips, Bottom: axisHeight}
	spare, rows := height-axisHeight-pillHeight-titleHeight*float64(len(strips)), 0
	for _, s := range strips {
		if s.Band {
			spare -= bandHeight
		} else {
			rows++
		}
	}
	room := math.Max(leastStrip, spare/float64(max(1, rows)))
	for i := range strips {
		s := &strips[i]
		s.Y = l.Bottom
		l.Bottom += titleHeight
		if s.Band {
			l.Bottom += bandHeight
		} else {
			one := layOut(s.Rec, unfolded, width, axisHeight+room+pillHeight, 0)
			for _, r := range one.Rows {
				r.Y += l.Bottom - axisHeight
				l.Rows = append(l.Rows, r)
			}
			l.Bottom += max(0, one.Bottom-axisHeight)
		}
		s.H = l.Bottom - s.Y
	}
	l.Scroll = min(max(scroll, 0), max(0, l.Bottom+pillHeight-height))
	return l
}

// strip gives the run at a height of the screen; nil if there is none.
func (l layout) strip(y float64) *strip {
	y += l.Scroll
	for i := range l.Strips {
		if s := &l.Strips[i]; y >= s.Y && y < s.Y+s.H {
			return s
		}
	}
	return nil
}

// turnTo makes a run the one that is drawn. Open spans of another than the one in front end where it has come to.
func (s *scene) turnTo(rec *Recording) {
	if s.rec = rec; rec == s.front {
		s.now = s.present
	} else {
		s.now = rec.EndTime()
	}
}

// strips draws the titles of several runs, and the bands of those that are folded.
func (s *scene) strips() {
	busiest := int32(1)
	for _, one := range s.lay.Strips {
		busiest = max(busiest, one.Rec.picture.Busy.Most())
	}
	for _, one := range s.lay.Strips {
		s.turnTo(one.Rec)
		y := one.Y - s.lay.Scroll
		if y > s.lay.Height || y+one.H < 0 {
			continue
		}
		s.p.rect(toneGround, 1, 0, y, s.lay.Width, titleHeight-2)
		t, style := toneMuted, textMono
		if one.Front {
			t, style = toneInk, textSmallName
			s.p.rect(toneAccent, 1, 0, y+4, 3, one.H-6)
		}
		s.p.op(opFold, toneMuted, 1, 8, y+11, folded(!one.Band), 0)
		long := length(one.Rec.EndTime())
		if one.Says != "" {
			long = one.Says + " · " + long
		}
		room := s.lay.Width - 30 - 6.8*float64(len([]rune(long)))
		s.p.text(t, style, 22, y+15, fit(one.Title, int((room-22)/6.9)))
		s.p.text(toneMuted, textMonoRight, s.lay.Width-6, y+15, long)
		if one.Band {
			s.band(one.Rec, y+titleHeight, busiest)
		}
	}
}

// band draws how many of a run's loops were busy at once, at its most in each column, as high as all runs' most.
func (s *scene) band(rec *Recording, y float64, busiest int32) {
	s.p.op(opCard, toneShade, .55, 0, y, s.lay.Width, bandHeight-6)
	busy := &rec.picture.Busy
	s.p.text(toneInk, textSmallName, 10, y+22, fit(plural(int64(rec.Loops()), "loop"), int((s.lay.Label-14)/6.9)))
	s.p.text(toneMuted, textMono, 10, y+38, fit("up to "+count(int64(busy.Most()))+" busy", int((s.lay.Label-14)/6.7)))
	busy.Sweep(s.axis.From, s.perColumn(), s.peaks)
	const high = bandHeight - 16
	base, end := y+bandHeight-10, s.axis.x(s.now)
	for i := 0; i < len(s.peaks); {
		from, most := i, s.peaks[i].Most
		for i < len(s.peaks) && s.peaks[i].Most == most {
			i++
		}
		x0, x1 := s.axis.X+float64(from)*s.column, math.Min(s.axis.X+float64(i)*s.column, end)
		if h := high * float64(most) / float64(busiest); most > 0 && x1 > x0 {
			s.p.rect(toneAccent, .7, x0, base-h, x1-x0, h)
		}
	}
	s.p.rect(toneMuted, .6, s.axis.X, base, math.Max(0, math.Min(end, s.axis.X+s.axis.Width)-s.axis.X), 1)
}

// runs lists whose rows there are.
func (l layout) runs() (all []*Recording) {
	for i, r := range l.Rows {
		if i == 0 || r.Rec != l.Rows[i-1].Rec {
			all = append(all, r.Rec)
		}
	}
	return all
}

// PressStrip is for a press on a run's title or band: it comes to the front, and pressed where the names of rows are it is
// folded or unfolded.
func (y *Yard) PressStrip(s *strip, named bool) {
	y.front(s.Rec)
	if named {
		y.Band(s.Rec, !s.Band)
	}
}

// stackWeight is how many rows the titles and bands of the runs that are compared count for.
func (y *Yard) stackWeight() (rows float64) {
	for _, r := range y.Stack() {
		if rows += .5; y.banded(r) {
			rows++
		}
	}
	return rows
}
