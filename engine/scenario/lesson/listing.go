package lesson

import "strings"

// The source of a listing is the text of the program with these directives:
//
//	$name                a value of the run, such as $sleep or $loops
//	$work statement      a line that is kept only if the run computes
//	$is word statement   a line that is kept only in the variant with that name
//	$each statement      the statement once for each coroutine's word, or a loop over the words
//	$part name           text that several listings share; it may be empty
//	statement $at mark   what a run does at this line; see mark.go
//
// The page contains this code. The package text/template would make it larger, because it keeps the linker from removing
// unused methods.

// A language fills in listings of one programming language for one run.
type language struct {
	works   bool              // whether to keep the $work lines
	variant string            // the variant whose $is lines to keep
	values  *strings.Replacer // replaces each $name
	parts   map[string]string // the text of each $part
	each    func(statement string) string
	apart   int // the most blank lines between two parts
}

// listing fills in the source of a listing. An empty source gives an empty listing.
func (l language) listing(text string) Listing { return marked(l.space(l.expand(text))) }

// expand carries out the directives of a text line by line. Lines that replace a line have its indentation.
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

// space removes the extra blank lines around a part that is empty.
func (l language) space(text string) string {
	most := strings.Repeat("\n", l.apart+1)
	for strings.Contains(text, most+"\n") {
		text = strings.ReplaceAll(text, most+"\n", most)
	}
	return text
}

// only returns part if it is needed, and otherwise the empty string.
func only(needed bool, part string) string {
	if needed {
		return part
	}
	return ""
}
