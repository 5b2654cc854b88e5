package lesson

import "strings"

// Listing is a scenario's program in one language, filled in for one run.
type Listing struct {
	Text  string
	Marks []Mark // in the order of their lines
}

// Mark says which events of a run happen at a line. In a listing's source it stands at the line's end, and a line may
// have several:
//
//	$at who what words
//
// who is a task by its name without its number; program is the main thread outside of any task, thread is any other
// thread there, and callback is what a loop calls without a task. Loop0/main is the task main of Loop0 alone, and main is
// then that of the other loops. what is one of deeds. words are a part of what is printed, or of the name
// of the task that is created; without them it is any. Both who and what may be several, with | between them.
type Mark struct {
	Line  int // from 0
	Whos  []string
	Whats []string
	Words string
}

// marked takes the marks out of a text.
func marked(text string) (l Listing) {
	var b strings.Builder
	n := 0
	for line := range strings.Lines(text) {
		parts := strings.Split(strings.TrimSuffix(line, "\n"), "$at ")
		for _, mark := range parts[1:] {
			who, rest, _ := strings.Cut(strings.TrimSpace(mark), " ")
			what, words, _ := strings.Cut(rest, " ")
			l.Marks = append(l.Marks, Mark{n, strings.Split(who, "|"), strings.Split(what, "|"), words})
		}
		if len(parts) > 1 {
			line = strings.TrimRight(parts[0], " \t") + "\n"
		}
		b.WriteString(line)
		n++
	}
	l.Text = b.String()
	return l
}

// indents are how far each line is indented, in bytes.
func (l Listing) indents() (all []int) {
	for line := range strings.Lines(l.Text) {
		all = append(all, len(line)-len(strings.TrimLeft(line, " \t")))
	}
	return all
}
