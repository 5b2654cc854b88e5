package compare

import (
	"strconv"

	"loopyard/engine/trace/replay"
)

// Runs compares two runs. By the zero Rules they must be the same event for event, as two runs of one spec in virtual
// time are, wherever they ran. With Rules.RealTime each thread, loop and task must have done the same, one thing after the
// other, while what depends on speed may differ and is counted. Runs does not change the logs.
//
// In real time these must match: which threads were started and joined, the loops that each created and the runs that
// each loop had; and for each task what created it, its name, why and by what it was woken each time, how each of its
// steps ended, the lines it printed, what was reported in it, and how it ended. These may differ: when anything happened,
// what ran in one tick, how the loops took turns, and in which order a loop handled posts of other threads and timers
// that were due at nearly the same time. Reports of slow steps and thread ids of the operating system are left out.
//
// Threads are matched by their names, and where a name is not unique by what started them; loops by their order in their
// thread; tasks by what created them, and which of its tasks they are.
func Runs(a, b *replay.Log, r Rules) Result {
	y := &yielder{yield: r.Yield}
	r.Yield = nil // it is of no use to readers of the result
	c := Result{Rules: r, A: summarize(a, y), B: summarize(b, y)}
	if r.Most == 0 {
		r.Most = DefaultMost
	}
	if r.Near == 0 {
		r.Near = DefaultNear
	}
	list := differences{most: r.Most}
	if r.RealTime {
		compareHistories(a, b, r.Near, &c, &list, y)
	} else {
		compareEvents(a, b, &c, &list, y)
	}
	if y.stopped {
		return Result{Stopped: true}
	}
	if a.Ended && b.Ended && a.Trailer.Error != b.Trailer.Error {
		list.add(Difference{What: "ends differently: " + endOf(a.Trailer.Error) + " and " + endOf(b.Trailer.Error)})
	}
	c.Differences, c.More = list.found, list.more
	c.Verdict = conclude(a, b, r, len(list.found)+list.more > 0)
	return c
}

// endOf returns how a run ended, in words.
func endOf(reason string) string {
	if reason == "" {
		return "well"
	}
	return strconv.Quote(reason)
}
