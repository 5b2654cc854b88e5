package conformance

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"loopyard/engine"
)

// aside runs a coroutine in virtual time, untraced.
func aside(t require.TestingT, main func(co *engine.Co) error) {
	c := engine.Config{Thread: engine.NewThread(engine.ThreadConfig{Clock: &engine.VirtualClock{}})}
	_, err := engine.Run(c, func(co *engine.Co) (any, error) { return nil, main(co) })
	require.NoError(t, err)
}

// TestTimersFireInOrderWhateverIsCanceled sets timers with many ties and cancels some. Those left fire by their time
// and, with one time, in the order they were set.
func TestTimersFireInOrderWhateverIsCanceled(t *testing.T) {
	type timer struct {
		when, n int
		h       *engine.Handle
	}
	rapid.Check(t, func(t *rapid.T) {
		var set []timer
		var fired []int
		aside(t, func(co *engine.Co) error {
			began := co.Loop().Time()
			for n, when := range rapid.SliceOfN(rapid.IntRange(0, 8), 0, 60).Draw(t, "times") {
				set = append(set, timer{when, n, co.Loop().CallAt(began+int64(when), func() { fired = append(fired, n) })})
			}
			for _, i := range rapid.SliceOfN(rapid.IntRange(0, 59), 0, 40).Draw(t, "canceled") {
				if i < len(set) {
					set[i].h.Cancel()
				}
			}
			return co.Sleep(time.Second)
		})
		slices.SortStableFunc(set, func(a, b timer) int { return a.when - b.when })
		var want []int
		for _, s := range set {
			if !s.h.Canceled() {
				want = append(want, s.n)
			}
		}
		require.Equal(t, want, fired)
	})
}

// TestQueuesGiveInTheirOrder puts and takes at random and compares each kind of queue with a list.
func TestQueuesGiveInTheirOrder(t *testing.T) {
	type item struct{ rank, n int }
	kinds := map[string]struct {
		make func() *engine.Queue[item]
		next func(all []item) int // the place of the one that is to come
	}{
		"first in first out": {func() *engine.Queue[item] { return engine.NewQueue[item](0) }, func([]item) int { return 0 }},
		"last in first out":  {func() *engine.Queue[item] { return engine.NewLIFOQueue[item](0) }, func(all []item) int { return len(all) - 1 }},
		"by priority, and of equal ones first in first out": {
			func() *engine.Queue[item] {
				return engine.NewPriorityQueue(0, func(a, b item) bool { return a.rank < b.rank })
			},
			func(all []item) int {
				return slices.Index(all, slices.MinFunc(all, func(a, b item) int { return a.rank - b.rank }))
			},
		},
	}
	for name, kind := range kinds {
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				q, all := kind.make(), []item(nil)
				for n, rank := range rapid.SliceOfN(rapid.IntRange(-4, 6), 0, 80).Draw(t, "ranks, or a take if negative") {
					if rank >= 0 {
						require.NoError(t, q.PutNow(item{rank, n}))
						all = append(all, item{rank, n})
					} else if v, err := q.GetNow(); len(all) == 0 {
						require.ErrorIs(t, err, engine.ErrQueueEmpty)
					} else {
						i := kind.next(all)
						require.Equal(t, all[i], v)
						all = slices.Delete(all, i, i+1)
					}
					require.Equal(t, len(all), q.Len())
				}
			})
		})
	}
}
