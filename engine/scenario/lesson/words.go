package lesson

import (
	"strconv"
	"strings"
)

// words are how the first coroutines call themselves. Later ones have a number with an ending: 11th, 21st.
var words = strings.Fields("first second third fourth fifth sixth seventh eighth ninth tenth")

// grouped spells a count with its thousands apart, as Python and Go both read it: 1_000_000.
func grouped(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "_" + s[i:]
	}
	return s
}
