package parity

import (
	"regexp"
	"slices"
)

// perLoop sorts printed lines by the loop that they name; lines that name none are under "". names has the names in the order of
// their first lines. What is each host's own, a loop's id and class, is left out of the lines.
func perLoop(lines []string) (all map[string][]string, names []string) {
	all = map[string][]string{}
	for _, line := range lines {
		name := loopName.FindString(line)
		if _, known := all[name]; !known {
			names = append(names, name)
		}
		all[name] = append(all[name], normal(line))
	}
	return all, names
}

var (
	loopName = regexp.MustCompile(`^Loop\d+`)
	identity = regexp.MustCompile(`^(Loop\d+): \d+ - <\w*EventLoop `)
)

func normal(line string) string { return identity.ReplaceAllString(line, "$1: ID - <EventLoop ") }

// compareLines finds the first loop, in a's order, whose lines are not the same in b.
func compareLines(a, b Result) (d *Divergence, loops int) {
	as, names := perLoop(a.Lines)
	bs, others := perLoop(b.Lines)
	for _, name := range others {
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	for _, name := range names {
		if at := firstOther(as[name], bs[name]); at >= 0 {
			return &Divergence{Where: whose(name), What: "prints another line",
				A: Side{Host: a.Host, Moments: linesAround(as[name], at)},
				B: Side{Host: b.Host, Moments: linesAround(bs[name], at)}}, len(names)
		}
	}
	return nil, len(names)
}

func whose(loop string) string {
	if loop == "" {
		return "the program"
	}
	return "loop " + loop
}

// firstOther gives the index where two lists differ first, and -1 if they do not.
func firstOther(a, b []string) int {
	for i := range max(len(a), len(b)) {
		if i >= len(a) || i >= len(b) || a[i] != b[i] {
			return i
		}
	}
	return -1
}

// linesAround gives a line with the two before and after it.
func linesAround(lines []string, at int) []Moment {
	const context = 2
	var m []Moment
	for i := max(0, at-context); i < min(len(lines), at+context+1); i++ {
		m = append(m, Moment{Number: i + 1, Text: lines[i], Here: i == at})
	}
	return m
}

// elsewhere counts the places in the order of all lines where b's line is of another loop than a's.
func elsewhere(a, b []string) (n, of int) {
	of = max(len(a), len(b))
	for i := range of {
		if i >= len(a) || i >= len(b) || loopName.FindString(a[i]) != loopName.FindString(b[i]) {
			n++
		}
	}
	return n, of
}
