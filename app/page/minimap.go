package page

import (
	"math"

	"loopyard/app/page/levels"
)

// mapMargin is left free at both ends of the minimap, so that the window's handles can be seen there.
const mapMargin = 2

// mapAxis is the whole run on a strip.
func mapAxis(extent int64, width float64) axis {
	return axis{From: 0, To: extent, X: mapMargin, Width: max(1, width-2*mapMargin)}
}

// drawMap lists a picture of all of the run: how many loops were busy at once.
func drawMap(p *paint, rec *Recording, a axis, height float64, now int64) {
	p.reset()
	p.op(opClear, 0, 1, 0, 0, a.Width+2*mapMargin, height)
	p.op(opCard, toneShade, .55, 0, 0, a.Width+2*mapMargin, height)
	if rec == nil {
		return
	}
	const column = 2
	busy := &rec.picture.Busy
	most, end := float64(max(1, busy.Most())), a.x(now)
	if now >= a.To {
		end = a.X + a.Width + column
	}
	peaks := make([]levels.Peak, int(math.Ceil(a.Width/column)))
	busy.Sweep(a.From, float64(a.To-a.From)/a.Width*column, peaks)
	lift := func(n int32) float64 { return math.Max(2, math.Round((height-6)*float64(n)/most)) }
	for i := 0; i < len(peaks); {
		from, most := i, peaks[i].Most
		for i < len(peaks) && peaks[i].Most == most {
			i++
		}
		if most > 0 {
			h, x := lift(most), a.X+float64(from)*column
			p.rect(toneMuted, .75, x, height-2-h, math.Max(0, math.Min(float64(i-from)*column, end-x)), h)
		}
	}
	if t := rec.Trailer.Overflow; t != nil { // how many were busy is not known from there on
		p.rect(toneMuted, .25, a.x(t.From), 2, math.Max(1, end-a.x(t.From)), height-4)
	}
	if now < a.To {
		p.rect(toneLine, 1, end, 0, 1, height)
	}
}

// drawMapWindow adds what of it the window shows, and the cursor.
func drawMapWindow(p *paint, a axis, height float64, w Window, at int64) {
	x0, x1 := a.x(w.From), a.x(w.To)
	if x1-x0 < 4 {
		x0, x1 = (x0+x1)/2-2, (x0+x1)/2+2
	}
	left, right := a.X-mapMargin, a.X+a.Width+mapMargin
	if x0-left > 2 || right-x1 > 3 {
		p.rect(toneGround, .72, left, 0, x0-left, height)
		p.rect(toneGround, .72, x1, 0, right-x1, height)
		p.op(opFrame, toneAccent, 1, x0, .75, x1-x0, height-1.5)
	}
	p.rect(toneCursor, 1, a.x(at)-.8, 0, 1.6, height)
}
