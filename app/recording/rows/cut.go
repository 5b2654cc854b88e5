package rows

import "loopyard/engine/trace"

// Cut says that nothing is known of the rows from a moment on: what happened then was counted and not kept. last is the
// last event that was.
func (p *Timeline) Overflow(at int64, last trace.EventID) {
	for _, l := range p.Lanes {
		if l.Ended {
			continue
		}
		p.Busy.add(at, -l.busy())
		l.phase = phaseNone
		l.Track.set(at, NotStored, last)
		for _, c := range []*Counter{&l.Ready, &l.Timers, &l.Waiting} {
			c.add(at, -c.Last())
		}
		l.Tasks.rest(at, NotStored, last)
	}
}
