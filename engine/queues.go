package engine

import "errors"

// The errors of a [Queue].
var (
	ErrQueueEmpty    = errors.New("queue empty")
	ErrQueueFull     = errors.New("queue full")
	ErrQueueShutDown = errors.New("queue shut down")
	ErrTaskDoneOften = errors.New("task_done() called too many times")
)

// Queue passes values between the tasks of a loop. Tasks that wait to put or to get are served first come, first served.
// Make one with [NewQueue], [NewLIFOQueue] or [NewPriorityQueue]. It belongs to the loop of the first task that has to wait
// for it, and only that loop's thread may use it.
type Queue[T any] struct {
	store      store[T]
	max        int // 0: no limit
	owner      owner
	getters    waitlist
	putters    waitlist
	joiners    waitlist
	unfinished int // values that were put and for which TaskDone was not called
	shut       bool
}

// NewQueue returns a queue that returns values in the order in which they were put. It holds at most max values; a max of
// zero or less is no limit.
func NewQueue[T any](max int) *Queue[T] { return newQueue[T](max, &fifo[T]{}) }

// NewLIFOQueue returns a queue that returns the value that was put last. For max see [NewQueue].
func NewLIFOQueue[T any](max int) *Queue[T] { return newQueue[T](max, &lifo[T]{}) }

// NewPriorityQueue returns a queue that returns the least value by less and, of equal ones, the one that was put first. For
// max see [NewQueue].
func NewPriorityQueue[T any](max int, less func(a, b T) bool) *Queue[T] {
	return newQueue[T](max, &priority[T]{less: less})
}

func newQueue[T any](max int, s store[T]) *Queue[T] {
	return &Queue[T]{store: s, max: max}
}

// Len returns how many values the queue holds.
func (q *Queue[T]) Len() int { return q.store.Len() }

// Cap returns how many values the queue may hold. Zero is no limit.
func (q *Queue[T]) Cap() int { return max(q.max, 0) }

// Full reports whether the queue holds as many values as it may. Put then waits.
func (q *Queue[T]) Full() bool { return q.max > 0 && q.store.Len() >= q.max }

// Put adds v and waits until there is room for it. With an error, which is [ErrCanceled], [ErrOtherLoop] or
// [ErrQueueShutDown], v was not added.
func (q *Queue[T]) Put(co *Co, v T) error {
	for q.Full() && !q.shut {
		if err := q.owner.admit(co); err != nil {
			return err
		}
		p := q.putters.enter(co)
		if err := p.wait(co); err != nil {
			if p.served() && !q.Full() {
				q.putters.serve()
			}
			return err
		}
	}
	return q.PutNow(v)
}

// PutNow adds v and does not wait. With an error, which is [ErrQueueFull] or [ErrQueueShutDown], v was not added.
func (q *Queue[T]) PutNow(v T) error {
	switch {
	case q.shut:
		return ErrQueueShutDown
	case q.Full():
		return ErrQueueFull
	}
	q.store.put(v)
	q.unfinished++
	q.getters.serve()
	return nil
}

// Get removes the next value and returns it. It waits until there is one. The error is [ErrCanceled], [ErrOtherLoop], or
// [ErrQueueShutDown] if the queue was shut down and is empty; no value is lost.
func (q *Queue[T]) Get(co *Co) (v T, err error) {
	for q.Len() == 0 && !q.shut {
		if err := q.owner.admit(co); err != nil {
			return v, err
		}
		p := q.getters.enter(co)
		if err := p.wait(co); err != nil {
			if p.served() && q.Len() > 0 {
				q.getters.serve()
			}
			return v, err
		}
	}
	return q.GetNow()
}

// GetNow removes the next value and returns it. It does not wait. The error is [ErrQueueEmpty], or [ErrQueueShutDown] if the
// queue was shut down and is empty.
func (q *Queue[T]) GetNow() (v T, err error) {
	if q.Len() == 0 {
		if q.shut {
			return v, ErrQueueShutDown
		}
		return v, ErrQueueEmpty
	}
	v = q.store.get()
	q.putters.serve()
	return v, nil
}

// TaskDone marks a value that was taken from the queue as processed; see [Queue.Join]. The error is [ErrTaskDoneOften] if
// it is called more often than values were put.
func (q *Queue[T]) TaskDone() error {
	if q.unfinished == 0 {
		return ErrTaskDoneOften
	}
	q.unfinished--
	if q.unfinished == 0 {
		q.joiners.serveAll()
	}
	return nil
}

// Join waits until TaskDone was called for every value that was put. The error is [ErrCanceled] or [ErrOtherLoop].
func (q *Queue[T]) Join(co *Co) error {
	if q.unfinished == 0 {
		return nil
	}
	if err := q.owner.admit(co); err != nil {
		return err
	}
	return q.joiners.enter(co).wait(co)
}

// Shutdown makes every later Put fail with [ErrQueueShutDown], and every Get too once the queue is empty. With immediate it
// drops the values that are in the queue and marks them as processed. Tasks that wait are woken.
func (q *Queue[T]) Shutdown(immediate bool) {
	q.shut = true
	if immediate {
		for q.Len() > 0 {
			q.store.get()
			if q.unfinished > 0 {
				q.unfinished--
			}
		}
		if q.unfinished == 0 {
			q.joiners.serveAll()
		}
	}
	q.getters.serveAll()
	q.putters.serveAll()
}
