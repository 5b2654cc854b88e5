package ndjson

import (
	"strconv"
	"unicode/utf8"

	"loopyard/engine/spec"
)

// appendValue appends a value of the spec: a count as a number, true and false as booleans, and everything else as a
// string. A count is written as a string too if its text would change when the number is read back, or if JavaScript
// cannot hold it exactly.
func appendValue(b []byte, name, value string) []byte {
	switch spec.TypeOf(name) {
	case spec.Bool:
		if value == "true" || value == "false" {
			return append(b, value...)
		}
	case spec.Count:
		if n, err := strconv.ParseInt(value, 10, 54); err == nil && strconv.FormatInt(n, 10) == value {
			return append(b, value...)
		}
	}
	return appendString(b, value)
}

const digits = "0123456789abcdef"

// appendString writes s as a JSON string. It escapes what JSON says must be, and no more.
func appendString(b []byte, s string) []byte {
	b = append(b, '"')
	done := 0 // of s, in b
	for i := 0; i < len(s); {
		c, size := rune(s[i]), 1
		if c >= utf8.RuneSelf {
			c, size = utf8.DecodeRuneInString(s[i:])
		}
		wrong := c == utf8.RuneError && size == 1
		if c >= ' ' && c != '"' && c != '\\' && !wrong {
			i += size
			continue
		}
		b = append(b, s[done:i]...)
		switch {
		case wrong:
			b = append(b, `\ufffd`...)
		case c == '"' || c == '\\':
			b = append(b, '\\', byte(c))
		case c == '\n':
			b = append(b, `\n`...)
		case c == '\t':
			b = append(b, `\t`...)
		default:
			b = append(b, `\u00`...)
			b = append(b, digits[c>>4], digits[c&15])
		}
		i += size
		done = i
	}
	return append(append(b, s[done:]...), '"')
}
