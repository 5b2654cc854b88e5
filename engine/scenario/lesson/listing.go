package lesson

import "strings"

// The signs that a listing has besides the program's own text:
//
//	$name                a value of the run: $sleep, $loops, …
//	$work statement      a line that is there only if the run computes
//	$is word statement   a line that is there only in the variant of that name
//	$each statement      the statement for each word, or in a loop over them
//	$part name           text that several listings share; it may be left out
//	statement $at mark   what of a run happens at this line; see mark.go
//
// A page carries this, and text/template would keep the linker from dropping unused methods there.

// A language is how listings are filled in for one run.
type language struct {
	works   bool              // keep the $work lines
	variant string            // keep the $is lines of this one
	values  *strings.Replacer // of $name
	parts   map[string]string
	each    func(statement string) string
	apart   int // blank lines that are left between two parts at most
}

// listing fills a listing in; "" stays "".
func (l language) listing(text string) Listing { return marked(l.space(l.expand(text))) }

// expand fills in a text line by line. What stands for a line has that line's indentation.
func (l language) expand(text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		body := strings.TrimLeft(line, " \t")
		indent := line[:len(line)-len(body)]
		word, rest, _ := strings.Cut(strings.TrimSuffix(body, "\n"), " ")
		switch word {
		case "$work":
			body = only(l.works, rest+"\n")
		case "$is":
			variant, statement, _ := strings.Cut(rest, " ")
			body = l.expand(only(variant == l.variant, statement+"\n"))
		case "$each":
			body = l.each(rest)
		case "$part":
			body = l.expand(l.parts[rest])
		}
		for out := range strings.Lines(body) {
			if out != "\n" {
				b.WriteString(indent)
			}
			b.WriteString(l.values.Replace(out))
		}
	}
	return b.String()
}

// space drops the blank lines that a part which was left out has around it.
func (l language) space(text string) string {
	most := strings.Repeat("\n", l.apart+1)
	for strings.Contains(text, most+"\n") {
		text = strings.ReplaceAll(text, most+"\n", most)
	}
	return text
}

// only leaves a part out where it is not needed.
func only(needed bool, part string) string {
	if needed {
		return part
	}
	return ""
}
