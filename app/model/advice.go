package model

// advise looks for advice in what is shown.
func (y *Model) Advise(enough func() bool) (more bool) {
	r := y.Shown
	if r == nil || r.Advice().Done() || !r.State().Over() {
		return false
	}
	more = r.FindAdvice(enough)
	if r.Advice().Done() {
		y.Revs.Run++
	}
	return more
}
