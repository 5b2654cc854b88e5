package engine

import (
	"container/heap"
	"errors"
)

// The errors of a [Queue].
var (
	ErrQueueEmpty    = errors.New("queue empty")
	ErrQueueFull     = errors.New("queue full")
	ErrQueueShutDown = errors.New("queue shut down")
	ErrTaskDoneOften = errors.New("task_done() called too many times")
)

// Queue passes values from task to task; who waits is served first come first served. Make one with [NewQueue],
// [NewLIFOQueue] or [NewPriorityQueue].
type Queue[T any] struct {
	store      store[T]
	max        int // 0: no limit
	getters    waitline
	putters    waitline
	unfinished int
	finished   Event
	shut       bool
}

// NewQueue makes a queue that gives values in the order they came. max is how many it holds; 0: any number.
func NewQueue[T any](max int) *Queue[T] { return newQueue[T](max, &fifo[T]{}) }

// NewLIFOQueue makes one that gives the value that came last.
func NewLIFOQueue[T any](max int) *Queue[T] { return newQueue[T](max, &lifo[T]{}) }

// NewPriorityQueue makes one that gives the least value by less; of equal ones, the one that came first.
func NewPriorityQueue[T any](max int, less func(a, b T) bool) *Queue[T] {
	return newQueue[T](max, &priority[T]{less: less})
}

func newQueue[T any](max int, s store[T]) *Queue[T] {
	q := &Queue[T]{store: s, max: max}
	q.finished.Set()
	return q
}

// Len is how many values it holds.
func (q *Queue[T]) Len() int { return q.store.Len() }

// Full tells whether Put would wait.
func (q *Queue[T]) Full() bool { return q.max > 0 && q.store.Len() >= q.max }

// Put adds a value and waits for room if it has to. The error is [ErrCanceled], [ErrOtherLoop] or
// [ErrQueueShutDown], and the value is not added then.
func (q *Queue[T]) Put(co *Co, v T) error {
	for q.Full() && !q.shut {
		f, err := q.putters.join(co)
		if err != nil {
			if f.served() && !q.Full() {
				q.putters.serve()
			}
			return err
		}
	}
	return q.PutNow(v)
}

// PutNow adds a value if there is room. The error is [ErrQueueFull] or [ErrQueueShutDown].
func (q *Queue[T]) PutNow(v T) error {
	switch {
	case q.shut:
		return ErrQueueShutDown
	case q.Full():
		return ErrQueueFull
	}
	q.store.put(v)
	q.unfinished++
	q.finished.Clear()
	q.getters.serve()
	return nil
}

// Get takes a value and waits for one if it has to. The error is [ErrCanceled], [ErrOtherLoop], or
// [ErrQueueShutDown] once a queue that was shut down is empty; no value is lost.
func (q *Queue[T]) Get(co *Co) (T, error) {
	for q.Len() == 0 && !q.shut {
		f, err := q.getters.join(co)
		if err != nil {
			if f.served() && q.Len() > 0 {
				q.getters.serve()
			}
			var none T
			return none, err
		}
	}
	return q.GetNow()
}

// GetNow takes a value if there is one. The error is [ErrQueueEmpty] or [ErrQueueShutDown].
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

// TaskDone says that a value that was taken has been dealt with. The error is [ErrTaskDoneOften].
func (q *Queue[T]) TaskDone() error {
	if q.unfinished == 0 {
		return ErrTaskDoneOften
	}
	q.unfinished--
	if q.unfinished == 0 {
		q.finished.Set()
	}
	return nil
}

// Join waits until every value that was added has been dealt with.
func (q *Queue[T]) Join(co *Co) error {
	if q.unfinished == 0 {
		return nil
	}
	return q.finished.Wait(co)
}

// Shutdown refuses further values. What is there can still be taken, or, with immediate, is thrown away. Who waits
// gets [ErrQueueShutDown].
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
			q.finished.Set()
		}
	}
	q.getters.serveAll()
	q.putters.serveAll()
}

// store is the order in which a queue gives its values.
type store[T any] interface {
	Len() int
	put(T)
	get() T
}

// fifo is a ring.
type fifo[T any] struct {
	ring     []T
	first, n int
}

func (s *fifo[T]) Len() int { return s.n }

func (s *fifo[T]) put(v T) {
	if s.n == len(s.ring) {
		grown := make([]T, max(8, 2*s.n))
		for i := range s.n {
			grown[i] = s.ring[(s.first+i)%len(s.ring)]
		}
		s.ring, s.first = grown, 0
	}
	s.ring[(s.first+s.n)%len(s.ring)] = v
	s.n++
}

func (s *fifo[T]) get() T {
	var none T
	v := s.ring[s.first]
	s.ring[s.first] = none
	s.first = (s.first + 1) % len(s.ring)
	s.n--
	return v
}

type lifo[T any] struct{ all []T }

func (s *lifo[T]) Len() int { return len(s.all) }
func (s *lifo[T]) put(v T)  { s.all = append(s.all, v) }

func (s *lifo[T]) get() T {
	var none T
	last := len(s.all) - 1
	v := s.all[last]
	s.all[last] = none
	s.all = s.all[:last]
	return v
}

// priority is a heap by (less, the order they came).
type priority[T any] struct {
	less func(a, b T) bool
	all  []ranked[T]
	seq  uint64
}

type ranked[T any] struct {
	v   T
	seq uint64
}

func (s *priority[T]) Len() int { return len(s.all) }

func (s *priority[T]) put(v T) {
	s.seq++
	heap.Push(s, ranked[T]{v, s.seq})
}

func (s *priority[T]) get() T { return heap.Pop(s).(ranked[T]).v }

// Less, Swap, Push and Pop are for container/heap.
func (s *priority[T]) Less(i, j int) bool {
	a, b := s.all[i], s.all[j]
	return s.less(a.v, b.v) || !s.less(b.v, a.v) && a.seq < b.seq
}

func (s *priority[T]) Swap(i, j int) { s.all[i], s.all[j] = s.all[j], s.all[i] }
func (s *priority[T]) Push(x any)    { s.all = append(s.all, x.(ranked[T])) }

func (s *priority[T]) Pop() any {
	last := len(s.all) - 1
	r := s.all[last]
	s.all[last] = ranked[T]{}
	s.all = s.all[:last]
	return r
}
