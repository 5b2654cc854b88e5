package lesson

import (
	"loopyard/engine/trace"
	"loopyard/engine/trace/replay"
)

var runEach = Lesson{
	Title:   "A new loop for every coroutine",
	Group:   OneLoop,
	Summary: "run() again and again",
	Lead: "The program calls run() once for each coroutine. Each call makes an event loop, runs one coroutine to its " +
		"end, and closes the loop.",
	Watch: "Every coroutine has a loop of its own, which is made, used once and closed. The next loop is made only " +
		"after the last one is closed, so nothing overlaps and the sleeps add up.",
	Question: Question{
		Ask:     "How many event loops does the program make?",
		Answers: []string{"One", "One for each coroutine"},
		Right:   func(l *replay.Log) int { return yes(count(l, trace.LoopCreated) == 1) },
	},
	Presets: []Preset{
		{"Ten coroutines", "coroutines=10 sleep=100ms"},
		{"One coroutine", "coroutines=1"},
	},
	Python: runEachPython,
	Go:     runEachGo,
}

const runEachPython = `"""A new event loop for each coroutine."""

import asyncio
$work import time


$part compute


$part words


async def greet(word):  $at main begin
    print(f"Hello from {word} coro", flush=True)  $at main print
    $work compute(STEPS)  $at main work
    await asyncio.sleep($sleep)  $at main sleep


# Each call makes a loop, runs one coroutine to its end, and closes the loop.
$each asyncio.run(greet(word))  $at program run
`

const runEachGo = `// A new event loop for each coroutine.
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

func main() {
	// Each call makes a loop, runs one coroutine to its end, and closes the loop.
	for $word := range words {
		if _, err := engine.Run(engine.Config{}, greet(word)); err != nil {  $at program run
			log.Fatal(err)
		}
	}
}
`
