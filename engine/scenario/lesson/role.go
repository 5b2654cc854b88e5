package lesson

import "strings"

// A role is what a listing says of one who: by deed, the numbers of the marks, from 1 and in the order of the lines.
type role [returns + 1][]uint8

// roles is a listing's marks by who, numbered from 1. Zero is who is not in the listing.
type roles struct {
	names  map[string]uint8
	all    []role
	marks  []Mark
	indent []int // of each line
}

func newRoles(l Listing) *roles {
	r := &roles{names: map[string]uint8{}, all: make([]role, 1), marks: l.Marks, indent: l.indents()}
	for i, m := range l.Marks {
		for _, who := range m.Whos {
			n, ok := r.names[who]
			if !ok {
				n = uint8(len(r.all))
				r.names[who] = n
				r.all = append(r.all, role{})
			}
			for _, word := range m.Whats {
				if d, ok := deedOf(word); ok {
					r.all[n][d] = append(r.all[n][d], uint8(i+1))
				}
			}
		}
	}
	return r
}

// ofTask finds the role of a loop's task.
func (r *roles) ofTask(loop, task string) uint8 {
	name := strings.TrimRight(strings.TrimRight(task, "0123456789"), " -")
	if n, ok := r.names[loop+"/"+name]; ok {
		return n
	}
	return r.names[name]
}

// standing is where somebody is in a listing: at a mark, which is zero before the first, and what was done there.
type standing struct {
	role, mark uint8
	did        deed
}

// next is the mark where somebody does something; zero if the listing does not show it. A program goes on downwards, and
// when there is no such line below it goes back to the beginning of the block that it is in.
func (r *roles) next(s standing, d deed, text string) uint8 {
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

// begin is the mark where a role begins; zero if it has none.
func (r *roles) begin(n uint8) uint8 {
	if all := r.all[n][begins]; len(all) > 0 {
		return all[0]
	}
	return 0
}
