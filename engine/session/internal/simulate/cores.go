package simulate

import (
	"slices"
	"time"

	"loopyard/engine"
	"loopyard/engine/trace"
)

// cores is the processors of the simulated machine. A thread that computes holds one; who finds none free waits, first
// come first served. A core is handed over when a computation ends, and, if somebody waits, at the end of a slice.
type cores struct {
	limit   int // 0: as many as compute
	holders []*simulated
	waiting []*simulated
}

// slice is CPython's switch interval. A thread's slices count from when it got its core.
const slice = int64(5 * time.Millisecond)

// compute computes for d of one core's time. work is the WorkBegan.
func (t *simulated) compute(d time.Duration, work trace.EventID) {
	m := t.machine
	if m.cores.limit == 0 {
		t.hold(d)
		return
	}
	for left := int64(d); left > 0 && m.err == nil; {
		t.takeCore(work)
		for left > 0 && m.err == nil && slices.Contains(m.cores.holders, t) {
			began := m.clock.Now()
			t.hold(time.Duration(m.cores.stretch(t, began, left)))
			now := m.clock.Now()
			left -= now - began
			if left > 0 && len(m.cores.waiting) > 0 && (now-t.gotCore)%slice == 0 {
				m.cores.handOver(t, now)
			}
		}
	}
	m.cores.handOver(t, m.clock.Now())
}

// takeCore returns when the thread holds a core.
func (t *simulated) takeCore(work trace.EventID) {
	m := t.machine
	c := &m.cores
	if len(c.holders) < c.limit {
		c.holders = append(c.holders, t)
		t.gotCore = m.clock.Now()
		return
	}
	t.Emit(trace.WorkPaused, 0, work)
	c.waiting = append(c.waiting, t)
	for _, h := range c.holders { // who computes looks up at the end of its slice
		if now := m.clock.Now(); h.index > 0 && h.until > h.sliceEnd(now) {
			m.waiting.remove(h)
			m.waiting.push(h, h.sliceEnd(now))
		}
	}
	m.waiting.push(t, engine.Forever)
	t.giveWay()
	c.waiting = slices.DeleteFunc(c.waiting, func(w *simulated) bool { return w == t }) // if the run is ending
	t.Emit(trace.WorkResumed, 0, work)
}

// sliceEnd is when the slice ends that is under way now.
func (t *simulated) sliceEnd(now int64) int64 {
	return now + slice - (now-t.gotCore)%slice
}

// stretch is how long t may compute before it has to look up.
func (c *cores) stretch(t *simulated, now, left int64) int64 {
	if len(c.waiting) == 0 {
		return left
	}
	return min(left, t.sliceEnd(now)-now)
}

// handOver gives t's core, if it has one, to the thread that has waited longest.
func (c *cores) handOver(t *simulated, now int64) {
	i := slices.Index(c.holders, t)
	if i < 0 {
		return
	}
	c.holders = slices.Delete(c.holders, i, i+1)
	if len(c.waiting) > 0 {
		next := c.waiting[0]
		c.waiting = c.waiting[1:]
		c.holders = append(c.holders, next)
		next.gotCore = now
		next.becomeReady()
	}
}
