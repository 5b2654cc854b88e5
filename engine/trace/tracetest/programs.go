package tracetest

import (
	"time"

	"loopyard/engine"
	"loopyard/engine/scenario"
)

// Busy has several threads that do everything there is to do. It has many events and many intervals that are open for long.
var Busy = scenario.Scenario{ID: "busy",
	Main: func(th scenario.Thread, _ int) error {
		all := []scenario.Joiner{th.Start("A", "loop", 1), th.Start("B", "loop", 2), th.Start("C", "runs", 3), th.Start("D", "late", 4)}
		for range 100 {
			th.Work(500 * time.Microsecond)
			th.Block(time.Millisecond)
			th.Post("late", "nothing", 0)
		}
		for _, h := range all {
			h.Join()
		}
		return nil
	},
	Bodies: map[string]scenario.Body{
		"loop": func(th scenario.Thread, n int) error {
			_, err := engine.Run(th.Config("loop"), func(co *engine.Co) (any, error) {
				var gate engine.Event
				var all []*engine.Task[any]
				for i := range 200 * n {
					all = append(all, engine.CreateTask(co, "", func(co *engine.Co) (any, error) {
						for j := range 10 {
							co.Sleep(time.Duration(1+(i*7+j*13)%50) * time.Millisecond)
							if i%20 == 0 {
								th.Work(time.Millisecond)
							}
						}
						co.Loop().CallLater(time.Duration(i)*time.Millisecond, func() {})
						return nil, gate.Wait(co)
					}))
				}
				co.Sleep(time.Second)
				gate.Set()
				return nil, engine.Group(co, func(*engine.TaskGroup) error {
					_, err := engine.Gather(co, all...)
					return err
				})
			})
			return err
		},
		"late": func(th scenario.Thread, n int) error {
			th.Block(time.Second / 10)
			_, err := engine.Run(th.Config("late"), func(co *engine.Co) (any, error) {
				for range 10 {
					th.Work(20 * time.Millisecond)
					co.Yield()
				}
				return nil, nil
			})
			return err
		},
		"runs": func(th scenario.Thread, n int) error {
			for range 300 {
				engine.Run(th.Config("short"), func(co *engine.Co) (any, error) {
					engine.CreateTask(co, "left behind", func(co *engine.Co) (any, error) { return nil, co.Sleep(time.Hour) })
					co.Loop().CallLater(time.Hour, func() {})
					return nil, co.Sleep(2 * time.Millisecond)
				})
			}
			return nil
		},
	},
	Calls: map[string]scenario.Call{"nothing": func(scenario.Thread, *engine.Loop, int64) {}},
}

// Held has one task hold its loop for 300 ms while another is due after 100 ms and one is ready.
var Held = Alone(func(th scenario.Thread, co *engine.Co) error {
	sleeper := engine.CreateTask(co, "sleeper", func(co *engine.Co) (any, error) { return nil, co.Sleep(100 * time.Millisecond) })
	hog := engine.CreateTask(co, "hog", func(co *engine.Co) (any, error) {
		th.Work(100 * time.Millisecond)
		th.Block(200 * time.Millisecond)
		return nil, nil
	})
	engine.CreateTask(co, "ready", func(co *engine.Co) (any, error) { return nil, co.Yield() })
	_, err := engine.Gather(co, sleeper, hog)
	return err
})
