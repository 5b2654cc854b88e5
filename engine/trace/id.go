package trace

// EventID numbers the events of a run from 1, in the order in which they were recorded. Zero means no event: an event
// whose Cause is zero has no cause in the trace.
type EventID uint32

// ThreadID numbers the threads of a run. The main thread is 1; the others count up in the order in which they were
// asked for. Zero means no thread. These are numbers of the run, not of the operating system; see [ThreadBound].
type ThreadID uint16

// LoopID identifies an event loop. The first loop of a thread has the number of the thread, and each further loop of
// that thread is [LoopStride] higher. The numbers therefore do not depend on which thread was faster. Zero means no loop.
type LoopID uint32

// LoopStride is the distance between the ids of two loops that one thread makes one after the other.
const LoopStride = 4096

// NthLoop returns the id of the nth loop that a thread makes, counted from 0.
func NthLoop(t ThreadID, nth int) LoopID { return LoopID(t) + LoopID(nth)*LoopStride }

// TaskID numbers the tasks of a loop from 1, in the order in which they were created. Two loops use the same numbers;
// [TaskKey] identifies a task of the whole run. Zero means no task: a callback, or a thread outside of any loop.
type TaskID uint32

// TaskKey identifies a task of a run by its loop and its number there.
type TaskKey struct {
	Loop LoopID
	Task TaskID
}

// Text numbers the strings of a run from 1, in the order of their first use. Zero is the empty string.
type Text uint32
