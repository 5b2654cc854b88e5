package model

import "loopyard/engine/scenario/lesson"

func (y *Model) Speak(python bool) {
	y.View.Python = python
	y.Revs.View++
	y.Shell.Wake()
}

// Listing is the program for the form's values; those that make no sense count as the defaults.
func (y *Model) Listing() lesson.Listing {
	f := y.Form
	run, _ := f.Read(y.Catalog, y.Limits(f.Target)) // f is a copy: the errors stay as they are
	return y.View.listing(run)
}
