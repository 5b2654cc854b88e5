package lesson

import (
	"loopyard/engine/trace"
	"loopyard/engine/trace/lint"
	"loopyard/engine/trace/replay"
)

var busyCoroutine = Lesson{
	Title:   "A coroutine that never yields",
	Group:   Mistakes,
	Summary: "no other task gets a turn",
	Lead: "One coroutine prints heartbeats, and another one in the same loop computes, piece after piece. In the " +
		"fixed version the computing coroutine yields after each piece, by sleeping for zero seconds.",
	Watch: "A coroutine keeps its loop until it awaits something that is not ready. So the first heartbeat comes only " +
		"when all the work is done. In the fixed version it waits for one piece at most.",
	Question: Question{
		Ask:     "Which comes first?",
		Answers: []string{"The first heartbeat", "The end of the work"},
		Right: func(l *replay.Log) int {
			for _, e := range l.Events(1) {
				if e.Kind == trace.Printed {
					return yes(l.EventText(e) == "first heartbeat")
				}
			}
			return 0
		},
	},
	Presets: []Preset{{"Fixed", "variant=mended"}, {"Fixed, with large pieces", "variant=mended work=200ms"}},
	Lints:   map[string][]lint.Rule{"wrong": {lint.BlockedLoop}},
	Python: `$is wrong """A coroutine that computes and never yields."""
$is mended """A coroutine that computes and yields after each piece."""

import asyncio
$work import time


$part compute


async def heart():  $at heart begin
    await asyncio.sleep($sleep)  $at heart sleep
    print("first heartbeat", flush=True)  $at heart print
    for _ in range($iterations - 1):
        await asyncio.sleep($sleep)  $at heart sleep


async def busy():  $at busy begin
    for _ in range($iterations):
        $is wrong $work compute(STEPS)  $at busy work
        $is wrong pass  # without an await, no other task gets a turn
        $is mended $work compute(STEPS)  $at busy work
        $is mended await asyncio.sleep(0)  # yields  $at busy sleep
    print("busy done", flush=True)  $at busy print


async def main():  $at main begin
    await asyncio.gather(heart(), busy())  $at main create|await


asyncio.run(main())  $at program run
`,
	Go: `$is wrong // A coroutine that computes and never yields.
$is mended // A coroutine that computes and yields after each piece.
package main

import (
	"fmt"
	"log"
	$work "runtime"
	"time"

	"loopyard/engine"
)

$part compute

func heart(co *engine.Co) (any, error) {  $at heart begin
	if err := co.Sleep($sleep); err != nil {  $at heart sleep
		return nil, err
	}
	fmt.Println("first heartbeat")  $at heart print
	for range $iterations - 1 {
		if err := co.Sleep($sleep); err != nil {  $at heart sleep
			return nil, err
		}
	}
	return nil, nil
}

func busy(co *engine.Co) (any, error) {  $at busy begin
	for range $iterations {
		$work compute(steps)  $at busy work
		$is mended if err := co.Yield(); err != nil { // yields  $at busy sleep
		$is mended 	return nil, err
		$is mended }
	}
	fmt.Println("busy done")  $at busy print
	return nil, nil
}

func main() {
	_, err := engine.Run(engine.Config{}, func(co *engine.Co) (any, error) {  $at program run $at main begin
		return engine.Gather(co, engine.CreateTask(co, "heart", heart), engine.CreateTask(co, "busy", busy))  $at main create|await
	})
	if err != nil {
		log.Fatal(err)
	}
}
`,
}
