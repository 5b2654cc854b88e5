package engine_test

import (
	"errors"
	"strconv"
	"testing"

	"loopyard/engine"
)

// BenchmarkWaiters measures what one waiter costs from its creation to its end, in a crowd of 10,000, 100,000 and 1,000,000.
// The cost grows with the crowd only as far as the processor's caches are exceeded.
func BenchmarkWaiters(b *testing.B) {
	for _, w := range waits {
		for _, n := range []int{10_000, 100_000, 1_000_000} {
			b.Run(w.name+"/"+strconv.Itoa(n), func(b *testing.B) {
				for b.Loop() {
					if _, err := engine.Run(engine.Config{}, func(co *engine.Co) (int, error) { return 0, w.run(co, n) }); err != nil {
						b.Fatal(err)
					}
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*n), "ns/waiter")
			})
		}
	}
}

// waits has, for each thing that tasks wait for, a program in which n of them wait, are woken or canceled, and end.
var waits = []struct {
	name string
	run  func(co *engine.Co, n int) error
}{
	{"Event", func(co *engine.Co, n int) error {
		var e engine.Event
		return crowd(co, n, e.Wait, func() error { e.Set(); return nil })
	}},
	{"EventCanceled", func(co *engine.Co, n int) error {
		var e engine.Event
		return canceledCrowd(co, n, e.Wait)
	}},
	{"Lock", func(co *engine.Co, n int) error {
		var k engine.Lock
		k.Acquire(co)
		return crowd(co, n, func(co *engine.Co) error { return k.With(co, func() error { return nil }) }, k.Release)
	}},
	{"Semaphore", func(co *engine.Co, n int) error {
		s := engine.NewSemaphore(0)
		return crowd(co, n, s.Acquire, func() error {
			for range n {
				s.Release()
			}
			return nil
		})
	}},
	{"Condition", func(co *engine.Co, n int) error {
		c := engine.NewCondition(nil)
		wait := func(co *engine.Co) error { return c.With(co, func() error { return c.Wait(co) }) }
		return crowd(co, n, wait, func() error { return c.With(co, c.NotifyAll) })
	}},
	{"Queue", func(co *engine.Co, n int) error {
		q := engine.NewQueue[int](0)
		get := func(co *engine.Co) error { _, err := q.Get(co); return err }
		return crowd(co, n, get, func() error {
			for i := range n {
				q.PutNow(i)
			}
			return nil
		})
	}},
	{"FullQueue", func(co *engine.Co, n int) error {
		q := engine.NewQueue[int](1)
		q.PutNow(0)
		return crowd(co, n, func(co *engine.Co) error { return q.Put(co, 1) }, func() error {
			for range n {
				if _, err := q.Get(co); err != nil {
					return err
				}
			}
			return nil
		})
	}},
	{"Barrier", func(co *engine.Co, n int) error {
		barrier := engine.NewBarrier(n + 1)
		wait := func(co *engine.Co) error { _, err := barrier.Wait(co); return err }
		return crowd(co, n, wait, func() error { return wait(co) })
	}},
	{"GroupAbort", func(co *engine.Co, n int) error {
		err := engine.Group(co, func(g *engine.TaskGroup) error {
			for range n {
				engine.GroupTask(g, co, "", func(co *engine.Co) (int, error) { return 0, co.Sleep(engine.Forever - 1) })
			}
			co.Yield()
			return errBench
		})
		if !errors.Is(err, errBench) {
			return err
		}
		return nil
	}},
	{"FailingGroups", func(co *engine.Co, n int) error {
		return crowd(co, n, func(co *engine.Co) error {
			engine.Group(co, func(g *engine.TaskGroup) error {
				engine.GroupTask(g, co, "", func(co *engine.Co) (int, error) { return 0, errBench })
				return nil
			})
			return nil
		}, func() error { return nil })
	}},
}

var errBench = errors.New("failed")

// crowd has n tasks wait, calls release, and waits for the tasks to end.
func crowd(co *engine.Co, n int, wait func(co *engine.Co) error, release func() error) error {
	all := waiting(co, n, wait)
	if err := release(); err != nil {
		return err
	}
	_, err := engine.Gather(co, all...)
	return err
}

// canceledCrowd has n tasks wait and cancels each, the last one first.
func canceledCrowd(co *engine.Co, n int, wait func(co *engine.Co) error) error {
	all := waiting(co, n, wait)
	for i := range all {
		all[n-1-i].Cancel()
	}
	_, err := engine.GatherAll(co, all...)
	return err
}

func waiting(co *engine.Co, n int, wait func(co *engine.Co) error) []*engine.Task[int] {
	all := make([]*engine.Task[int], n)
	for i := range all {
		all[i] = engine.CreateTask(co, "", func(co *engine.Co) (int, error) { return 0, wait(co) })
	}
	co.Yield()
	return all
}
