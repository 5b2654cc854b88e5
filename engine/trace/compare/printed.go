package compare

import (
	"cmp"
	"slices"
	"strconv"

	"loopyard/engine/trace"
	"loopyard/engine/trace/replay"
)

// Printed has the lines that a run printed, by the loop that printed them. The zero value is a run without loops.
type Printed struct {
	loops  []string
	byLoop map[string][]string
	order  []string // the loop of each line, in the order of all lines
}

// PrintedBy returns the lines of a recorded run. It knows a loop by its number, which does not depend on which thread was
// faster, and includes loops that printed nothing. The loops are in the order of their numbers.
func PrintedBy(l *replay.Log) *Printed {
	lines := &Printed{}
	for _, e := range l.Events(1) {
		switch {
		case e.Kind == trace.LoopCreated:
			lines.addLoop(loopKey(e.Loop))
		case e.Kind == trace.Printed:
			lines.Add(loopKey(e.Loop), l.EventText(e))
		}
	}
	slices.SortFunc(lines.loops, func(a, b string) int { return cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(a, b)) })
	return lines
}

func loopKey(id trace.LoopID) string {
	if id == 0 {
		return ""
	}
	return strconv.FormatUint(uint64(id), 10)
}

// Add adds the next line of a loop. The loop of a line that was printed outside of any loop is "".
func (l *Printed) Add(loop, text string) {
	l.addLoop(loop)
	l.byLoop[loop] = append(l.byLoop[loop], text)
	l.order = append(l.order, loop)
}

func (l *Printed) addLoop(loop string) {
	if _, known := l.byLoop[loop]; known {
		return
	}
	if l.byLoop == nil {
		l.byLoop = map[string][]string{}
	}
	l.byLoop[loop] = nil
	l.loops = append(l.loops, loop)
}

// All returns all lines, loop after loop.
func (l *Printed) All() (all []string) {
	for _, loop := range l.loops {
		all = append(all, l.byLoop[loop]...)
	}
	return all
}

// LinesResult is what [Lines] found.
type LinesResult struct {
	Loops     int             // loops of either run; lines outside of any loop count as one more
	Same      int             // loops whose lines are the same, in the same order
	First     *LineDifference // in the first loop whose lines differ, or nil
	Lines     int             // lines of the run that printed more
	Reordered int             // positions in the order of all lines where the line is of another loop
}

// LineDifference is the first difference between the lines of one loop in two runs.
type LineDifference struct {
	Loop  string
	Index int // of the first line that differs, or that only one run has
	A, B  []string
}

// Lines compares what two runs printed. The lines of every loop must be the same. The loops may take turns in
// another order, which is only counted.
func Lines(a, b *Printed) LinesResult {
	var c LinesResult
	loops := slices.Clone(a.loops)
	for _, loop := range b.loops {
		if _, both := a.byLoop[loop]; !both {
			loops = append(loops, loop)
		}
	}
	for _, loop := range loops {
		c.Loops++
		at := differAt(a.byLoop[loop], b.byLoop[loop])
		_, inA := a.byLoop[loop]
		_, inB := b.byLoop[loop]
		switch {
		case at < 0 && inA && inB:
			c.Same++
		case c.First == nil:
			c.First = &LineDifference{loop, max(at, 0), a.byLoop[loop], b.byLoop[loop]}
		}
	}
	c.Reordered, c.Lines = reorderedLines(a.order, b.order)
	return c
}

// differAt returns the index of the first element in which two lists differ, or -1.
func differAt(a, b []string) int {
	for i := range max(len(a), len(b)) {
		if i >= len(a) || i >= len(b) || a[i] != b[i] {
			return i
		}
	}
	return -1
}

// reorderedLines compares the order of all lines in two runs. a and b have the loop of each line. n is how many of the
// positions have another loop.
func reorderedLines[Loop comparable](a, b []Loop) (n, of int) {
	of = max(len(a), len(b))
	for i := range of {
		if i >= len(a) || i >= len(b) || a[i] != b[i] {
			n++
		}
	}
	return n, of
}
