package engine

import "loopyard/engine/trace"

// node is what stands in a ready queue or a timer heap: a task's next step, or a callback. It is part of the
// [Co] or the [Handle] it stands for, so that queuing allocates nothing.
type node struct {
	next   *node
	co     *Co           // the task, or nil
	call   func()        // the callback, when co is nil
	cause  trace.EventID // what the step's or call's event will name: its TaskReady, CallReady or TimerSet
	index  int32         // in the timer heap, from 1; 0: not there
	dead   bool          // canceled: left in the queue, passed over
	quiet  bool          // the loop's own business: not traced
	pooled bool          // goes back to the loop's spare nodes when it has run; nobody else holds it
}

// queue is the ready queue: first in, first out.
type queue struct {
	head, tail *node
	n          int
}

func (q *queue) push(n *node) {
	n.next = nil
	if q.tail == nil {
		q.head = n
	} else {
		q.tail.next = n
	}
	q.tail = n
	q.n++
}

func (q *queue) pushFront(n *node) {
	n.next = q.head
	q.head = n
	if q.tail == nil {
		q.tail = n
	}
	q.n++
}

// pop takes the first. The queue must not be empty.
func (q *queue) pop() *node {
	n := q.head
	q.head = n.next
	if q.head == nil {
		q.tail = nil
	}
	n.next = nil
	q.n--
	return n
}

// holds tells whether n is queued.
func (q *queue) holds(n *node) bool { return n.next != nil || q.tail == n }

// spares are nodes for calls that nobody can cancel: posts, what futures tell, the loop's own.
type spares struct {
	first *node
	n     int
}

// maxSpares bounds the nodes kept for reuse.
const maxSpares = 1 << 12

// lend gives a node for a call.
func (s *spares) get(call func()) *node {
	n := s.first
	if n == nil {
		return &node{call: call, pooled: true}
	}
	s.first, n.next = n.next, nil
	s.n--
	n.call = call
	return n
}

// giveBack takes a node that has run.
func (s *spares) put(n *node) {
	if s.n < maxSpares {
		*n = node{next: s.first, pooled: true}
		s.first = n
		s.n++
	}
}
