package lesson

import (
	"loopyard/engine/trace"
	"loopyard/engine/trace/replay"
)

var wrapper = Lesson{
	Title:   "A wrapper coroutine",
	Group:   OneLoop,
	Summary: "one coroutine awaits the others",
	Lead: "The program calls run() once, so there is one event loop. Its main coroutine is a wrapper: it awaits the " +
		"other coroutines one after another.",
	Watch: "There is only one task from beginning to end. Awaiting a coroutine continues inside it and starts nothing " +
		"beside it. So nothing overlaps, and the sleeps add up here too.",
	Question: Question{
		Ask:     "How many tasks does the program make?",
		Answers: []string{"One", "More than one"},
		Right:   func(l *replay.Log) int { return yes(count(l, trace.TaskCreated) == 1) },
	},
	Presets: []Preset{
		{"Ten coroutines", "coroutines=10 sleep=100ms"},
	},
	Python: wrapperPython,
	Go:     wrapperGo,
}

const wrapperPython = `"""A wrapper coroutine: one event loop, and one coroutine that awaits the others."""

import asyncio
$work import time


$part compute


$part words


async def greet(word):
    print(f"Hello from {word} coro", flush=True)  $at main print
    $work compute(STEPS)  $at main work
    await asyncio.sleep($sleep)  $at main sleep


async def main():  $at main begin
    # An awaited coroutine runs to its end before the next line runs.
    $each await greet(word)


asyncio.run(main())  $at program run
`

const wrapperGo = `// A wrapper coroutine: one event loop, and one coroutine that awaits the others.
package main

import (
	"fmt"
	"log"
	$work "runtime"
	"time"

	"loopyard/engine"
)

$part compute

$part words

$part greet

func wrapper(co *engine.Co) (any, error) {  $at main begin
	// Calling a coroutine with our own Co awaits it: it runs to its end in the same task.
	for $word := range words {
		if _, err := greet(word)(co); err != nil {
			return nil, err
		}
	}
	return nil, nil
}

func main() {
	if _, err := engine.Run(engine.Config{}, wrapper); err != nil {  $at program run
		log.Fatal(err)
	}
}
`
