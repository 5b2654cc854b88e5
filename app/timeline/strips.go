package timeline

import (
	"math"

	"loopyard/app/format"
	"loopyard/app/recording"
	"loopyard/engine/trace"
)

// Strip is one of several runs in the picture. Its title begins at Top, before scrolling. Its rows follow, or a chart if it
// is collapsed.
type Strip struct {
	Rec         *recording.Recording
	Title       string
	Outcome     string // how it compares with the primary run, in a word or two
	Primary     bool
	Collapsed   bool
	Top, Height float64
}

// Heights of the parts of a strip, in CSS pixels.
const (
	TitleHeight   = 22
	bandHeight    = 58
	leastStrip    = 64 // of rows, where there are many runs; then the region scrolls
	MaxStripLanes = 16 // the most rows that a run has among others; one with more is collapsed at first
)

// NewStripLayout gives several runs their places. Each has the same room, and its rows as much of that as they need.
func NewStripLayout(strips []Strip, expanded map[trace.LoopID]bool, width, height, scroll float64) Layout {
	l := Layout{Width: width, Height: height, LabelWidth: labelWidth(width), Strips: strips, Bottom: AxisHeight}
	spare, rows := height-AxisHeight-CursorLabelHeight-TitleHeight*float64(len(strips)), 0
	for _, s := range strips {
		if s.Collapsed {
			spare -= bandHeight
		} else {
			rows++
		}
	}
	room := math.Max(leastStrip, spare/float64(max(1, rows)))
	for i := range strips {
		s := &strips[i]
		s.Top = l.Bottom
		l.Bottom += TitleHeight
		if s.Collapsed {
			l.Bottom += bandHeight
		} else {
			one := NewLayout(s.Rec, expanded, width, AxisHeight+room+CursorLabelHeight, 0)
			for _, r := range one.Rows {
				r.Top += l.Bottom - AxisHeight
				l.Rows = append(l.Rows, r)
			}
			l.Bottom += max(0, one.Bottom-AxisHeight)
		}
		s.Height = l.Bottom - s.Top
	}
	l.Scroll = min(max(scroll, 0), max(0, l.Bottom+CursorLabelHeight-height))
	return l
}

// StripAt returns the run at a vertical position of the screen, or nil if there is none.
func (l Layout) StripAt(y float64) *Strip {
	y += l.Scroll
	for i := range l.Strips {
		if s := &l.Strips[i]; y >= s.Top && y < s.Top+s.Height {
			return s
		}
	}
	return nil
}

// turnTo makes a run the one that is drawn. Open spans of a run that is not the primary one end at its last event.
func (s *scene) turnTo(rec *recording.Recording) {
	if s.rec = rec; rec == s.front {
		s.now = s.present
	} else {
		s.now = rec.EndTime()
	}
}

// strips draws the titles of several runs, and the charts of those that are collapsed.
func (s *scene) strips() {
	busiest := int32(1)
	for _, one := range s.lay.Strips {
		busiest = max(busiest, one.Rec.Timeline().Busy.Max())
	}
	for _, one := range s.lay.Strips {
		s.turnTo(one.Rec)
		y := one.Top - s.lay.Scroll
		if y > s.lay.Height || y+one.Height < 0 {
			continue
		}
		s.p.Rect(toneBackground, 1, 0, y, s.lay.Width, TitleHeight-2)
		t, style := toneMuted, textMono
		if one.Primary {
			t, style = ToneInk, textSmallName
			s.p.Rect(ToneAccent, 1, 0, y+4, 3, one.Height-6)
		}
		s.p.Add(opDisclosure, toneMuted, 1, 8, y+11, folded(!one.Collapsed), 0)
		long := format.FixedDuration(one.Rec.EndTime())
		if one.Outcome != "" {
			long = one.Outcome + " · " + long
		}
		room := s.lay.Width - 30 - 6.8*float64(len([]rune(long)))
		s.p.text(t, style, 22, y+15, format.Truncate(one.Title, int((room-22)/6.9)))
		s.p.text(toneMuted, textMonoRight, s.lay.Width-6, y+15, long)
		if one.Collapsed {
			s.band(one.Rec, y+TitleHeight, busiest)
		}
	}
}

// band draws the chart of a collapsed run: the largest number of its loops that were busy at once, in each column, to the
// same scale for all runs.
func (s *scene) band(rec *recording.Recording, y float64, busiest int32) {
	s.p.Add(OpCard, toneCard, .55, 0, y, s.lay.Width, bandHeight-6)
	busy := &rec.Timeline().Busy
	s.p.text(ToneInk, textSmallName, 10, y+22, format.Truncate(format.Plural(int64(rec.LoopCount()), "loop"), int((s.lay.LabelWidth-14)/6.9)))
	s.p.text(toneMuted, textMono, 10, y+38, format.Truncate("up to "+format.Count(int64(busy.Max()))+" busy", int((s.lay.LabelWidth-14)/6.7)))
	busy.Columns(s.axis.From, s.perColumn(), s.peaks)
	const high = bandHeight - 16
	base, end := y+bandHeight-10, s.axis.Pixel(s.now)
	for i := 0; i < len(s.peaks); {
		from, most := i, s.peaks[i].Max
		for i < len(s.peaks) && s.peaks[i].Max == most {
			i++
		}
		x0, x1 := s.axis.Left+float64(from)*s.column, math.Min(s.axis.Left+float64(i)*s.column, end)
		if h := high * float64(most) / float64(busiest); most > 0 && x1 > x0 {
			s.p.Rect(ToneAccent, .7, x0, base-h, x1-x0, h)
		}
	}
	s.p.Rect(toneMuted, .6, s.axis.Left, base, math.Max(0, math.Min(end, s.axis.Left+s.axis.Width)-s.axis.Left), 1)
}

// runs returns the recordings that have rows.
func (l Layout) runs() (all []*recording.Recording) {
	for i, r := range l.Rows {
		if i == 0 || r.Rec != l.Rows[i-1].Rec {
			all = append(all, r.Rec)
		}
	}
	return all
}
