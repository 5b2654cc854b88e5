package trace

// EventID numbers the events of one run from 1, in the order they were recorded. Zero means no event: an event
// whose Cause is zero began of itself.
type EventID uint32

// ThreadID numbers the threads of one run: 1 is the main thread, each further one counts up as it is started.
// Zero means no thread. They are the run's own numbers, not the operating system's; see [ThreadBound].
type ThreadID uint16

// LoopID numbers an event loop. A thread's first loop has the thread's own number and each later loop of that
// thread is [LoopStride] higher, so the numbers do not depend on which thread was quicker. Zero means no loop.
type LoopID uint32

// LoopStride is the distance between the ids of two loops made one after the other by one thread.
const LoopStride = 4096

// LoopNumber gives the id of the nth loop (from 0) that a thread makes.
func NthLoop(t ThreadID, nth int) LoopID { return LoopID(t) + LoopID(nth)*LoopStride }

// TaskID numbers the tasks of one loop from 1 in the order they were created. Zero means no task: a plain
// callback, or a thread outside any loop. A task is known by its loop and its number together.
type TaskID uint32

// TaskKey names a task of a run: its loop, and its number there.
type TaskKey struct {
	Loop LoopID
	Task TaskID
}

// Text numbers the strings of one run from 1 in the order of their first use. Zero is the empty string.
type Text uint32
