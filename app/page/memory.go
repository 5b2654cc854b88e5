package page

import (
	"math"
	"strconv"
	"strings"

	"loopyard/engine/spec"
)

// What a run needs in this browser, and what there is.
const (
	workerHas    = 4 << 30 // a worker, at most: addresses in it have 32 bits
	perWorker    = 6 << 20
	perCoroutine = 3600      // one that sleeps: its stack, its task, its timer
	perUnsent    = 1300      // more of a coroutine whose events another worker merges
	perEvent     = 64        // until it is sent, and as much again for room to grow
	perMerged    = 120       // of an event that one worker takes from another
	eventsOfEach = 10        // of a coroutine that sleeps once
	worthSaying  = 256 << 20 // from so much on the form says it
	worthAsking  = 1 << 30   // from so much on a link waits for Run, whatever its place
)

// memory is what a run is likely to need, in bytes.
type memory struct {
	worker int64 // the largest of its workers
	all    int64 // all of them
	first  int64 // the one that is kept for the next run
}

// memoryOf is what a run needs in this browser's workers when all its coroutines sleep at once; nothing where a server
// runs it.
func memoryOf(run spec.Run, at Place) memory {
	if at.Native() {
		return memory{}
	}
	loops := int64(1)
	if at == InWorkers {
		loops = int64(max(run.Loops, 1))
	}
	share := (int64(run.Coroutines) + loops - 1) / loops
	events := min(share*eventsOfEach, int64(spec.PageLimits().Events))
	m := memory{worker: perWorker + share*perCoroutine + events*perEvent}
	m.first, m.all = m.worker, m.worker
	if at == InWorkers {
		m.worker += share * perUnsent
		m.first = perWorker + int64(run.Coroutines)*eventsOfEach*perMerged
		m.all = loops*m.worker + m.first
	}
	return m
}

// hint says what a field takes, and what memory that will.
func (y *Yard) hint(p spec.Param) string {
	text := hint(p, y.Limits(y.Form.Place), y.Form.Place.Placement())
	if p.Name != spec.Coroutines.Name {
		return text
	}
	f := y.Form // a copy: its errors stay as they are
	run, ok := f.Read(y.catalog, y.Limits(f.Place))
	m := memoryOf(run, f.Place)
	if !ok || m.all < worthSaying {
		return text
	}
	text += " · about " + gigabytes(m.all)
	if m.worker > workerHas {
		text += ", more than the " + gigabytes(workerHas) + " of a worker"
	}
	return text
}

// ranOut says in this run's figures that a worker ran out of memory, if that is why something ended.
func (r *Recording) ranOut(reason string) string {
	if !strings.Contains(reason, "out of memory") && !strings.Contains(reason, "Out of memory") {
		return reason
	}
	m := memoryOf(r.Spec, r.Place)
	said := "a worker ran out of memory"
	if r.Spec.Coroutines > 0 && m.worker >= worthSaying {
		said += ": " + plural(int64(r.Spec.Coroutines), "coroutine") + " need about " + gigabytes(m.all) + ", and a worker has " +
			gigabytes(workerHas) + " at most, less where the device has less"
	}
	return said
}

// gigabytes spells an amount of memory.
func gigabytes(n int64) string {
	if n < 1<<30 {
		return strconv.FormatInt(int64(math.Ceil(float64(n)/(10<<20)))*10, 10) + " MB"
	}
	return strings.TrimSuffix(strconv.FormatFloat(float64(n)/(1<<30), 'f', 1, 64), ".0") + " GB"
}
