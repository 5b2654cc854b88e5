package compare

import "loopyard/engine/spec"

// RulesFor returns the strictest rules that must hold for two runs: every event is the same if both are the same run in
// virtual time, and otherwise every task does the same. ok is false if they are runs of different programs, so that
// nothing has to match.
func RulesFor(a, b spec.Run) (r Rules, ok bool) {
	if !a.SameProgram(b) {
		return Rules{}, false
	}
	a.Timeout = b.Timeout
	return Rules{RealTime: a.Placement != spec.Virtual || a != b}, true
}
