package parity

import (
	"fmt"

	"loopyard/engine/trace/compare"
)

// compareTwo compares b with the reference a by the strictest rules that apply to both.
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

// exact compares two runs of the same spec in virtual time. They must be identical.
func (p *Pair) exact(a, b Result, rules compare.Rules) {
	p.Rules = "exact"
	c := compare.Runs(a.Log, b.Log, rules)
	p.diverges(a, b, c)
	p.must("every event", c.Verdict != compare.Different, counted(b.Figures.Events, "event"))
	// The digest also covers events that were not stored. In a file that was changed it may not match the events.
	p.must("digest", a.Figures.Digest == b.Figures.Digest, b.Figures.Digest)
}

// realTime compares what was done in two runs, at least one of which was in real time.
func (p *Pair) realTime(a, b Result, rules compare.Rules) {
	p.Rules = "real time"
	c := compare.Runs(a.Log, b.Log, rules)
	if a.Log.Whole() && b.Log.Whole() {
		p.diverges(a, b, c)
		p.must("what every thread, loop and task did", c.Verdict != compare.Different, counted(b.Figures.Events, "event"))
	} else {
		p.Verdict = notWhole // each may have stored different threads, or a different part of a thread
	}
	p.turns(c.Reordered, c.Lines)
	p.may("busy", a.Figures.Busy, b.Figures.Busy)
	p.times(a, b)
}

// lines compares with a host that reports only its lines.
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

// must adds a check of something that must match.
func (p *Pair) must(what string, ok bool, says string) {
	p.Checks = append(p.Checks, Check{What: what, Must: true, Same: ok, Says: says})
	if !ok {
		p.Verdict = different
	}
}

// turns adds how many of the lines were printed by another loop, in the order of all lines.
func (p *Pair) turns(n, of int) {
	p.Checks = append(p.Checks, Check{What: "turns of the loops", Same: n == 0, B: int64(n), Says: fmt.Sprintf("%d of %s from another loop", n, counted(uint64(of), "line"))})
}

// times adds the times that may differ.
func (p *Pair) times(a, b Result) {
	p.may("wall", a.Figures.Wall, b.Figures.Wall)
	p.may("lag p50", a.Figures.LagP50, b.Figures.LagP50)
	p.may("lag p99", a.Figures.LagP99, b.Figures.LagP99)
}

// may adds two times that may differ.
func (p *Pair) may(what string, a, b int64) {
	p.Checks = append(p.Checks, Check{What: what, Same: a == b, A: a, B: b})
}

// diverges sets the first difference of two traces.
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
		s.Entries = append(s.Entries, Entry{Number: int(id), Text: r.Log.Describe(id), Here: id == p.Event})
	}
	return s
}

// counted returns a number of things in words, such as "2 events".
func counted(n uint64, thing string) string {
	if n != 1 {
		thing += "s"
	}
	return fmt.Sprint(n, " ", thing)
}
