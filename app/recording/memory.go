package recording

import (
	"strings"

	"loopyard/app/format"
	"loopyard/engine/spec"
)

// What a run needs in this browser, and what there is.
const (
	WorkerMemory  = 4 << 30 // a worker, at most: addresses in it have 32 bits
	perWorker     = 6 << 20
	perCoroutine  = 3600      // one that sleeps: its stack, its task, its timer
	perUnsent     = 1300      // more of a coroutine whose events another worker merges
	perEvent      = 64        // until it is sent, and as much again for room to grow
	perMerged     = 120       // of an event that one worker takes from another
	eventsOfEach  = 10        // of a coroutine that sleeps once
	NoticeMemory  = 256 << 20 // from so much on the form says it
	ConfirmMemory = 1 << 30   // from so much on a link waits for Run, whatever its place
)

// memory is what a run is likely to need, in bytes.
type Memory struct {
	PerWorker int64 // the largest of its workers
	Total     int64 // all of them
	Kept      int64 // the one that is kept for the next run
}

// memoryOf is what a run needs in this browser's workers when all its coroutines sleep at once; nothing where a server
// runs it.
func MemoryNeed(run spec.Run, at Target) Memory {
	if at.Native() {
		return Memory{}
	}
	loops := int64(1)
	if at == TargetWorkers {
		loops = int64(max(run.Loops, 1))
	}
	share := (int64(run.Coroutines) + loops - 1) / loops
	events := min(share*eventsOfEach, int64(spec.PageLimits().Events))
	m := Memory{PerWorker: perWorker + share*perCoroutine + events*perEvent}
	m.Kept, m.Total = m.PerWorker, m.PerWorker
	if at == TargetWorkers {
		m.PerWorker += share * perUnsent
		m.Kept = perWorker + int64(run.Coroutines)*eventsOfEach*perMerged
		m.Total = loops*m.PerWorker + m.Kept
	}
	return m
}

// explain says in this run's figures that a worker ran out of memory, if that is the reason why something ended.
func (r *Recording) explain(reason string) string {
	if !strings.Contains(reason, "out of memory") && !strings.Contains(reason, "Out of memory") {
		return reason
	}
	m := MemoryNeed(r.Spec, r.Target)
	text := "a worker ran out of memory"
	if r.Spec.Coroutines > 0 && m.PerWorker >= NoticeMemory {
		text += ": " + format.Plural(int64(r.Spec.Coroutines), "coroutine") + " need about " + format.Bytes(m.Total) + ", and a worker has " +
			format.Bytes(WorkerMemory) + " at most, less where the device has less"
	}
	return text
}
