package model

import (
	"loopyard/app/format"
	"loopyard/engine/spec"
)

// Badge says which clock and threads the figures shown are from; more is what a narrow screen leaves out.
func (y *Model) Badge() (what, more string) {
	if y.Shown == nil {
		return y.Form.Target.Clock(), y.Form.Target.Threads()
	}
	at := y.Shown.Target
	if y.Shown.Virtual() {
		return at.Clock(), " · seed " + y.Shown.Spec.Value("seed") + machine(y.Shown.Spec)
	}
	return at.Clock(), at.Threads()
}

// machine is what limits the simulated machine of a virtual run.
func machine(run spec.Run) string {
	text := ""
	if run.Cores > 0 {
		text += " · " + format.Plural(int64(run.Cores), "core")
	}
	if run.GIL {
		text += " · GIL"
	}
	return text
}
