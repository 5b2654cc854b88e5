package engine

import "container/heap"

// store holds the values of a queue and decides in which order they are returned. get must not be called on an empty store.
type store[T any] interface {
	Len() int
	put(T)
	get() T
}

// fifo returns the value that was put first. It is a ring buffer that doubles when it is full.
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

// lifo returns the value that was put last.
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

// priority is a heap of values, ordered by less and then by the order in which they were put.
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

// Less, Swap, Push and Pop are called by container/heap.
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
