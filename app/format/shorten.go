package format

// Truncate cuts a text off after a number of characters and puts an ellipsis in place of the last one.
func Truncate(s string, most int) string {
	r := []rune(s)
	if len(r) <= most {
		return s
	}
	return string(r[:max(1, most-1)]) + "…"
}

// Excerpt returns the beginning of a text that may be long, such as one from a link.
func Excerpt(s string) string { return Truncate(s, 60) }
