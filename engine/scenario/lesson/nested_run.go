package lesson

import "loopyard/engine/trace"

var nestedRun = Lesson{
	Title:   "A run inside a run",
	Group:   Mistakes,
	Summary: "run() where a loop is running",
	Lead: "A coroutine wants another one’s work done, and calls run() for it, as the program itself did. But its thread " +
		"runs a loop already, and a thread runs one at a time.",
	Watch: "The inner run is refused at once: no second loop is made, and the inner coroutine never begins. Mended, the " +
		"outer coroutine awaits it in the loop that is running.",
	Question: Question{
		Ask:     "How many loops does the program make?",
		Answers: []string{"One", "Two, one within the other"},
		Right:   func(l *trace.Log) int { return yes(count(l, trace.LoopCreated) == 1) },
	},
	Presets: []Preset{{"Mended", "variant=mended"}},
	Lints:   map[string][]trace.Lint{"wrong": {trace.NestedRun}},
	Python: `$is wrong """A call of asyncio.run where an event loop is running."""
$is mended """A coroutine that awaits another."""

import asyncio


async def inner():
    await asyncio.sleep($sleep)
    print("inner done", flush=True)


async def outer():
    print("outer begins", flush=True)
    $is wrong coroutine = inner()
    $is wrong try:
    $is wrong     asyncio.run(coroutine)
    $is wrong finally:
    $is wrong     coroutine.close()  # it has not begun, and never will
    $is mended await inner()


$is wrong try:
$is wrong     asyncio.run(outer())
$is wrong except RuntimeError as error:
$is wrong     print("RuntimeError:", error, flush=True)
$is mended asyncio.run(outer())
`,
	Go: `$is wrong // A call of Run where an event loop is running.
$is mended // A coroutine that awaits another.
package main

import (
	$is wrong "errors"
	"fmt"
	"log"
	"time"

	"loopyard/engine"
)

func inner(co *engine.Co) (any, error) {
	err := co.Sleep($sleep)
	fmt.Println("inner done")
	return nil, err
}

func main() {
	thread := engine.NewThread(engine.ThreadConfig{}) // the one that we are on
	_, err := engine.Run(engine.Config{Thread: thread}, func(co *engine.Co) (any, error) {
		fmt.Println("outer begins")
		$is wrong return engine.Run(engine.Config{Thread: thread}, inner)
		$is mended return inner(co)
	})
	$is wrong if errors.Is(err, engine.ErrRunning) {
	$is wrong 	fmt.Println("RuntimeError:", err)
	$is wrong 	return
	$is wrong }
	if err != nil {
		log.Fatal(err)
	}
}
`,
}
