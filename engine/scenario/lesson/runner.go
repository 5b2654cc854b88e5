package lesson

import (
	"loopyard/engine/trace"
	"loopyard/engine/trace/replay"
)

var runner = Lesson{
	Title:   "The Runner",
	Group:   OneLoop,
	Summary: "one loop, kept from run to run",
	Lead: "A Runner owns one event loop. The first run makes the loop, every later run uses it again, and closing the " +
		"Runner closes it.",
	Watch: "The loop appears with the first run, not with the Runner. Each run is a new main task on the same loop. " +
		"Between two runs the loop is stopped, but it is not closed.",
	Question: Question{
		Ask:     "When is the Runner’s loop closed?",
		Answers: []string{"After each run", "Once, after the last run"},
		Right:   func(l *replay.Log) int { return yes(count(l, trace.LoopClosed) > 1) },
	},
	Presets: []Preset{
		{"Ten coroutines", "coroutines=10 sleep=100ms"},
		{"One coroutine", "coroutines=1"},
	},
	Python: runnerPython,
	Go:     runnerGo,
}

const runnerPython = `"""A Runner: one event loop, kept from one run to the next. Needs Python 3.11."""

import asyncio
$work import time


$part compute


$part words


async def greet(word):  $at main begin
    print(f"Hello from {word} coro", flush=True)  $at main print
    $work compute(STEPS)  $at main work
    await asyncio.sleep($sleep)  $at main sleep


def with_form():
    # The runner makes its loop in the first run and closes it at the end of the block.
    with asyncio.Runner() as runner:  $at program make|close
        $each runner.run(greet(word))  $at program run


def step_by_step():
    # The same, step by step: create, run, run, close.
    runner = asyncio.Runner()
    try:
        $each runner.run(greet(word))
    finally:
        runner.close()


with_form()  # step_by_step() prints the same lines
`

const runnerGo = `// A Runner: one event loop, kept from one run to the next.
package main

import (
	"errors"
	"fmt"
	"log"
	$work "runtime"
	"time"

	"loopyard/engine"
)

$part compute

$part words

$part greet

// withForm lets With close the runner, which makes its loop in the first run.
func withForm() error {
	return engine.With(engine.Config{}, runAll)  $at program make|close
}

// stepByStep does the same, step by step: create, run, run, close.
func stepByStep() error {
	runner := engine.NewRunner(engine.Config{})
	err := runAll(runner)
	return errors.Join(err, runner.Close())
}

func runAll(runner *engine.Runner) error {
	for $word := range words {
		if _, err := engine.RunIn(runner, greet(word)); err != nil {  $at program run
			return err
		}
	}
	return nil
}

func main() {
	if err := withForm(); err != nil { // stepByStep prints the same lines
		log.Fatal(err)
	}
}
`
