package model

import "loopyard/engine/scenario/lesson"

// group is scenarios that are listed together.
type group struct {
	Title string
	IDs   []string
}

// groups lists the scenarios as their lessons group them, in the catalogue's order.
func (y *Model) Groups() []group {
	var all []group
	for _, id := range y.Catalog.IDs() {
		title := lesson.Of(id).Group
		if n := len(all); n == 0 || all[n-1].Title != title {
			all = append(all, group{Title: title})
		}
		last := &all[len(all)-1]
		last.IDs = append(last.IDs, id)
	}
	return all
}
