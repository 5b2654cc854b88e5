package parity

import (
	"fmt"
	"time"

	"loopyard/engine/trace"
)

// compareTwo compares b with the reference a by the strictest rules that hold for both.
func compareTwo(a, b Result) Pair {
	p := Pair{A: a.name(), B: b.name()}
	switch {
	case b.Log == nil:
		p.lines(a, b)
	case a.Log.Header.Clock == "virtual" && b.Log.Header.Clock == "virtual":
		p.exact(a, b)
	default:
		p.realTime(a, b)
	}
	if b.Broken != "" {
		p.must("the rules of a trace", false, b.Broken)
	}
	p.Verdict = p.verdict()
	return p
}

func (p *Pair) verdict() string {
	worst := same
	for _, c := range p.Checks {
		switch {
		case !c.Must || c.Same:
		case c.Says == unknown:
			return notWhole
		default:
			worst = different
		}
	}
	return worst
}
