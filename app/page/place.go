package page

import (
	"loopyard/engine/scenario"
	"loopyard/engine/spec"
)

// Place is where a run happens: a host and a placement, as the form offers them together.
type Place uint8

// The places, in the order the form has them.
const (
	InVirtual Place = iota
	InBrowser
	InWorkers
	OnNative
	OnNativeThreads
)

// Places lists them.
var Places = []Place{InVirtual, InBrowser, InWorkers, OnNative, OnNativeThreads}

var places = [...]struct {
	label          string // in the form
	column         string // above a column of figures
	clock, threads string // what the header says of a run shown
	at             spec.Placement
	native         bool
}{
	InVirtual:       {"Virtual time", "virtual", "virtual time", "", spec.Virtual, false},
	InBrowser:       {"Browser, 1 thread", "browser", "real time", " · 1 thread", spec.Single, false},
	InWorkers:       {"Browser, workers", "workers", "real time", " · workers", spec.Threads, false},
	OnNative:        {"Native, 1 thread", "native, 1 thread", "real time", " · native, 1 thread", spec.Single, true},
	OnNativeThreads: {"Native threads", "native threads", "real time", " · native threads", spec.Threads, true},
}

// Label names the place in the form.
func (p Place) Label() string { return places[p].label }

// Column names the place above a column of figures.
func (p Place) Column() string { return places[p].column }

// Placement is what a spec says of the place.
func (p Place) Placement() spec.Placement { return places[p].at }

// Native tells whether a server has to run it.
func (p Place) Native() bool { return places[p].native }

// Real tells whether it is this browser that runs it, in real time: what else the browser does shows in the result.
func (p Place) Real() bool { return p == InBrowser || p == InWorkers }

// placeOf finds the place of a placement and a host.
func placeOf(at spec.Placement, native bool) Place {
	for _, p := range Places {
		if p.Placement() == at && p.Native() == native {
			return p
		}
	}
	return InVirtual // a virtual run is the same everywhere
}

// note says below the places what one has to know about the one that is chosen.
func (p Place) note() string {
	if p == InWorkers {
		return "A Web Worker for each loop, up to " + count(int64(spec.PageLimits().Threads)) + ": a page has memory for no more."
	}
	return "A thread for each loop: workers or native."
}

// refuses says why a scenario can not run here; empty if it can.
func (p Place) refuses(id string) (why string) {
	if s, _ := scenario.Find(id); p == InWorkers && s.Shares() {
		return "a place where threads share memory, as this scenario’s have to: any but workers"
	}
	return ""
}

// key names the place where a form needs a word.
func (p Place) key() string {
	return [...]string{"virtual", "browser", "workers", "native", "native-threads"}[p]
}
