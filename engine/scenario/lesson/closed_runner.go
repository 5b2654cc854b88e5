package lesson

import (
	"loopyard/engine/trace"
	"loopyard/engine/trace/lint"
	"loopyard/engine/trace/replay"
)

var closedRunner = Lesson{
	Title:   "A closed Runner",
	Group:   Mistakes,
	Summary: "one more run after the end",
	Lead: "A Runner runs one coroutine and is closed, together with its loop. Then the program asks it to run another " +
		"one. In the fixed version the Runner is closed after the last run.",
	Watch: "A closed Runner stays closed: the run raises an error, and the second coroutine never begins.",
	Question: Question{
		Ask:     "Does the second coroutine run?",
		Answers: []string{"Yes", "No"},
		Right:   func(l *replay.Log) int { return yes(count(l, trace.RunRefused) == 0) },
	},
	Presets: []Preset{{"Fixed", "variant=mended"}},
	Lints:   map[string][]lint.Rule{"wrong": {lint.ClosedLoop}},
	Python: `$is wrong """A Runner that is used after it is closed. Needs Python 3.11."""
$is mended """A Runner that is closed after the last run. Needs Python 3.11."""

import asyncio


async def greet(word):  $at main begin
    print(f"Hello from {word} coro", flush=True)  $at main print
    await asyncio.sleep($sleep)  $at main sleep


with asyncio.Runner() as runner:  $at program make
    runner.run(greet("first"))  $at program run
    $is mended runner.run(greet("second"))  $at program run
$is wrong 
$is wrong second = greet("second")
$is wrong try:
$is wrong     runner.run(second)  # the end of the block has closed it  $at program run
$is wrong except RuntimeError as error:
$is wrong     print("RuntimeError:", error, flush=True)  $at program print
$is wrong     second.close()  # it has not begun and never will
`,
	Go: `$is wrong // A Runner that is used after it is closed.
$is mended // A Runner that is closed after the last run.
package main

import (
	$is wrong "errors"
	"fmt"
	"log"
	"time"

	"loopyard/engine"
)

$part greet

func main() {
	runner := engine.NewRunner(engine.Config{})  $at program make
	_, err := engine.RunIn(runner, greet("first"))  $at program run
	$is mended if err == nil {
	$is mended 	_, err = engine.RunIn(runner, greet("second"))  $at program run
	$is mended }
	if err != nil {
		log.Fatal(err)
	}
	if err := runner.Close(); err != nil {  $at program close
		log.Fatal(err)
	}
	$is wrong _, err = engine.RunIn(runner, greet("second"))  $at program run
	$is wrong if !errors.Is(err, engine.ErrRunnerClosed) {
	$is wrong 	log.Fatal(err)
	$is wrong }
	$is wrong fmt.Println("RuntimeError:", err)  $at program print
}
`,
}
