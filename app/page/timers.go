package page

import (
	"container/heap"

	"loopyard/engine/trace"
)

// timers are the ones a loop has set and that have not fired, the earliest first. The zero value is empty.
type timers struct {
	heap   timerHeap
	gone   map[trace.EventID]struct{} // canceled out of turn, still in the heap
	asleep int                        // those that a task waits for
}

type timer struct {
	due  int64
	set  trace.EventID
	task trace.TaskID
}

func (t *timers) add(n timer) {
	heap.Push(&t.heap, n)
	if n.task != 0 {
		t.asleep++
	}
}

// remove takes the timer with that TimerSet out. Timers mostly leave in their order; one that does not is only noted,
// and dropped when it comes up.
func (t *timers) remove(set trace.EventID) {
	if len(t.heap) > 0 && t.heap[0].set == set {
		t.drop()
	} else if set != 0 {
		if t.gone == nil {
			t.gone = map[trace.EventID]struct{}{}
		}
		t.gone[set] = struct{}{}
	}
	for len(t.heap) > 0 {
		if _, out := t.gone[t.heap[0].set]; !out {
			return
		}
		delete(t.gone, t.heap[0].set)
		t.drop()
	}
}

func (t *timers) drop() {
	if n := heap.Pop(&t.heap).(timer); n.task != 0 {
		t.asleep--
	}
}

// first is the timer that is due next.
func (t *timers) first() (n timer, ok bool) {
	if len(t.heap) == 0 {
		return timer{}, false
	}
	return t.heap[0], true
}

// timerHeap orders by due time and then by the order they were set in, as the loop itself does.
type timerHeap []timer

func (h timerHeap) Len() int { return len(h) }
func (h timerHeap) Less(i, j int) bool {
	return h[i].due < h[j].due || h[i].due == h[j].due && h[i].set < h[j].set
}
func (h timerHeap) Swap(i, j int) { h[i], h[j] = h[j], h[i] }
func (h *timerHeap) Push(x any)   { *h = append(*h, x.(timer)) }
func (h *timerHeap) Pop() any {
	old := *h
	n := old[len(old)-1]
	*h = old[:len(old)-1]
	return n
}
