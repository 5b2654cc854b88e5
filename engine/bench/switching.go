package bench

import "loopyard/engine"

var switching = []Workload{
	{"yield", "n coroutines, m yields each: one switch", 1000, 1000, func(p Policy, n, m int) Figures {
		f := Figures{}
		alone(p, func(co *engine.Co) {
			all := make([]*engine.Task[int], n)
			for i := range all {
				all[i] = engine.CreateTask(co, "", func(co *engine.Co) (int, error) {
					for range m {
						co.Yield()
					}
					return 0, nil
				})
			}
			began := clock.Now()
			engine.Gather(co, all...)
			f["ns_per_op"] = since(began) / float64(n*m)
		})
		return f
	}},
	{"yield1", "one coroutine, n yields", 1_000_000, 0, func(p Policy, n, _ int) Figures {
		f := Figures{}
		alone(p, func(co *engine.Co) {
			began := clock.Now()
			for range n {
				co.Yield()
			}
			f["ns_per_op"] = since(began) / float64(n)
		})
		return f
	}},
	{"spawn", "n coroutines that end at once, gathered by the thousand", 1_000_000, 0, func(p Policy, n, _ int) Figures {
		f := Figures{}
		alone(p, func(co *engine.Co) {
			all := make([]*engine.Task[int], 1000)
			began := clock.Now()
			for range n / len(all) {
				for i := range all {
					all[i] = engine.CreateTask(co, "", noop)
				}
				engine.Gather(co, all...)
			}
			f["ns_per_op"] = since(began) / float64(n)
		})
		return f
	}},
	{"spawnseq", "n times: make a task, await it", 1_000_000, 0, func(p Policy, n, _ int) Figures {
		f := Figures{}
		alone(p, func(co *engine.Co) {
			began := clock.Now()
			for range n {
				engine.CreateTask(co, "", noop).Await(co)
			}
			f["ns_per_op"] = since(began) / float64(n)
		})
		return f
	}},
	{"await", "n times: call a coroutine function", 1_000_000, 0, func(p Policy, n, _ int) Figures {
		f := Figures{}
		alone(p, func(co *engine.Co) {
			began := clock.Now()
			for range n {
				noop(co)
			}
			f["ns_per_op"] = since(began) / float64(n)
		})
		return f
	}},
	{"call", "n callbacks through CallSoon, by the thousand", 1_000_000, 0, func(p Policy, n, _ int) Figures {
		f := Figures{}
		alone(p, func(co *engine.Co) {
			call := func() {}
			began := clock.Now()
			for range n / 1000 {
				for range 1000 {
					co.Loop().CallSoon(call)
				}
				co.Yield()
			}
			f["ns_per_op"] = since(began) / float64(n)
		})
		return f
	}},
	{"fresh", "n times: a loop for one coroutine", 10_000, 0, func(p Policy, n, _ int) Figures {
		f := Figures{}
		start(p, func(c engine.Config) error {
			began := clock.Now()
			for range n {
				engine.Run(c, noop)
			}
			f["us_per_op"] = since(began) / float64(n) / 1e3
			return nil
		})()
		return f
	}},
	{"runner", "one runner, n runs", 10_000, 0, func(p Policy, n, _ int) Figures {
		f := Figures{}
		start(p, func(c engine.Config) error {
			return engine.With(c, func(r *engine.Runner) error {
				engine.RunIn(r, noop)
				began := clock.Now()
				for range n {
					engine.RunIn(r, noop)
				}
				f["us_per_op"] = since(began) / float64(n) / 1e3
				return nil
			})
		})()
		return f
	}},
}
