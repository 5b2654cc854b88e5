package bench

import (
	"time"

	"loopyard/engine"
)

var threading = []Workload{
	{"threads", "n loops in n threads, m sleeps of 50 ms each", 2, 6, func(p Policy, n, m int) Figures {
		const nap = 50 * time.Millisecond
		busy, began := cpu(), clock.Now()
		together(p, n, func(co *engine.Co) {
			for range m {
				co.Sleep(nap)
			}
		})
		wall, ideal := since(began)/1e6, float64(m)*float64(nap)/1e6
		return Figures{"wall_ms": wall, "ideal_ms": ideal, "over_ms": wall - ideal, "cpu_ms": float64(cpu()-busy) / 1e6}
	}},
	{"cpu2", "n units of computing and yielding, in one loop and in two", 200_000, 0, func(p Policy, n, _ int) Figures {
		units := func(loops int) float64 {
			began := clock.Now()
			together(p, loops, func(co *engine.Co) {
				all := make([]*engine.Task[int], 10)
				for i := range all {
					all[i] = engine.CreateTask(co, "", func(co *engine.Co) (int, error) {
						x := 1
						for range n / loops / len(all) {
							x = spin(x)
							co.Yield()
						}
						return x, nil
					})
				}
				engine.Gather(co, all...)
			})
			return since(began) / 1e6
		}
		one, two := units(1), units(2)
		return Figures{"one_loop_ms": one, "two_loops_ms": two, "speedup": one / two, "eff": one / two / 2}
	}},
	{"post", "n thread-safe calls into a running loop", 500_000, 0, func(p Policy, n, _ int) Figures {
		l, stop := listener(p)
		got, over := 0, make(chan struct{})
		call := func() {
			if got++; got == n {
				close(over)
			}
		}
		began := clock.Now()
		for range n {
			l.CallSoonThreadsafe(call)
		}
		sent := since(began)
		<-over
		all := since(began)
		stop()
		return Figures{"ns_per_op": all / float64(n), "producer_ns_per_op": sent / float64(n)}
	}},
	{"postlat", "n thread-safe calls into an idle loop: how long until each runs", 5000, 0, func(p Policy, n, _ int) Figures {
		l, stop := listener(p)
		late := make([]int64, 0, n)
		for range n {
			clock.Hold(300*time.Microsecond, nil)
			began := clock.Now()
			l.CallSoonThreadsafe(func() { late = append(late, clock.Now()-began) })
		}
		stop()
		return percentiles(late)
	}},
	{"pingpong", "n round trips between two loops", 20_000, 0, func(p Policy, n, _ int) Figures {
		a, stopA := listener(p)
		b, stopB := listener(p)
		left, over := n, make(chan struct{})
		var ping, pong func()
		ping = func() {
			if left--; left < 0 {
				close(over)
				return
			}
			b.CallSoonThreadsafe(pong)
		}
		pong = func() { a.CallSoonThreadsafe(ping) }
		began := clock.Now()
		a.CallSoonThreadsafe(ping)
		<-over
		took := since(began)
		stopA()
		stopB()
		return Figures{"us_per_roundtrip": took / float64(n) / 1e3}
	}},
}

// together runs main in n loops on n threads and waits until all have ended.
func together(p Policy, n int, main func(co *engine.Co)) {
	joins := make([]func() error, n)
	for i := range joins {
		joins[i] = start(p, func(c engine.Config) error {
			_, err := engine.Run(c, func(co *engine.Co) (any, error) {
				main(co)
				return nil, nil
			})
			return err
		})
	}
	for _, join := range joins {
		if err := join(); err != nil {
			panic(err)
		}
	}
}

// listener starts a loop that runs what other threads post to it. stop ends it and waits for its end.
func listener(p Policy) (l *engine.Loop, stop func()) {
	ready := make(chan *engine.Future[bool])
	join := start(p, func(c engine.Config) error {
		_, err := engine.Run(c, func(co *engine.Co) (bool, error) {
			over := engine.NewFuture[bool](co.Loop())
			l = co.Loop()
			ready <- over
			return over.Await(co)
		})
		return err
	})
	over := <-ready
	return l, func() {
		l.CallSoonThreadsafe(func() { over.SetResult(true) })
		join()
	}
}

// spin computes for about 0.3 µs, as the workloads of the other runtimes do between two yields.
func spin(x int) int {
	for range 200 {
		x = (x*1103515245 + 12345) & 0x7fffffff
	}
	return x
}
