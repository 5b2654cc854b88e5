package timeline

import (
	"math"
	"time"

	"loopyard/app/format"
	"loopyard/engine/text"
)

// Axis maps times to horizontal positions: From is at Left, and To is Width further right.
type Axis struct {
	From, To    int64
	Left, Width float64
}

// Pixel returns the position of a time, which may be outside of the axis.
func (a Axis) Pixel(at int64) float64 {
	if a.To <= a.From {
		return a.Left
	}
	return a.Left + a.Width*float64(at-a.From)/float64(a.To-a.From)
}

// TimeAt returns the time at a position. A position outside of the axis gives its nearer end.
func (a Axis) TimeAt(x float64) int64 {
	if a.Width <= 0 {
		return a.From
	}
	part := min(max((x-a.Left)/a.Width, 0), 1)
	return a.From + int64(math.Round(part*float64(a.To-a.From)))
}

// tick is a labeled time on the axis.
type tick struct {
	At    int64
	Label string
}

// Apart is the least distance between two ticks.
const Apart = 84

// Ticks returns round times, as many as there is room for.
func (a Axis) Ticks() []tick {
	span := a.To - a.From
	room := max(1, int64(a.Width/Apart))
	if span <= 0 {
		return []tick{{a.From, "0 s"}}
	}
	// Far in, labels need many decimals, and room for them.
	if wide := 6.8*float64(len(a.label(a.To, niceStep(span/room)))) + 20; wide > Apart {
		room = max(1, int64(a.Width/wide))
	}
	step := niceStep(max(1, span/room))
	var all []tick
	for at := (a.From + step - 1) / step * step; at <= a.To; at += step {
		all = append(all, tick{at, a.label(at, step)})
	}
	return all
}

// longSteps are the distances between ticks from a minute on, where time is not decimal.
var longSteps = []time.Duration{
	time.Minute, 2 * time.Minute, 5 * time.Minute, 10 * time.Minute, 15 * time.Minute, 30 * time.Minute,
	time.Hour, 2 * time.Hour, 3 * time.Hour, 6 * time.Hour, 12 * time.Hour, 24 * time.Hour, 48 * time.Hour, 168 * time.Hour,
}

// niceStep returns the smallest round distance between ticks that is at least as long as least.
func niceStep(least int64) int64 {
	for decade := int64(1); decade <= int64(10*time.Second); decade *= 10 {
		for _, n := range []int64{1, 2, 5} {
			if step := n * decade; step >= least && step <= int64(20*time.Second) {
				return step
			}
		}
	}
	for _, step := range longSteps {
		if int64(step) >= least {
			return int64(step)
		}
	}
	week := int64(168 * time.Hour)
	return (least + week - 1) / week * week
}

// label returns the text of a tick, in the unit of the whole axis and with as many decimals as the distance of ticks needs.
func (a Axis) label(at, step int64) string {
	if step >= int64(time.Minute) {
		if at == 0 {
			return "0"
		}
		return text.Duration(time.Duration(at))
	}
	s := format.Scale{Unit: "ns", UnitNanos: 1}
	if a.To >= int64(time.Microsecond) {
		s = format.ScaleOf(a.To)
	}
	s.Decimals = 0
	for part := float64(step) / s.UnitNanos; part < .999 && s.Decimals < 9; part *= 10 {
		s.Decimals++
	}
	return s.Text(at)
}

// LiveEnd returns where the axis of a run in progress ends: a round time with some room after now, so that the picture does
// not move with every frame.
func LiveEnd(now int64) int64 {
	least := max(now+now/20, int64(time.Millisecond))
	for decade := int64(time.Millisecond); ; decade *= 10 {
		for _, n := range []int64{10, 15, 20, 30, 50, 75} {
			if end := n * decade / 10; end >= least || decade > math.MaxInt64/1000 {
				return end
			}
		}
	}
}
