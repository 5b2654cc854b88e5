package view

import "math"

// span is the range of an axis. The axis is linear, or logarithmic if orders is set.
type span struct {
	from, to float64
	orders   bool
}

// hold widens the span so that it contains a value. A logarithmic axis has no zero, so its foot stands for it.
func (s *span) hold(v float64) {
	if s.orders && v <= 0 {
		return
	}
	if s.orders && (s.from == 0 || v < s.from) {
		s.from = v
	}
	s.to = math.Max(s.to, v)
}

// marks returns the round values along the axis, at most seven. It widens the axis to the first and the last of them.
func (s *span) marks() (all []float64) {
	if !s.orders || s.to <= 0 {
		step := roundStep(s.to / 4)
		s.to, s.orders = math.Max(s.to*1.02, step), false
		for v := 0.0; v <= s.to; v += step {
			all = append(all, v)
		}
		return all
	}
	low, high := math.Floor(math.Log10(s.from)), math.Ceil(math.Log10(s.to))
	step := math.Max(1, math.Ceil((high-low)/6))
	high = low + step*math.Max(1, math.Ceil((high-low)/step))
	s.from, s.to = math.Pow(10, low), math.Pow(10, high)
	for order := low; order <= high; order += step {
		all = append(all, math.Pow(10, order))
	}
	return all
}

// part returns where on the axis a value is, from 0 to 1.
func (s *span) part(v float64) float64 {
	if !s.orders {
		if s.to <= s.from {
			return 0
		}
		return (v - s.from) / (s.to - s.from)
	}
	if v <= s.from {
		return 0
	}
	return math.Log(v/s.from) / math.Log(s.to/s.from)
}

// roundStep returns the smallest number that is at least v and 1, 2 or 5 times a power of ten.
func roundStep(least float64) float64 {
	if least <= 0 {
		return 1
	}
	decade := math.Pow(10, math.Floor(math.Log10(least)))
	for _, m := range []float64{1, 2, 5} {
		if m*decade >= least {
			return m * decade
		}
	}
	return 10 * decade
}
