package rows

import "loopyard/engine/trace"

// Cut says that nothing is known of the rows from a moment on: what happened then was counted and not kept. last is the
// last event that was.
func (p *Picture) Cut(at int64, last trace.EventID) {
	for _, l := range p.Lanes {
		if l.Over {
			continue
		}
		p.Busy.add(at, -l.busy())
		l.phase = phaseNone
		l.Track.set(at, Counted, last)
		for _, c := range []*Counter{&l.Ready, &l.Timers, &l.Others} {
			c.add(at, -c.Now())
		}
		l.Tasks.rest(at, Counted, last)
	}
}
