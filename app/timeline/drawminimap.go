package timeline

import (
	"math"

	"loopyard/app/recording"
	"loopyard/app/recording/rows"
)

// mapMargin is left free at both ends of the minimap, so that the frame of the window can be seen there.
const mapMargin = 2

// MinimapAxis returns the axis of the minimap, from the start of the run to extent.
func MinimapAxis(extent int64, width float64) Axis {
	return Axis{From: 0, To: extent, Left: mapMargin, Width: max(1, width-2*mapMargin)}
}

// DrawMinimap replaces what is in the list by a picture of the whole run: how many loops were busy at once.
func DrawMinimap(p *DisplayList, rec *recording.Recording, a Axis, height float64, now int64) {
	p.Reset()
	p.Add(OpClear, 0, 1, 0, 0, a.Width+2*mapMargin, height)
	p.Add(OpCard, toneCard, .55, 0, 0, a.Width+2*mapMargin, height)
	if rec == nil {
		return
	}
	const column = 2
	busy := &rec.Timeline().Busy
	most, end := float64(max(1, busy.Max())), a.Pixel(now)
	if now >= a.To {
		end = a.Left + a.Width + column
	}
	peaks := make([]rows.CounterColumn, int(math.Ceil(a.Width/column)))
	busy.Columns(a.From, float64(a.To-a.From)/a.Width*column, peaks)
	lift := func(n int32) float64 { return math.Max(2, math.Round((height-6)*float64(n)/most)) }
	for i := 0; i < len(peaks); {
		from, most := i, peaks[i].Max
		for i < len(peaks) && peaks[i].Max == most {
			i++
		}
		if most > 0 {
			h, x := lift(most), a.Left+float64(from)*column
			p.Rect(toneMuted, .75, x, height-2-h, math.Max(0, math.Min(float64(i-from)*column, end-x)), h)
		}
	}
	if t := rec.Trailer.Overflow; t != nil { // how many were busy is not known from there on
		p.Rect(toneMuted, .25, a.Pixel(t.From), 2, math.Max(1, end-a.Pixel(t.From)), height-4)
	}
	if now < a.To {
		p.Rect(toneLine, 1, end, 0, 1, height)
	}
}

// DrawMinimapWindow adds the window that the timeline shows, and the cursor.
func DrawMinimapWindow(p *DisplayList, a Axis, height float64, w Window, at int64) {
	x0, x1 := a.Pixel(w.From), a.Pixel(w.To)
	if x1-x0 < 4 {
		x0, x1 = (x0+x1)/2-2, (x0+x1)/2+2
	}
	left, right := a.Left-mapMargin, a.Left+a.Width+mapMargin
	if x0-left > 2 || right-x1 > 3 {
		p.Rect(toneBackground, .72, left, 0, x0-left, height)
		p.Rect(toneBackground, .72, x1, 0, right-x1, height)
		p.Add(OpFrame, ToneAccent, 1, x0, .75, x1-x0, height-1.5)
	}
	p.Rect(toneCursor, 1, a.Pixel(at)-.8, 0, 1.6, height)
}
