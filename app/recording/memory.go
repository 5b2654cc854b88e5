package recording

import (
	"strings"

	"loopyard/app/format"
	"loopyard/engine/spec"
)

const (
	// WorkerMemory is the most memory that a worker can have, in bytes: its addresses have 32 bits.
	WorkerMemory = 4 << 30
	// NoticeMemory is how much memory a run must need, in bytes, for the form to say so.
	NoticeMemory = 256 << 20
	// ConfirmMemory is how much memory a run must need, in bytes, for a link not to start it before Run is pressed.
	ConfirmMemory = 1 << 30
)

// What a run in workers needs, measured in Chromium, in bytes.
const (
	perWorker      = 6 << 20
	perCoroutine   = 3600 // of a coroutine that sleeps: its stack, its task, its timer
	perUnsent      = 1300 // more for a coroutine whose events another worker merges
	perEvent       = 64   // of an event that was not sent yet, with room for the buffer to grow
	perMergedEvent = 120  // of an event that one worker takes from another
)

// eventsPerCoroutine is how many events a coroutine has that sleeps once.
const eventsPerCoroutine = 10

// Memory is what a run is likely to need, in bytes. The zero value is of a run that this browser does not run.
type Memory struct {
	PerWorker int64 // what the largest of its workers needs
	Total     int64 // what all of its workers need
	Kept      int64 // what the worker has that is kept for the next run
}

// MemoryNeed returns what a run needs in this browser's workers when all its coroutines sleep at once.
func MemoryNeed(run spec.Run, at Target) Memory {
	if at.Native() {
		return Memory{}
	}
	loops := int64(1)
	if at == TargetWorkers {
		loops = int64(max(run.Loops, 1))
	}
	coroutines := (int64(run.Coroutines) + loops - 1) / loops // in each worker
	events := min(coroutines*eventsPerCoroutine, int64(spec.PageLimits().Events))
	m := Memory{PerWorker: perWorker + coroutines*perCoroutine + events*perEvent}
	m.Kept, m.Total = m.PerWorker, m.PerWorker
	if at == TargetWorkers {
		m.PerWorker += coroutines * perUnsent
		m.Kept = perWorker + int64(run.Coroutines)*eventsPerCoroutine*perMergedEvent
		m.Total = loops*m.PerWorker + m.Kept
	}
	return m
}

// explain returns the reason why a run did not end well, as a person can understand it: if a worker ran out of memory, how
// much the run needs and how much there is.
func (r *Recording) explain(reason string) string {
	if !strings.Contains(reason, "out of memory") && !strings.Contains(reason, "Out of memory") {
		return reason
	}
	text := "a worker ran out of memory"
	if m := MemoryNeed(r.Spec, r.Target); r.Spec.Coroutines > 0 && m.PerWorker >= NoticeMemory {
		text += ": " + format.Plural(int64(r.Spec.Coroutines), "coroutine") + " need about " + format.Bytes(m.Total) + ", and a worker has " +
			format.Bytes(WorkerMemory) + " at most, less where the device has less"
	}
	return text
}
