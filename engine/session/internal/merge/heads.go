package merge

import "cmp"

// heads is a heap of streams, ordered by their first events. It implements [heap.Interface].
type heads []*Stream

func (h heads) Len() int { return len(h) }

func (h heads) Less(i, j int) bool {
	a, b := h[i].first(), h[j].first()
	return cmp.Or(cmp.Compare(a.At, b.At), cmp.Compare(a.Loop, b.Loop), cmp.Compare(a.Thread, b.Thread)) < 0
}

func (h heads) Swap(i, j int) { h[i], h[j] = h[j], h[i] }

func (h *heads) Push(x any) { *h = append(*h, x.(*Stream)) }

func (h *heads) Pop() any {
	last := len(*h) - 1
	s := (*h)[last]
	*h = (*h)[:last]
	return s
}
