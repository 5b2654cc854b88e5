package compare

import "loopyard/engine/spec"

// Rules say what must match. The zero value is exact comparison.
type Rules struct {
	RealTime bool  // compare what each task did, and not when; see [Runs]
	Near     int64 // with RealTime: timers due within this many nanoseconds may fire in either order; zero means DefaultNear
	Most     int   // how many differences to list; the others are counted. Zero means DefaultMost

	// Yield is called each time [YieldEvery] events were looked at, so that the caller can do something else. It returns
	// whether to go on. Events are looked at several times. If Yield is nil, the comparison is not interrupted.
	Yield func() bool
}

// The defaults of [Rules].
const (
	DefaultNear = int64(5_000_000) // 5 ms: a busy machine is often late by that much
	DefaultMost = 20
)

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
