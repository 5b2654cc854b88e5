// Package text spells numbers, durations and values of users for people to read. It imports neither fmt nor anything of
// this module, so that the browser's worker stays small.
package text

import (
	"strconv"
	"strings"
	"time"
)

// Grouped returns n in decimal with separator between groups of three digits: Grouped(10000, ",") is "10,000".
func Grouped(n int64, separator string) string {
	s := strconv.FormatInt(n, 10)
	first := 0 // the first digit
	if n < 0 {
		first = 1
	}
	for i := len(s) - 3; i > first; i -= 3 {
		s = s[:i] + separator + s[i:]
	}
	return s
}

// Duration returns d as [time.Duration.String] does, without minutes and seconds at its end that are zero: "168h" and
// not "168h0m0s".
func Duration(d time.Duration) string {
	s := d.String()
	for _, zero := range []string{"m0s", "h0m"} {
		if strings.HasSuffix(s, zero) {
			s = s[:len(s)-len(zero)+1]
		}
	}
	return s
}

// Quote returns s as a Go string literal. It keeps the first 60 bytes of a longer s, followed by an ellipsis, so that a
// message stays on one short line whatever a user sends.
func Quote(s string) string {
	const most = 60
	if len(s) > most {
		s = strings.ToValidUTF8(s[:most], "") + "…"
	}
	return strconv.Quote(s)
}
