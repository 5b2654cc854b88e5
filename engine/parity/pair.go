package parity

import (
	"fmt"

	"loopyard/engine/trace/compare"
)

// compareTwo compares b with the reference a by the strictest rules that hold for both.
func compareTwo(a, b Result) Pair {
	p := Pair{A: a.name(), B: b.name(), Verdict: same}
	rules, _ := compare.RulesFor(a.Spec, b.Spec) // both run the same program: the file of another one was refused
	switch {
	case b.Log == nil:
		p.lines(a, b)
	case rules.RealTime:
		p.realTime(a, b, rules)
	default:
		p.exact(a, b, rules)
	}
	if b.Broken != "" {
		p.must("the rules of a trace", false, b.Broken)
	}
	return p
}

// exact compares two runs in virtual time, which must be one and the same.
func (p *Pair) exact(a, b Result, rules compare.Rules) {
	p.Rules = "exact"
	c := compare.Runs(a.Log, b.Log, rules)
	p.diverges(a, b, c)
	p.must("every event", c.Verdict != compare.Different, counted(b.Figures.Events, "event"))
	// The digest is of events that were dropped too, and a file's need not be of its events.
	p.must("digest", a.Figures.Digest == b.Figures.Digest, b.Figures.Digest)
}

// realTime compares what was done, of which some or all in real time.
func (p *Pair) realTime(a, b Result, rules compare.Rules) {
	p.Rules = "real time"
	c := compare.Runs(a.Log, b.Log, rules)
	if a.Log.Whole() && b.Log.Whole() {
		p.diverges(a, b, c)
		p.must("what every thread, loop and task did", c.Verdict != compare.Different, counted(b.Figures.Events, "event"))
	} else {
		p.Verdict = notWhole // one may have kept more of a thread, or other threads, than the other
	}
	p.turns(c.Reordered, c.Lines)
	p.may("busy", a.Figures.Busy, b.Figures.Busy)
	p.times(a, b)
}

// lines compares with a host that tells no more than its lines.
func (p *Pair) lines(a, b Result) {
	p.Rules = "lines"
	c := compare.Lines(linesOf(a.Lines), linesOf(b.Lines))
	if a.Figures.Dropped > 0 {
		p.Verdict = notWhole
		return
	}
	says := counted(uint64(len(b.Lines)), "line")
	if c.Loops > 1 {
		says += " of " + counted(uint64(c.Loops), "loop")
	}
	if c.First != nil {
		p.Divergence = linesDiverge(a, b, *c.First)
	}
	p.must("the lines of each loop", c.First == nil, says)
	p.turns(c.Reordered, c.Lines)
	p.times(a, b)
}

func (p *Pair) must(what string, ok bool, says string) {
	p.Checks = append(p.Checks, Check{What: what, Must: true, Same: ok, Says: says})
	if !ok {
		p.Verdict = different
	}
}

func (p *Pair) turns(n, of int) {
	p.Checks = append(p.Checks, Check{What: "turns of the loops", Same: n == 0, B: int64(n), Says: fmt.Sprintf("%d of %s another loop's", n, counted(uint64(of), "line"))})
}

func (p *Pair) times(a, b Result) {
	p.may("wall", a.Figures.Wall, b.Figures.Wall)
	p.may("lag p50", a.Figures.LagP50, b.Figures.LagP50)
	p.may("lag p99", a.Figures.LagP99, b.Figures.LagP99)
}

// may notes two measures of time.
func (p *Pair) may(what string, a, b int64) {
	p.Checks = append(p.Checks, Check{What: what, Same: a == b, A: a, B: b})
}

// diverges takes over the first difference of two traces.
func (p *Pair) diverges(a, b Result, c compare.Result) {
	if len(c.Differences) == 0 {
		return
	}
	first := c.Differences[0]
	p.More = len(c.Differences) - 1 + c.More
	p.Divergence = &Divergence{Where: first.Where, What: first.What, A: side(a, first.A), B: side(b, first.B)}
}

func side(r Result, p compare.Side) Side {
	s := Side{Host: r.name()}
	for _, id := range p.Around {
		s.Moments = append(s.Moments, Moment{Number: int(id), Text: r.Log.Describe(id), Here: id == p.Event})
	}
	return s
}

// counted spells a number of things.
func counted(n uint64, thing string) string {
	if n != 1 {
		thing += "s"
	}
	return fmt.Sprint(n, " ", thing)
}
