package scenario

import (
	"strconv"
	"time"

	"loopyard/engine"
	"loopyard/engine/spec"
)

var pipeline = Scenario{
	ID: "pipeline",
	Params: []spec.Param{spec.Coroutines, spec.Iterations.With(8), spec.Capacity,
		spec.Sleep.With(int64(100 * time.Millisecond)), spec.Work},
	Main: func(t Thread, _ int) error {
		_, err := engine.Run(t.Config(loopName(1)), func(co *engine.Co) (any, error) { return nil, pipe(t, co) })
		return err
	},
}

// pipe runs a fast producer and slow consumers, with a bounded queue between them.
func pipe(t Thread, co *engine.Co) error {
	r := t.Spec()
	queue := engine.NewQueue[int](r.Capacity)
	var consumers []*engine.Task[any]
	for k := range r.Coroutines {
		name := "consumer " + strconv.Itoa(k+1)
		consumers = append(consumers, engine.CreateTask(co, name, func(co *engine.Co) (any, error) {
			for {
				item, err := queue.Get(co)
				if err != nil {
					return nil, err
				}
				t.Print(name + " takes " + strconv.Itoa(item))
				err = co.Sleep(r.Sleep)
				_ = queue.TaskDone()
				if err != nil {
					return nil, err
				}
			}
		}))
	}
	producer := engine.CreateTask(co, "producer", func(co *engine.Co) (any, error) {
		for item := range r.Iterations {
			t.Work(r.Work)
			if err := queue.Put(co, item+1); err != nil {
				return nil, err
			}
		}
		return nil, nil
	})
	if _, err := producer.Await(co); err != nil {
		return err
	}
	if err := queue.Join(co); err != nil {
		return err
	}
	for _, c := range consumers {
		c.Cancel()
	}
	t.Print("all " + strconv.Itoa(r.Iterations) + " consumed")
	return nil
}
