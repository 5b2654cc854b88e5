package format

import (
	"strconv"
	"time"

	"loopyard/engine/text"
)

// Duration returns a duration in nanoseconds with three significant digits at most: “0.5 s”, “22 ms”, “71.3 µs”, “0”.
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

// FixedDuration returns a duration in nanoseconds with three decimals, so that two runs can be compared: “1.582 s”.
func FixedDuration(ns int64) string {
	if ns == 0 {
		return "0"
	}
	return ScaleOf(ns).Text(ns)
}

// Scale is a unit in which all times of one run are given, so that they line up. [ScaleOf] returns one; the zero value is
// not a scale.
type Scale struct {
	Unit      string
	UnitNanos float64 // how many nanoseconds the unit has
	Decimals  int
}

// ScaleOf returns the scale for a run of a length in nanoseconds.
func ScaleOf(length int64) Scale {
	switch {
	case length > 0 && length < int64(time.Millisecond):
		return Scale{"µs", 1e3, 3}
	case length > 0 && length < int64(time.Second)/10:
		return Scale{"ms", 1e6, 3}
	default:
		return Scale{"s", 1e9, 3}
	}
}

// Number returns a time in nanoseconds without its unit: “1.582”.
func (s Scale) Number(at int64) string {
	return strconv.FormatFloat(float64(at)/s.UnitNanos, 'f', s.Decimals, 64)
}

// Text returns a time in nanoseconds with its unit: “1.582 s”.
func (s Scale) Text(at int64) string { return s.Number(at) + " " + s.Unit }
