package bench

import (
	"time"

	"loopyard/engine"
)

var waiting = []Workload{
	{"crowd", "n coroutines that sleep once, m to m+990 ms", 10_000, 10, func(p Policy, n, m int) Figures {
		f := Figures{}
		alone(p, func(co *engine.Co) {
			base, busy, began := residentKB(), cpu(), clock.Now()
			all := make([]*engine.Task[int], n)
			for i := range all {
				d := time.Duration(m+i*7919%991) * time.Millisecond
				all[i] = engine.CreateTask(co, "", func(co *engine.Co) (int, error) { return 0, co.Sleep(d) })
			}
			engine.Gather(co, all...)
			used := float64(cpu() - busy)
			f["wall_s"], f["cpu_s"] = since(began)/1e9, used/1e9
			f["cpu_ns_per_timer"] = used / float64(n)
			f["bytes_per_coro"] = float64(peakKB()-base) * 1024 / float64(n)
		})
		return f
	}},
	{"late", "n sleeps of 1 to 50 ms, alone: how late each ends", 200, 0, func(p Policy, n, _ int) Figures {
		var late []int64
		alone(p, func(co *engine.Co) {
			for i := range n {
				late = append(late, oversleep(co, i))
			}
		})
		return percentiles(late)
	}},
	{"latecrowd", "100 coroutines, n sleeps of 1 to 50 ms each", 50, 0, func(p Policy, n, _ int) Figures {
		var late []int64
		busy := cpu()
		alone(p, func(co *engine.Co) {
			all := make([]*engine.Task[int], 100)
			for k := range all {
				all[k] = engine.CreateTask(co, "", func(co *engine.Co) (int, error) {
					for i := range n {
						late = append(late, oversleep(co, i+k*13))
					}
					return 0, nil
				})
			}
			engine.Gather(co, all...)
		})
		f := percentiles(late)
		f["cpu_ms"] = float64(cpu()-busy) / 1e6
		return f
	}},
}

// oversleep sleeps between 1 and 50 ms, depending on i, and returns by how many nanoseconds the sleep was too long.
func oversleep(co *engine.Co, i int) int64 {
	d := time.Duration(1+i*37%50) * time.Millisecond
	began := clock.Now()
	co.Sleep(d)
	return clock.Now() - began - int64(d)
}
