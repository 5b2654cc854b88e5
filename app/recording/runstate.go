package recording

// RunState says how far a run is, or how it ended.
type RunState uint8

// The states of a run.
const (
	Starting RunState = iota // it was asked for, and nothing has arrived yet
	Running                  // its trace is arriving
	Reading                  // its trace is being read from a file
	Ended                    // it ran to its end
	Failed                   // its program failed, or a limit ended it
	Stopped                  // the visitor stopped it
	Broken                   // its trace ended too early: what ran it is gone or refused to, or the file is damaged
)

// Over reports whether the run has ended, for whatever reason, so that nothing more will arrive.
func (s RunState) Over() bool { return s >= Ended }

// Word returns in a word or two how the run ended if it did not end well, and an empty text otherwise.
func (s RunState) Word() string {
	switch s {
	case Stopped:
		return "stopped"
	case Failed:
		return "failed"
	case Broken:
		return "ended early"
	}
	return ""
}
