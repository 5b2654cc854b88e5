package lesson

import "strings"

// Listing is a scenario's program in one language, filled in for one run.
type Listing struct {
	Text  string
	Marks []Mark // in the order of their lines
}

// Mark says which events of a run happen at a line of a listing. Marks are written at the end of the line, which may have
// several of them:
//
//	$at actor action words
//
// The actor is the name of a task without its number, or one of three words: program is the main thread when it runs no
// task, thread is any other thread when it runs no task, and callback is a function that a loop calls outside of tasks.
// Loop0/main is the task main of Loop0; then main is the task main of every other loop.
//
// The action is one of the words in action.go. The words are optional. With words, the mark applies only to events whose
// text contains them: the line that is printed, or the name of the task that is created.
//
// There may be several actors and several actions, separated by |.
type Mark struct {
	Line    int // counted from 0
	Actors  []string
	Actions []string
	Words   string
}

// marked removes the marks from a text and returns both.
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

// indents returns the indentation of each line in bytes.
func (l Listing) indents() (all []int) {
	for line := range strings.Lines(l.Text) {
		all = append(all, len(line)-len(strings.TrimLeft(line, " \t")))
	}
	return all
}
