package recording

import (
	"loopyard/app/format"
	"loopyard/engine/scenario"
	"loopyard/engine/spec"
)

// Place is where a run happens: a host and a placement, as the form offers them together.
type Target uint8

// The places, in the order the form has them.
const (
	TargetVirtual Target = iota
	TargetBrowser
	TargetWorkers
	TargetNative
	TargetNativeThreads
)

// Places lists them.
var Targets = []Target{TargetVirtual, TargetBrowser, TargetWorkers, TargetNative, TargetNativeThreads}

var targets = [...]struct {
	label          string // in the form
	column         string // above a column of figures
	clock, threads string // what the header says of a run shown
	at             spec.Placement
	native         bool
}{
	TargetVirtual:       {"Virtual time", "virtual", "virtual time", "", spec.Virtual, false},
	TargetBrowser:       {"Browser, 1 thread", "browser", "real time", " · 1 thread", spec.Single, false},
	TargetWorkers:       {"Browser, workers", "workers", "real time", " · workers", spec.Threads, false},
	TargetNative:        {"Native, 1 thread", "native, 1 thread", "real time", " · native, 1 thread", spec.Single, true},
	TargetNativeThreads: {"Native threads", "native threads", "real time", " · native threads", spec.Threads, true},
}

// Label names the place in the form.
func (p Target) Label() string { return targets[p].label }

// Column names the place above a column of figures.
func (p Target) ShortLabel() string { return targets[p].column }

// Placement is what a spec says of the place.
func (p Target) Placement() spec.Placement { return targets[p].at }

// Native tells whether a server has to run it.
func (p Target) Native() bool { return targets[p].native }

// Real tells whether it is this browser that runs it, in real time: what else the browser does shows in the result.
func (p Target) RealTimeInBrowser() bool { return p == TargetBrowser || p == TargetWorkers }

// TargetOf finds the place of a placement and a host.
func TargetOf(at spec.Placement, native bool) Target {
	for _, p := range Targets {
		if p.Placement() == at && p.Native() == native {
			return p
		}
	}
	return TargetVirtual // a virtual run is the same everywhere
}

// note says below the places what one has to know about the one that is chosen.
func (p Target) Note() string {
	if p == TargetWorkers {
		return "A Web Worker for each loop, up to " + format.Count(int64(spec.PageLimits().Threads)) + ": a page has memory for no more."
	}
	return "A thread for each loop: workers or native."
}

// refuses says why a scenario can not run here; empty if it can.
func (p Target) Refusal(id string) (why string) {
	if s, _ := scenario.Find(id); p == TargetWorkers && s.Shares() {
		return "a place where threads share memory, as this scenario’s have to: any but workers"
	}
	return ""
}

// key names the place where a form needs a word.
func (p Target) Key() string {
	return [...]string{"virtual", "browser", "workers", "native", "native-threads"}[p]
}

// Clock names the clock of the target's runs: virtual or real time.
func (p Target) Clock() string { return targets[p].clock }

// Threads says in a few words which threads run the loops there; empty for virtual time.
func (p Target) Threads() string { return targets[p].threads }
