package simulate

import (
	"slices"
	"time"

	"loopyard/engine"
	"loopyard/engine/trace"
)

// cores holds the processors of the simulated machine. A thread that computes holds one. A thread that finds none free
// waits, and cores are handed over in the order of arrival: when a computation ends, and, if a thread waits, at the end
// of a slice.
type cores struct {
	limit   int // 0: every thread has one of its own
	holders []*thread
	waiting []*thread
}

// slice is how long a thread keeps its core while others wait, in nanoseconds: CPython's switch interval. The slices of a
// thread count from when it got its core.
const slice = int64(5 * time.Millisecond)

// compute takes d of one core's time. work is the WorkBegan event.
//
// A thread that holds a core sleeps until its computation ends, or, while others wait, until its slice ends. When it
// wakes it counts the time it slept as computed. A thread that finds no core free shortens the sleep of the holders to the
// end of their slices (see acquireCore), so that no thread wakes at each slice while no other waits.
func (t *thread) compute(d time.Duration, work trace.EventID) {
	m := t.machine
	if m.cores.limit == 0 {
		t.sleep(d)
		return
	}
	for left := int64(d); left > 0 && m.err == nil; {
		t.acquireCore(work)
		for left > 0 && m.err == nil && slices.Contains(m.cores.holders, t) {
			began := m.clock.Now()
			t.sleep(time.Duration(m.cores.untilSwitch(t, began, left)))
			now := m.clock.Now()
			left -= now - began
			if left > 0 && len(m.cores.waiting) > 0 && (now-t.coreSince)%slice == 0 {
				m.cores.release(t, now)
			}
		}
	}
	m.cores.release(t, m.clock.Now())
}

// acquireCore returns when the thread holds a core, or when the run has to end.
func (t *thread) acquireCore(work trace.EventID) {
	m := t.machine
	c := &m.cores
	if len(c.holders) < c.limit {
		c.holders = append(c.holders, t)
		t.coreSince = m.clock.Now()
		return
	}
	t.Emit(trace.WorkPaused, 0, work)
	c.waiting = append(c.waiting, t)
	for _, h := range c.holders {
		if now := m.clock.Now(); h.index > 0 && h.until > h.sliceEnd(now) {
			m.sleeping.remove(h)
			m.sleeping.push(h, h.sliceEnd(now))
		}
	}
	m.sleeping.push(t, engine.Forever)
	t.suspend()
	c.waiting = slices.DeleteFunc(c.waiting, func(w *thread) bool { return w == t }) // if the run ended the wait
	t.Emit(trace.WorkResumed, 0, work)
}

// sliceEnd returns when the thread's current slice ends.
func (t *thread) sliceEnd(now int64) int64 {
	return now + slice - (now-t.coreSince)%slice
}

// untilSwitch returns how long t may compute before it may have to hand over its core. left is what it has to compute.
func (c *cores) untilSwitch(t *thread, now, left int64) int64 {
	if len(c.waiting) == 0 {
		return left
	}
	return min(left, t.sliceEnd(now)-now)
}

// release gives t's core to the thread that has waited longest. It does nothing if t holds none.
func (c *cores) release(t *thread, now int64) {
	i := slices.Index(c.holders, t)
	if i < 0 {
		return
	}
	c.holders = slices.Delete(c.holders, i, i+1)
	if len(c.waiting) > 0 {
		next := c.waiting[0]
		c.waiting = c.waiting[1:]
		c.holders = append(c.holders, next)
		next.coreSince = now
		next.makeReady()
	}
}
