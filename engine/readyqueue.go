package engine

import "loopyard/engine/trace"

// node is an entry of a ready queue or a timer heap: the next step of a task, or a callback. It is part of its [Co] or
// [Handle], so that queuing allocates nothing.
type node struct {
	next   *node
	co     *Co           // the task, or nil
	call   func()        // the callback, when co is nil
	cause  trace.EventID // the cause of the step or call: its TaskReady, CallReady or TimerSet
	index  int32         // its index in the timer heap plus one; 0 if it is not in the heap
	dead   bool          // canceled: it stays in the queue and is skipped
	quiet  bool          // an internal call, which is not traced
	pooled bool          // it goes back to the spares when it has run: nothing else refers to it
}

// queue is a ready queue: a linked list of nodes, first in, first out. The zero value is empty.
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

// pop removes the first node and returns it. The queue must not be empty.
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

// holds reports whether n is in the queue.
func (q *queue) holds(n *node) bool { return n.next != nil || q.tail == n }

// spares is a pool of nodes for calls that have no handle: posts, callbacks of futures, and internal calls.
type spares struct {
	first *node
	n     int
}

// maxSpares is the largest number of nodes that a loop keeps for reuse.
const maxSpares = 1 << 12

// get returns a node for a call.
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

// put takes back a node that has run.
func (s *spares) put(n *node) {
	if s.n < maxSpares {
		*n = node{next: s.first, pooled: true}
		s.first = n
		s.n++
	}
}
