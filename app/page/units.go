package page

import (
	"math"
	"strconv"
	"strings"
	"time"

	"loopyard/engine/text"
)

// count spells a number with its thousands apart: 1,204.
func count(n int64) string { return text.Grouped(n, ",") }

// plural is count with a noun behind it.
func plural(n int64, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return count(n) + " " + noun
}

// short spells a length of time in three digits at most: 0.5 s, 22 ms, 71.3 µs, 0.
func short(ns int64) string {
	switch d := time.Duration(ns); {
	case ns < 0:
		return "-" + short(-ns)
	case ns == 0:
		return "0"
	case d < time.Microsecond:
		return strconv.FormatInt(ns, 10) + " ns"
	case d < time.Millisecond:
		return digits(float64(ns)/1e3) + " µs"
	case d < 100*time.Millisecond:
		return digits(float64(ns)/1e6) + " ms"
	case d < time.Minute:
		return digits(float64(ns)/1e9) + " s"
	default:
		return text.Duration(d.Round(time.Second / 10))
	}
}

// digits rounds to three digits and drops zeros at the end.
func digits(v float64) string {
	places := 3
	for limit := 1.0; places > 0 && v >= limit; limit *= 10 {
		places--
	}
	s := strconv.FormatFloat(v, 'f', places, 64)
	if strings.Contains(s, ".") {
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	return s
}

// A scale is the unit that all moments of one run are told in, so that they line up.
type scale struct {
	unit   string
	per    float64 // nanoseconds
	places int
}

// scaleOf picks the unit for a run of that length.
func scaleOf(span int64) scale {
	switch {
	case span > 0 && span < int64(time.Millisecond):
		return scale{"µs", 1e3, 3}
	case span > 0 && span < int64(time.Second)/10:
		return scale{"ms", 1e6, 3}
	default:
		return scale{"s", 1e9, 3}
	}
}

// number is a moment without its unit: 1.582.
func (s scale) number(at int64) string {
	return strconv.FormatFloat(float64(at)/s.per, 'f', s.places, 64)
}

// text is a moment with its unit: 1.582 s.
func (s scale) text(at int64) string { return s.number(at) + " " + s.unit }

// percent spells a part of a whole.
func percent(part, whole int64) string {
	if whole <= 0 {
		return "0%"
	}
	p := 100 * float64(part) / float64(whole)
	if p > 0 && p < 1 {
		return "<1%"
	}
	return strconv.Itoa(int(math.Round(p))) + "%"
}
