package lesson

import "loopyard/engine/trace"

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
		Right: func(l *trace.Log) int {
			for _, e := range l.Events(1) {
				if e.Kind == trace.Printed {
					return yes(l.EventText(e) == "first heartbeat")
				}
			}
			return 0
		},
	},
	Presets: []Preset{{"Mended", "variant=mended"}, {"Mended, in large pieces", "variant=mended work=200ms"}},
	Lints:   map[string][]trace.Lint{"wrong": {trace.BlockedLoop}},
	Python: `$is wrong """A coroutine that computes and never gives way."""
$is mended """A coroutine that computes and gives way now and then."""

import asyncio
$work import time


$part compute


async def heart():
    await asyncio.sleep($sleep)
    print("first heartbeat", flush=True)
    for _ in range($iterations - 1):
        await asyncio.sleep($sleep)


async def busy():
    for _ in range($iterations):
        $is wrong $work compute(STEPS)
        $is wrong pass  # no await: nothing else has a turn before the end
        $is mended $work compute(STEPS)
        $is mended await asyncio.sleep(0)  # gives way
    print("busy done", flush=True)


async def main():
    await asyncio.gather(heart(), busy())


asyncio.run(main())
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

func heart(co *engine.Co) (any, error) {
	if err := co.Sleep($sleep); err != nil {
		return nil, err
	}
	fmt.Println("first heartbeat")
	for range $iterations - 1 {
		if err := co.Sleep($sleep); err != nil {
			return nil, err
		}
	}
	return nil, nil
}

func busy(co *engine.Co) (any, error) {
	for range $iterations {
		$work compute(steps)
		$is mended if err := co.Yield(); err != nil { // gives way
		$is mended 	return nil, err
		$is mended }
	}
	fmt.Println("busy done")
	return nil, nil
}

func main() {
	_, err := engine.Run(engine.Config{}, func(co *engine.Co) (any, error) {
		return engine.Gather[any](co, engine.CreateTask(co, "heart", heart), engine.CreateTask(co, "busy", busy))
	})
	if err != nil {
		log.Fatal(err)
	}
}
`,
}
