package lesson

import "strings"

// A role is what a listing says about one actor: for each action the numbers of its marks, in the order of the lines. The
// first mark of a listing has number 1.
type role [returns + 1][]uint8

// roles are the marks of a listing by actor. Role 0 is that of every actor without marks.
type roles struct {
	names  map[string]uint8
	all    []role
	marks  []Mark
	indent []int // of each line
}

func newRoles(l Listing) *roles {
	r := &roles{names: map[string]uint8{}, all: make([]role, 1), marks: l.Marks, indent: l.indents()}
	for i, m := range l.Marks {
		for _, actor := range m.Actors {
			n, ok := r.names[actor]
			if !ok {
				n = uint8(len(r.all))
				r.names[actor] = n
				r.all = append(r.all, role{})
			}
			for _, word := range m.Actions {
				if d, ok := parseAction(word); ok {
					r.all[n][d] = append(r.all[n][d], uint8(i+1))
				}
			}
		}
	}
	return r
}

// ofTask returns the number of the role that a task of a loop has.
func (r *roles) ofTask(loop, task string) uint8 {
	name := strings.TrimRight(strings.TrimRight(task, "0123456789"), " -")
	if n, ok := r.names[loop+"/"+name]; ok {
		return n
	}
	return r.names[name]
}

// position is where an actor is in a listing.
type position struct {
	role, mark uint8  // mark is 0 before the first mark
	did        action // the last action
}

// next returns the mark where an actor at position s carries out an action, or 0 if the listing does not show it. A
// program usually continues downward, so this is the next suitable mark below. If there is none, the program has returned
// to the beginning of a loop: then it is the first suitable mark in the current block, or else the first of all.
func (r *roles) next(s position, d action, text string) uint8 {
	fits := func(m uint8) bool { return strings.Contains(text, r.marks[m-1].Words) }
	depth := 0
	if s.mark != 0 {
		depth = r.indent[r.line(s.mark)]
	}
	var first, inBlock uint8
	for _, m := range r.all[s.role][d] {
		if !fits(m) {
			continue
		}
		if m > s.mark || m == s.mark && d != s.did {
			return m
		}
		if first == 0 {
			first = m
		}
		if inBlock == 0 && r.indent[r.line(m)] >= depth {
			inBlock = m
		}
	}
	if inBlock != 0 {
		return inBlock
	}
	return first
}

func (r *roles) line(mark uint8) int { return r.marks[mark-1].Line }

// begin returns the mark where tasks with role n begin, or 0 if there is none.
func (r *roles) begin(n uint8) uint8 {
	if all := r.all[n][begins]; len(all) > 0 {
		return all[0]
	}
	return 0
}
