package engine_test

import (
	"strconv"
	"testing"
	"time"

	"loopyard/engine"
	"loopyard/engine/trace"
)

func BenchmarkYield1000(b *testing.B) {
	const coros = 1000
	engine.Run(engine.Config{}, func(co *engine.Co) (any, error) {
		var all []*engine.Task[any]
		n := b.N/coros + 1
		for range coros {
			all = append(all, engine.CreateTask(co, "t", func(co *engine.Co) (any, error) {
				for range n {
					co.Yield()
				}
				return nil, nil
			}))
		}
		b.ResetTimer()
		return engine.Gather(co, all...)
	})
}

func BenchmarkSpawn(b *testing.B) {
	b.ReportAllocs()
	engine.Run(engine.Config{}, func(co *engine.Co) (any, error) {
		fn := func(co *engine.Co) (int, error) { return 0, nil }
		for i := 0; i < b.N; i += 1000 {
			all := make([]*engine.Task[int], 1000)
			for j := range all {
				all[j] = engine.CreateTask(co, "", fn)
			}
			engine.Gather(co, all...)
		}
		return nil, nil
	})
}

func BenchmarkCallSoon(b *testing.B) {
	b.ReportAllocs()
	engine.Run(engine.Config{}, func(co *engine.Co) (any, error) {
		f := func() {}
		for i := 0; i < b.N; i += 1000 {
			for range 1000 {
				co.Loop().CallSoon(f)
			}
			co.Yield()
		}
		return nil, nil
	})
}

func BenchmarkFresh(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		engine.Run(engine.Config{}, func(co *engine.Co) (any, error) { return nil, nil })
	}
}

func BenchmarkRunnerRun(b *testing.B) {
	b.ReportAllocs()
	r := engine.NewRunner(engine.Config{})
	for b.Loop() {
		engine.RunIn(r, func(co *engine.Co) (any, error) { return nil, nil })
	}
	r.Close()
}

func BenchmarkTracedYield(b *testing.B) {
	rec := trace.NewRecorder(engine.NewRealClock(), 1)
	thread := engine.NewThread(engine.ThreadConfig{ID: 1, Trace: rec})
	engine.Run(engine.Config{Thread: thread}, func(co *engine.Co) (any, error) {
		b.ResetTimer()
		for range 10 {
			engine.CreateTask(co, "", func(co *engine.Co) (any, error) {
				for range b.N / 10 {
					co.Yield()
				}
				return nil, nil
			})
		}
		for range b.N / 10 {
			co.Yield()
		}
		return nil, nil
	})
}

// BenchmarkLeave has many wait for one task, with a time limit that ends all of them. The time of one does not depend on
// how many there are.
func BenchmarkLeave(b *testing.B) {
	for _, many := range []int{1000, 10_000, 100_000} {
		b.Run(strconv.Itoa(many), func(b *testing.B) {
			for b.Loop() {
				engine.Run(virtual(), engine.Proc(func(co *engine.Co) error {
					long := engine.CreateTask(co, "long", func(co *engine.Co) (any, error) { return nil, co.Sleep(time.Hour) })
					return engine.Group(co, func(g *engine.TaskGroup) error {
						for range many {
							engine.GroupTask(g, co, "", engine.Proc(func(co *engine.Co) error {
								engine.WaitFor(co, engine.Shield(long), time.Second)
								engine.Wait(co, engine.AllCompleted, time.Second, long)
								return nil
							}))
						}
						return nil
					})
				}))
			}
			b.ReportMetric(float64(b.Elapsed())/float64(b.N*many), "ns/wait")
		})
	}
}
