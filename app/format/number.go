package format

import (
	"math"
	"strconv"
	"strings"

	"loopyard/engine/text"
)

// Count returns a number with its thousands separated: “1,204”.
func Count(n int64) string { return text.Grouped(n, ",") }

// Plural returns a number with a noun, which it puts into the plural if the number is not 1: “1 loop”, “1,204 loops”.
func Plural(n int64, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return Count(n) + " " + noun
}

// Significant returns a number with at most three significant digits and at most three decimals, without zeros at the end:
// “0.5”, “71.3”, “284”. Digits before the decimal point are never rounded away.
func Significant(v float64) string {
	decimals := 3
	for limit := 1.0; decimals > 0 && v >= limit; limit *= 10 {
		decimals--
	}
	s := strconv.FormatFloat(v, 'f', decimals, 64)
	if strings.Contains(s, ".") {
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	return s
}

// TwoDecimals returns a number with two decimals, so that a column of them lines up.
func TwoDecimals(v float64) string { return strconv.FormatFloat(v, 'f', 2, 64) }

// Percent returns a part of a whole in percent. A part that is not zero is “<1%” at least.
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

// Ratio returns how many times as much a value is as another one, between two texts: “ (1.25 ×)”. It is empty if they are
// equal, or if one is not positive.
func Ratio(value, base float64, before, after string) string {
	if base <= 0 || value <= 0 || value == base {
		return ""
	}
	ratio := Significant(value / base)
	if value < 10*base {
		ratio = TwoDecimals(value / base)
	}
	return before + ratio + " ×" + after
}

// Bytes returns an amount of memory in megabytes or gigabytes, rounded up to ten megabytes: “260 MB”, “3.5 GB”.
func Bytes(n int64) string {
	if n < 1<<30 {
		return strconv.FormatInt(int64(math.Ceil(float64(n)/(10<<20)))*10, 10) + " MB"
	}
	return strings.TrimSuffix(strconv.FormatFloat(float64(n)/(1<<30), 'f', 1, 64), ".0") + " GB"
}

// Coord returns a coordinate or a length of an SVG, with at most two decimals.
func Coord(v float64) string { return strconv.FormatFloat(math.Round(v*100)/100, 'f', -1, 64) }
