package lesson

import (
	"loopyard/engine/trace"
	"loopyard/engine/trace/replay"
)

var pipeline = Lesson{
	Title:   "A pipeline",
	Group:   Together,
	Summary: "a bounded queue slows the producer down",
	Lead: "A producer puts items into a queue of limited capacity, and consumers take them out. A consumer sleeps for " +
		"each item; the producer takes no time unless Work is set.",
	Watch: "When the queue is full, the producer waits until a consumer takes an item. This is back-pressure: the " +
		"consumers set the pace, and the queue never holds more items than its capacity.",
	Question: Question{
		Ask:     "How many sleeps follow one another until all items are consumed?",
		Answers: []string{"One for each item", "One for each round of the consumers", "A different number"},
		Right: func(l *replay.Log) int {
			slept, moments := 0, map[int64]bool{}
			for _, e := range l.Events(1) {
				if e.Kind == trace.TimerFired {
					slept++
					moments[e.At] = true
				}
			}
			switch {
			case len(moments) == slept:
				return 0
			case slept%len(moments) == 0:
				return 1
			}
			return 2
		},
	},
	Presets: []Preset{
		{"One consumer", "coroutines=1"},
		{"Room for all items", "capacity=8"},
		{"Four consumers", "coroutines=4 iterations=16"},
		{"A slow producer", "work=80ms"},
	},
	Python: `"""A producer and its consumers, with a bounded queue between them."""

import asyncio
$work import time


$part compute


async def consume(name, queue):  $at consumer begin
    while True:
        item = await queue.get()  $at consumer await
        print(f"{name} takes {item}", flush=True)  $at consumer print
        try:
            await asyncio.sleep($sleep)  $at consumer sleep
        finally:
            queue.task_done()


async def produce(queue):  $at producer begin
    for item in range(1, $iterations + 1):
        $work compute(STEPS)  $at producer work
        await queue.put(item)  # waits while the queue is full  $at producer await


async def main():  $at main begin
    queue = asyncio.Queue($capacity)
    consumers = [
        asyncio.create_task(consume(f"consumer {k}", queue))  $at main create consumer
        for k in range(1, $coroutines + 1)
    ]
    await asyncio.create_task(produce(queue))  $at main create producer $at main await
    await queue.join()  # until every item is done  $at main await
    for consumer in consumers:
        consumer.cancel()  $at main cancel
    print(f"all {$iterations} consumed", flush=True)  $at main print


asyncio.run(main())  $at program run
`,
	Go: `// A producer and its consumers, with a bounded queue between them.
package main

import (
	"fmt"
	"log"
	$work "runtime"
	"time"

	"loopyard/engine"
)

$part compute

func consume(name string, queue *engine.Queue[int]) engine.Coroutine[any] {
	return func(co *engine.Co) (any, error) {  $at consumer begin
		for {
			item, err := queue.Get(co)  $at consumer await
			if err != nil {
				return nil, err
			}
			fmt.Printf("%s takes %d\n", name, item)  $at consumer print
			err = co.Sleep($sleep)  $at consumer sleep
			queue.TaskDone()
			if err != nil {
				return nil, err
			}
		}
	}
}

func produce(queue *engine.Queue[int]) engine.Coroutine[any] {
	return func(co *engine.Co) (any, error) {  $at producer begin
		for item := range $iterations {
			$work compute(steps)  $at producer work
			if err := queue.Put(co, item+1); err != nil { // waits while the queue is full  $at producer await
				return nil, err
			}
		}
		return nil, nil
	}
}

func main() {
	_, err := engine.Run(engine.Config{}, func(co *engine.Co) (any, error) {  $at program run $at main begin
		queue := engine.NewQueue[int]($capacity)
		var consumers []*engine.Task[any]
		for k := range $coroutines {
			name := fmt.Sprintf("consumer %d", k+1)
			consumers = append(consumers, engine.CreateTask(co, name, consume(name, queue)))  $at main create consumer
		}
		if _, err := engine.CreateTask(co, "producer", produce(queue)).Await(co); err != nil {  $at main create producer $at main await
			return nil, err
		}
		if err := queue.Join(co); err != nil { // until every item is done  $at main await
			return nil, err
		}
		for _, consumer := range consumers {
			consumer.Cancel()  $at main cancel
		}
		fmt.Println("all", $iterations, "consumed")  $at main print
		return nil, nil
	})
	if err != nil {
		log.Fatal(err)
	}
}
`,
}
