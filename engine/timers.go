package engine

import "slices"

// timers is a heap of the loop's timers, ordered by (when, seq): the timer that is due first comes first, and of two that
// are due together the one that was set first. The zero value is empty.
//
// The heap has four children a parent, and the keys stand in it beside the nodes, so that the keys which one step of a sift
// compares are in one cache line. Each node knows its index, so that a canceled timer is removed at once.
type timers struct {
	heap []timer
	seq  uint64
}

type timer struct {
	when int64
	seq  uint64
	n    *node
}

func (a timer) before(b timer) bool { return a.when < b.when || a.when == b.when && a.seq < b.seq }

// first returns when the next timer is due, or Forever if there is none.
func (t *timers) first() int64 {
	if len(t.heap) == 0 {
		return Forever
	}
	return t.heap[0].when
}

// push adds n, due at when.
func (t *timers) push(when int64, n *node) {
	t.seq++
	if len(t.heap) == cap(t.heap) { // double it: append grows by a quarter and leaves more garbage behind
		t.heap = slices.Grow(t.heap, max(8, len(t.heap)))
	}
	t.heap = append(t.heap, timer{when, t.seq, n})
	t.up(len(t.heap) - 1)
}

// pop removes the first timer and returns its node. The heap must not be empty.
func (t *timers) pop() *node {
	n := t.heap[0].n
	t.removeAt(0)
	return n
}

// remove removes n, which must be in the heap.
func (t *timers) remove(n *node) { t.removeAt(int(n.index) - 1) }

func (t *timers) removeAt(i int) {
	t.heap[i].n.index = 0
	last := len(t.heap) - 1
	moved := t.heap[last]
	t.heap[last] = timer{} // or the array would keep the node alive
	t.heap = t.heap[:last]
	if i == last {
		return
	}
	t.heap[i] = moved
	t.down(i)
	t.up(int(moved.n.index) - 1)
}

// up moves the timer at i towards the root until its parent is not due later.
func (t *timers) up(i int) {
	e := t.heap[i]
	for i > 0 {
		parent := (i - 1) / 4
		if !e.before(t.heap[parent]) {
			break
		}
		t.set(i, t.heap[parent])
		i = parent
	}
	t.set(i, e)
}

// down moves the timer at i away from the root until none of its children is due earlier.
func (t *timers) down(i int) {
	e := t.heap[i]
	for {
		least := 4*i + 1
		if least >= len(t.heap) {
			break
		}
		for c := least + 1; c < min(4*i+5, len(t.heap)); c++ {
			if t.heap[c].before(t.heap[least]) {
				least = c
			}
		}
		if !t.heap[least].before(e) {
			break
		}
		t.set(i, t.heap[least])
		i = least
	}
	t.set(i, e)
}

// set puts e at i and tells its node. A node's index counts from 1; zero is a node that is not in the heap.
func (t *timers) set(i int, e timer) {
	t.heap[i] = e
	e.n.index = int32(i) + 1
}
