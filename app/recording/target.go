package recording

import (
	"loopyard/app/format"
	"loopyard/engine/scenario"
	"loopyard/engine/spec"
)

// Target is where a run takes place: a host and a placement, which the form offers together.
type Target uint8

// The targets, in the order of the form.
const (
	TargetVirtual       Target = iota // virtual time, in this browser
	TargetBrowser                     // one thread of this browser
	TargetWorkers                     // a worker of this browser for each loop
	TargetNative                      // one thread of the native server
	TargetNativeThreads               // a thread of the native server for each loop
)

// Targets are all targets, in the order of the form.
var Targets = []Target{TargetVirtual, TargetBrowser, TargetWorkers, TargetNative, TargetNativeThreads}

var targets = [...]struct {
	key            string
	label          string
	short          string
	clock, threads string
	placement      spec.Placement
	native         bool
}{
	TargetVirtual:       {"virtual", "Virtual time", "virtual", "virtual time", "", spec.Virtual, false},
	TargetBrowser:       {"browser", "Browser, 1 thread", "browser", "real time", " · 1 thread", spec.Single, false},
	TargetWorkers:       {"workers", "Browser, workers", "workers", "real time", " · workers", spec.Threads, false},
	TargetNative:        {"native", "Native, 1 thread", "native, 1 thread", "real time", " · native, 1 thread", spec.Single, true},
	TargetNativeThreads: {"native-threads", "Native threads", "native threads", "real time", " · native threads", spec.Threads, true},
}

// TargetOf returns the target with a placement, on the native server or not. A run in virtual time is the same everywhere, so
// it is [TargetVirtual] in any case.
func TargetOf(placement spec.Placement, native bool) Target {
	for _, t := range Targets {
		if t.Placement() == placement && t.Native() == native {
			return t
		}
	}
	return TargetVirtual
}

// Label names the target in the form.
func (t Target) Label() string { return targets[t].label }

// ShortLabel names the target in as few words as will do, such as above a column of figures.
func (t Target) ShortLabel() string { return targets[t].short }

// Key names the target by a word without spaces, as in links and file names.
func (t Target) Key() string { return targets[t].key }

// Placement returns the placement of the target's runs.
func (t Target) Placement() spec.Placement { return targets[t].placement }

// Native reports whether the native server runs it.
func (t Target) Native() bool { return targets[t].native }

// RealTimeInBrowser reports whether this browser runs it in real time, so that what else the browser does shows in the
// result.
func (t Target) RealTimeInBrowser() bool { return t == TargetBrowser || t == TargetWorkers }

// Clock names the clock of the target's runs.
func (t Target) Clock() string { return targets[t].clock }

// Threads names the threads that run the loops, as text that follows [Target.Clock]. It is empty for virtual time.
func (t Target) Threads() string { return targets[t].threads }

// Note says what a visitor has to know about the target when it is chosen.
func (t Target) Note() string {
	if t == TargetWorkers {
		return "Each loop runs in a Web Worker of its own. At most " + format.Count(int64(spec.PageLimits().Threads)) + " fit in a page’s memory."
	}
	return "Workers and native threads give each loop a thread of its own."
}

// Refusal returns why a scenario cannot run on the target, as what a valid target would be. It is empty if the scenario can.
func (t Target) Refusal(scenarioID string) string {
	if s, _ := scenario.Find(scenarioID); t == TargetWorkers && s.Shares() {
		return "a place where threads share memory: this scenario needs that, so it cannot run in workers"
	}
	return ""
}
