package recording

// word says what became of a run that did not end well.
func (s RunState) Word() string {
	switch s {
	case Stopped:
		return "stopped"
	case Failed:
		return "failed"
	case Broken:
		return "broke off"
	}
	return ""
}
