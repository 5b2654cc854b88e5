package lesson

import (
	"loopyard/engine/trace"
	"loopyard/engine/trace/lint"
	"loopyard/engine/trace/replay"
)

var executor = Lesson{
	Title:   "Blocking calls in an executor",
	Group:   Together,
	Summary: "threads for calls that block",
	Lead: "The program makes a few blocking calls, as a database driver without an async interface does. Each call " +
		"takes longer than the one before. The calls run in threads of their own, or in the loop itself. " +
		"Meanwhile a timer of the loop fires again and again.",
	Watch: "In the executor the calls block their own threads and not the loop: the timer is on time, and the calls " +
		"run side by side. In the loop they run one after another, and everything else waits for all of them.",
	Question: Question{
		Ask:     "What is the largest delay of the timer?",
		Answers: []string{"Almost none", "Less than the longest call", "More than the longest call"},
		Right: func(l *replay.Log) int {
			longest := int64(1)
			for _, e := range l.Events(1) {
				if e.Kind == trace.BlockBegan {
					longest = max(longest, e.Arg)
				}
			}
			switch lag := summary(l).LagMax; {
			case 10*lag < longest:
				return 0
			case lag < longest:
				return 1
			}
			return 2
		},
	},
	Presets: []Preset{
		{"In the loop", "variant=blocking"},
		{"One call, in the loop", "variant=blocking coroutines=1"},
		{"Ten calls", "coroutines=10"},
	},
	Lints: map[string][]lint.Rule{"blocking": {lint.BlockedLoop}},
	Python: `$is executor """Blocking calls in threads, where they do not block the event loop."""
$is blocking """Blocking calls in an event loop, which stops until they return."""

import asyncio
import time


async def timer():  $at timer begin
    for _ in range($iterations):
        await asyncio.sleep($sleep)  $at timer sleep


async def call(k):  $at call begin
    $is executor await asyncio.to_thread(time.sleep, k * $block)  $at call start|await $at thread block
    $is blocking time.sleep(k * $block)  $at call block


async def main():  $at main begin
    await asyncio.gather(timer(), *(call(k + 1) for k in range($coroutines)))  $at main create|await
    print(f"{$coroutines} calls have returned", flush=True)  $at main print


asyncio.run(main())  $at program run
`,
	Go: `$is executor // Blocking calls in an executor, where they do not block the event loop.
$is blocking // Blocking calls in an event loop, which stops until they return.
package main

import (
	"fmt"
	"log"
	"time"

	"loopyard/engine"
)

func timer(co *engine.Co) (any, error) {  $at timer begin
	for range $iterations {
		if err := co.Sleep($sleep); err != nil {  $at timer sleep
			return nil, err
		}
	}
	return nil, nil
}

func call(k time.Duration) engine.Coroutine[any] {
	return func(co *engine.Co) (any, error) {  $at call begin
		$is executor return engine.RunInExecutor(co.Loop(), func() (any, error) {  $at call start
		$is executor 	time.Sleep(k * $block)  $at thread block
		$is executor 	return nil, nil
		$is executor }).Await(co)  $at call await
		$is blocking time.Sleep(k * $block)  $at call block
		$is blocking return nil, nil
	}
}

func main() {
	_, err := engine.Run(engine.Config{}, func(co *engine.Co) (any, error) {  $at program run $at main begin
		all := []*engine.Task[any]{engine.CreateTask(co, "timer", timer)}  $at main create timer
		for k := range $coroutines {
			all = append(all, engine.CreateTask(co, "call", call(time.Duration(k+1))))  $at main create call
		}
		return engine.Gather(co, all...)  $at main await
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println($coroutines, "calls have returned")  $at main print
}
`,
}
