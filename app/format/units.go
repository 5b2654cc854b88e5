package format

import (
	"math"
	"strconv"
	"strings"
	"time"

	"loopyard/engine/text"
)

// count spells a number with its thousands apart: 1,204.
func Count(n int64) string { return text.Grouped(n, ",") }

// plural is count with a noun behind it.
func Plural(n int64, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return Count(n) + " " + noun
}

// short spells a length of time in three digits at most: 0.5 s, 22 ms, 71.3 µs, 0.
func Duration(ns int64) string {
	switch d := time.Duration(ns); {
	case ns < 0:
		return "-" + Duration(-ns)
	case ns == 0:
		return "0"
	case d < time.Microsecond:
		return strconv.FormatInt(ns, 10) + " ns"
	case d < time.Millisecond:
		return Significant(float64(ns)/1e3) + " µs"
	case d < 100*time.Millisecond:
		return Significant(float64(ns)/1e6) + " ms"
	case d < time.Minute:
		return Significant(float64(ns)/1e9) + " s"
	default:
		return text.Duration(d.Round(time.Second / 10))
	}
}

// digits rounds to three digits and drops zeros at the end.
func Significant(v float64) string {
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
type Scale struct {
	Unit      string
	UnitNanos float64 // nanoseconds
	Decimals  int
}

// scaleOf picks the unit for a run of that length.
func ScaleOf(span int64) Scale {
	switch {
	case span > 0 && span < int64(time.Millisecond):
		return Scale{"µs", 1e3, 3}
	case span > 0 && span < int64(time.Second)/10:
		return Scale{"ms", 1e6, 3}
	default:
		return Scale{"s", 1e9, 3}
	}
}

// number is a moment without its unit: 1.582.
func (s Scale) Number(at int64) string {
	return strconv.FormatFloat(float64(at)/s.UnitNanos, 'f', s.Decimals, 64)
}

// text is a moment with its unit: 1.582 s.
func (s Scale) Text(at int64) string { return s.Number(at) + " " + s.Unit }

// percent spells a part of a whole.
func Percent(part, whole int64) string {
	if whole <= 0 {
		return "0%"
	}
	p := 100 * float64(part) / float64(whole)
	if p > 0 && p < 1 {
		return "<1%"
	}
	return strconv.Itoa(int(math.Round(p))) + "%"
}

// length spells a run's length with three decimals, so that two of them can be read against each other.
func FixedDuration(ns int64) string {
	if ns == 0 {
		return "0"
	}
	return ScaleOf(ns).Text(ns)
}

// decimals spells a number with two of them, so that a column of such can be read.
func TwoDecimals(v float64) string { return strconv.FormatFloat(v, 'f', 2, 64) }

// fit cuts a text to so many characters.
func Truncate(s string, most int) string {
	r := []rune(s)
	if len(r) <= most {
		return s
	}
	return string(r[:max(1, most-1)]) + "…"
}

// clip keeps what came from an address to a readable length.
func Excerpt(s string) string { return Truncate(s, 60) }

// gigabytes spells an amount of memory.
func Bytes(n int64) string {
	if n < 1<<30 {
		return strconv.FormatInt(int64(math.Ceil(float64(n)/(10<<20)))*10, 10) + " MB"
	}
	return strings.TrimSuffix(strconv.FormatFloat(float64(n)/(1<<30), 'f', 1, 64), ".0") + " GB"
}

// times says how many times as much something is; empty where that means nothing.
func Ratio(it, of float64, before, after string) string {
	if of <= 0 || it <= 0 || it == of {
		return ""
	}
	ratio := Significant(it / of)
	if it < 10*of {
		ratio = strconv.FormatFloat(it/of, 'f', 2, 64)
	}
	return before + ratio + " ×" + after
}
