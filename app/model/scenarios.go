package model

import "loopyard/engine/scenario/lesson"

// Group is scenarios that are listed together.
type Group struct {
	Title string
	IDs   []string
}

// Groups returns the scenarios as their lessons group them, in the order of the catalog.
func (f *Form) Groups() []Group {
	var all []Group
	for _, id := range f.catalog.IDs() {
		title := lesson.Of(id).Group
		if n := len(all); n == 0 || all[n-1].Title != title {
			all = append(all, Group{Title: title})
		}
		last := &all[len(all)-1]
		last.IDs = append(last.IDs, id)
	}
	return all
}
