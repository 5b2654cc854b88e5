package recording

import (
	"strings"

	"loopyard/app/format"
	"loopyard/engine/spec"
)

// What a run needs in this browser, and what there is.
const (
	WorkerHas    = 4 << 30 // a worker, at most: addresses in it have 32 bits
	perWorker    = 6 << 20
	perCoroutine = 3600      // one that sleeps: its stack, its task, its timer
	perUnsent    = 1300      // more of a coroutine whose events another worker merges
	perEvent     = 64        // until it is sent, and as much again for room to grow
	perMerged    = 120       // of an event that one worker takes from another
	eventsOfEach = 10        // of a coroutine that sleeps once
	WorthSaying  = 256 << 20 // from so much on the form says it
	WorthAsking  = 1 << 30   // from so much on a link waits for Run, whatever its place
)

// memory is what a run is likely to need, in bytes.
type memory struct {
	Worker int64 // the largest of its workers
	All    int64 // all of them
	First  int64 // the one that is kept for the next run
}

// memoryOf is what a run needs in this browser's workers when all its coroutines sleep at once; nothing where a server
// runs it.
func MemoryOf(run spec.Run, at Target) memory {
	if at.Native() {
		return memory{}
	}
	loops := int64(1)
	if at == InWorkers {
		loops = int64(max(run.Loops, 1))
	}
	share := (int64(run.Coroutines) + loops - 1) / loops
	events := min(share*eventsOfEach, int64(spec.PageLimits().Events))
	m := memory{Worker: perWorker + share*perCoroutine + events*perEvent}
	m.First, m.All = m.Worker, m.Worker
	if at == InWorkers {
		m.Worker += share * perUnsent
		m.First = perWorker + int64(run.Coroutines)*eventsOfEach*perMerged
		m.All = loops*m.Worker + m.First
	}
	return m
}

// ranOut says in this run's figures that a worker ran out of memory, if that is why something ended.
func (r *Recording) RanOut(reason string) string {
	if !strings.Contains(reason, "out of memory") && !strings.Contains(reason, "Out of memory") {
		return reason
	}
	m := MemoryOf(r.Spec, r.Target)
	said := "a worker ran out of memory"
	if r.Spec.Coroutines > 0 && m.Worker >= WorthSaying {
		said += ": " + format.Plural(int64(r.Spec.Coroutines), "coroutine") + " need about " + format.Gigabytes(m.All) + ", and a worker has " +
			format.Gigabytes(WorkerHas) + " at most, less where the device has less"
	}
	return said
}
