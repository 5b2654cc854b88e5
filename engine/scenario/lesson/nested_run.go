package lesson

import (
	"loopyard/engine/trace"
	"loopyard/engine/trace/lint"
	"loopyard/engine/trace/replay"
)

var nestedRun = Lesson{
	Title:   "A run inside a run",
	Group:   Mistakes,
	Summary: "run() inside a running loop",
	Lead: "A coroutine needs the work of another one and calls run() for it, as the main program did. But its thread " +
		"already runs a loop, and a thread can run only one at a time.",
	Watch: "The inner run raises an error at once: no second loop is made, and the inner coroutine never begins. In " +
		"the fixed version the outer coroutine awaits the inner one in the loop that is already running.",
	Question: Question{
		Ask:     "How many loops does the program make?",
		Answers: []string{"One", "Two, one inside the other"},
		Right:   func(l *replay.Log) int { return yes(count(l, trace.LoopCreated) == 1) },
	},
	Presets: []Preset{{"Fixed", "variant=mended"}},
	Lints:   map[string][]lint.Rule{"wrong": {lint.NestedRun}},
	Python: `$is wrong """A call of asyncio.run inside a running event loop."""
$is mended """A coroutine that awaits another."""

import asyncio


async def inner():
    await asyncio.sleep($sleep)  $at main sleep
    print("inner done", flush=True)  $at main print inner


async def outer():  $at main begin
    print("outer begins", flush=True)  $at main print outer
    $is wrong coroutine = inner()
    $is wrong try:
    $is wrong     asyncio.run(coroutine)  $at main run
    $is wrong finally:
    $is wrong     coroutine.close()  # it has not begun and never will
    $is mended await inner()


$is wrong try:
$is wrong     asyncio.run(outer())  $at program run
$is wrong except RuntimeError as error:
$is wrong     print("RuntimeError:", error, flush=True)  $at program print
$is mended asyncio.run(outer())  $at program run
`,
	Go: `$is wrong // A call of Run inside a running event loop.
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
	err := co.Sleep($sleep)  $at main sleep
	fmt.Println("inner done")  $at main print inner
	return nil, err
}

func main() {
	thread := engine.NewThread(engine.ThreadConfig{}) // the current thread
	_, err := engine.Run(engine.Config{Thread: thread}, func(co *engine.Co) (any, error) {  $at program run $at main begin
		fmt.Println("outer begins")  $at main print outer
		$is wrong return engine.Run(engine.Config{Thread: thread}, inner)  $at main run
		$is mended return inner(co)
	})
	$is wrong if errors.Is(err, engine.ErrRunning) {
	$is wrong 	fmt.Println("RuntimeError:", err)  $at program print
	$is wrong 	return
	$is wrong }
	if err != nil {
		log.Fatal(err)
	}
}
`,
}
