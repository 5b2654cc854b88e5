package simulate

import (
	"container/heap"

	"loopyard/engine"
)

// deadlines holds the threads that sleep, ordered by the time that each sleeps until. Of two with the same time the one
// that came first is first.
type deadlines struct {
	heap deadlineHeap
	seq  uint64
}

// first returns the earliest time; [engine.Forever] if no thread sleeps until a time.
func (d *deadlines) first() int64 {
	if len(d.heap) == 0 {
		return engine.Forever
	}
	return d.heap[0].until
}

func (d *deadlines) push(t *thread, until int64) {
	d.seq++
	t.until, t.seq = until, d.seq
	heap.Push(&d.heap, t)
}

func (d *deadlines) pop() *thread { return heap.Pop(&d.heap).(*thread) }

func (d *deadlines) remove(t *thread) { heap.Remove(&d.heap, t.index-1) }

// deadlineHeap implements [heap.Interface]. Each thread knows its index, so that it can be removed.
type deadlineHeap []*thread

func (h deadlineHeap) Len() int { return len(h) }

func (h deadlineHeap) Less(i, j int) bool {
	return h[i].until < h[j].until || h[i].until == h[j].until && h[i].seq < h[j].seq
}

func (h deadlineHeap) Swap(i, j int) {
	h[i], h[j] = h[j], h[i]
	h[i].index, h[j].index = i+1, j+1
}

func (h *deadlineHeap) Push(x any) {
	t := x.(*thread)
	*h = append(*h, t)
	t.index = len(*h)
}

func (h *deadlineHeap) Pop() any {
	last := len(*h) - 1
	t := (*h)[last]
	t.index, (*h)[last] = 0, nil
	*h = (*h)[:last]
	return t
}
