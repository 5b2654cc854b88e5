package parity

import (
	"regexp"

	"loopyard/engine/trace/compare"
)

// linesOf returns printed lines by the loop that they name. The id and the class of a loop depend on the host, so they are
// replaced.
func linesOf(printed []string) *compare.Printed {
	lines := &compare.Printed{}
	for _, line := range printed {
		lines.Add(loopName.FindString(line), identity.ReplaceAllString(line, "$1: ID - <EventLoop "))
	}
	return lines
}

var (
	loopName = regexp.MustCompile(`^Loop\d+`)
	identity = regexp.MustCompile(`^(Loop\d+): \d+ - <\w*EventLoop `)
)

// linesDiverge returns the first difference between the lines of two hosts.
func linesDiverge(a, b Result, d compare.LineDifference) *Divergence {
	where := "the program"
	if d.Loop != "" {
		where = "loop " + d.Loop
	}
	return &Divergence{Where: where, What: "prints another line",
		A: Side{Host: a.Host, Entries: linesAround(d.A, d.Index)},
		B: Side{Host: b.Host, Entries: linesAround(d.B, d.Index)}}
}

// linesAround returns the line with the given index and up to two lines before and after it.
func linesAround(lines []string, at int) []Entry {
	const context = 2
	var m []Entry
	for i := max(0, at-context); i < min(len(lines), at+context+1); i++ {
		m = append(m, Entry{Number: i + 1, Text: lines[i], Here: i == at})
	}
	return m
}
