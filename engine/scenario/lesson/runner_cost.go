package lesson

import (
	"loopyard/engine/trace"
	"loopyard/engine/trace/lint"
	"loopyard/engine/trace/replay"
)

var runnerCost = Lesson{
	Title:   "The cost of a new loop",
	Group:   Claims,
	Summary: "a new loop for each run, or one Runner",
	Lead: "The program runs coroutines that do nothing, one after another: each in a loop of its own, or all in the " +
		"loop of one Runner. It prints a line after 1, 10, 100 runs and so on.",
	Watch: "In virtual time a loop costs nothing, so only the number of loops shows. In real time, the times of the " +
		"lines show the cost. Run both variants and compare them. To measure CPython, run the listing in Code.",
	Question: Question{
		Ask:     "How many loops does the program make?",
		Answers: []string{"One", "One for each coroutine"},
		Right:   func(l *replay.Log) int { return yes(count(l, trace.LoopCreated) == 1) },
	},
	Presets: []Preset{
		{"One Runner", "variant=runner"},
		{"New loops, in real time", "placement=single coroutines=10000"},
		{"One Runner, in real time", "variant=runner placement=single coroutines=10000"},
		{"A hundred thousand runs", "variant=runner placement=single coroutines=100000"},
	},
	Lints: map[string][]lint.Rule{"fresh": {lint.FreshLoops}},
	Python: `$is fresh """What a new event loop for each coroutine costs."""
$is runner """What each run in one Runner costs."""

import asyncio


async def nothing():  $at main begin
    pass  $at main return


def count_runs(run):
    """Call run again and again, and print a line after 1, 10, 100 calls and so on."""
    following = 1
    for n in range(1, $coroutines + 1):
        run(nothing())  $at program run
        if n in (following, $coroutines):
            print(f"{n} done", flush=True)  $at program print
            following *= 10


$is fresh count_runs(asyncio.run)
$is runner with asyncio.Runner() as runner:  $at program make|close
$is runner     count_runs(runner.run)
`,
	Go: `$is fresh // What a new event loop for each coroutine costs.
$is runner // What each run in one Runner costs.
package main

import (
	"fmt"
	"log"

	"loopyard/engine"
)

func nothing(*engine.Co) (any, error) { return nil, nil }  $at main begin|return

// countRuns calls run again and again, and prints a line after 1, 10, 100 calls and so on.
func countRuns(run func() (any, error)) error {
	next := 1
	for n := 1; n <= $coroutines; n++ {
		if _, err := run(); err != nil {  $at program run
			return err
		}
		if n == next || n == $coroutines {
			fmt.Println(n, "done")  $at program print
			next *= 10
		}
	}
	return nil
}

func main() {
	$is fresh err := countRuns(func() (any, error) { return engine.Run(engine.Config{}, nothing) })
	$is runner err := engine.With(engine.Config{}, func(runner *engine.Runner) error {  $at program make|close
	$is runner 	return countRuns(func() (any, error) { return engine.RunIn(runner, nothing) })
	$is runner })
	if err != nil {
		log.Fatal(err)
	}
}
`,
}
