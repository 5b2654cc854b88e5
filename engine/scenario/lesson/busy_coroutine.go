package lesson

import (
	"loopyard/engine/trace"
	"loopyard/engine/trace/lint"
	"loopyard/engine/trace/replay"
)

var busyCoroutine = Lesson{
	Title:   "A coroutine that never yields",
	Group:   Mistakes,
	Summary: "busy, and nobody else has a turn",
	Lead: "A heart is to beat in the same loop in which another coroutine computes, piece after piece. Mended, that one " +
		"gives way after every piece, with a sleep of zero.",
	Watch: "A coroutine keeps its loop until it awaits something that is not done. The first heartbeat comes when the work " +
		"is over, as long as it may be; mended, it waits for one piece.",
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
	Presets: []Preset{{"Mended", "variant=mended"}, {"Mended, in large pieces", "variant=mended work=200ms"}},
	Lints:   map[string][]lint.Lint{"wrong": {lint.BlockedLoop}},
	Python: `$is wrong """A coroutine that computes and never gives way."""
$is mended """A coroutine that computes and gives way now and then."""

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
        $is wrong pass  # no await: nothing else has a turn before the end
        $is mended $work compute(STEPS)  $at busy work
        $is mended await asyncio.sleep(0)  # gives way  $at busy sleep
    print("busy done", flush=True)  $at busy print


async def main():  $at main begin
    await asyncio.gather(heart(), busy())  $at main create|await


asyncio.run(main())  $at program run
`,
	Go: `$is wrong // A coroutine that computes and never gives way.
$is mended // A coroutine that computes and gives way now and then.
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
		$is mended if err := co.Yield(); err != nil { // gives way  $at busy sleep
		$is mended 	return nil, err
		$is mended }
	}
	fmt.Println("busy done")  $at busy print
	return nil, nil
}

func main() {
	_, err := engine.Run(engine.Config{}, func(co *engine.Co) (any, error) {  $at program run $at main begin
		return engine.Gather[any](co, engine.CreateTask(co, "heart", heart), engine.CreateTask(co, "busy", busy))  $at main create|await
	})
	if err != nil {
		log.Fatal(err)
	}
}
`,
}
