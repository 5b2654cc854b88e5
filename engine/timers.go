package engine

import "slices"

// timers is a heap of nodes by (when, seq): what is due first comes first, and of two due together the one that
// was set first. Four children a parent keep the keys that a sift compares in one cache line. Each node knows its
// place, so that canceling takes it out at once.
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

// first gives when the next timer is due; Forever if there is none.
func (t *timers) first() int64 {
	if len(t.heap) == 0 {
		return Forever
	}
	return t.heap[0].when
}

func (t *timers) push(when int64, n *node) {
	t.seq++
	if len(t.heap) == cap(t.heap) { // doubled, which leaves less garbage behind than append does
		t.heap = slices.Grow(t.heap, max(8, len(t.heap)))
	}
	t.heap = append(t.heap, timer{when, t.seq, n})
	t.up(len(t.heap) - 1)
}

// pop takes the first. There must be one.
func (t *timers) pop() *node {
	n := t.heap[0].n
	t.removeAt(0)
	return n
}

// remove takes n out wherever it is.
func (t *timers) remove(n *node) { t.removeAt(int(n.index) - 1) }

func (t *timers) removeAt(i int) {
	t.heap[i].n.index = 0
	last := len(t.heap) - 1
	moved := t.heap[last]
	t.heap[last] = timer{} // let the node go
	t.heap = t.heap[:last]
	if i == last {
		return
	}
	t.heap[i] = moved
	t.down(i)
	t.up(int(moved.n.index) - 1)
}

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

func (t *timers) set(i int, e timer) {
	t.heap[i] = e
	e.n.index = int32(i) + 1
}
