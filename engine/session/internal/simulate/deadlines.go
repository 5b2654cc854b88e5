package simulate

import (
	"container/heap"

	"loopyard/engine"
)

// deadlines is the threads that wait, by the moment they wait for; of two with one moment, in the order they came.
type deadlines struct {
	heap deadlineHeap
	seq  uint64
}

// first gives the earliest moment; [engine.Forever] if nobody waits for one.
func (d *deadlines) first() int64 {
	if len(d.heap) == 0 {
		return engine.Forever
	}
	return d.heap[0].until
}

func (d *deadlines) push(t *simulated, until int64) {
	d.seq++
	t.until, t.seq = until, d.seq
	heap.Push(&d.heap, t)
}

func (d *deadlines) pop() *simulated { return heap.Pop(&d.heap).(*simulated) }

func (d *deadlines) remove(t *simulated) { heap.Remove(&d.heap, t.index-1) }

type deadlineHeap []*simulated

func (h deadlineHeap) Len() int { return len(h) }

func (h deadlineHeap) Less(i, j int) bool {
	return h[i].until < h[j].until || h[i].until == h[j].until && h[i].seq < h[j].seq
}

func (h deadlineHeap) Swap(i, j int) {
	h[i], h[j] = h[j], h[i]
	h[i].index, h[j].index = i+1, j+1
}

func (h *deadlineHeap) Push(x any) {
	t := x.(*simulated)
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
