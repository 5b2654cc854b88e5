package lesson

import (
	"loopyard/engine/trace"
	"loopyard/engine/trace/lint"
	"loopyard/engine/trace/replay"
)

var forgottenTask = Lesson{
	Title:   "A failed task that is never awaited",
	Group:   Mistakes,
	Summary: "its error is never retrieved",
	Lead: "main starts a task, continues with other work, and never awaits the task. The task fails. In the fixed " +
		"version main awaits the task at the end and receives its error.",
	Watch: "The failure ends the task, but main ends as if all were well. Only the loop’s exception handler receives " +
		"the error, once the task is discarded.",
	Question: Question{
		Ask:     "What receives the error?",
		Answers: []string{"main", "Only the loop’s exception handler"},
		Right:   func(l *replay.Log) int { return yes(count(l, trace.Reported) == 0) },
	},
	Presets: []Preset{{"Fixed", "variant=mended"}},
	Lints:   map[string][]lint.Rule{"wrong": {lint.NeverRetrieved}},
	Python: `$is wrong """A task that fails and is never awaited."""
$is mended """A task that fails and is awaited."""

import asyncio


async def unlucky():  $at unlucky begin
    await asyncio.sleep($sleep)  $at unlucky sleep
    raise ValueError("bad luck")  $at unlucky fail


async def main():  $at main begin
    $is wrong loop = asyncio.get_running_loop()
    $is wrong loop.set_exception_handler(lambda loop, context: print(context["message"], flush=True))
    task = asyncio.create_task(unlucky())  $at main create
    await asyncio.sleep(2 * $sleep)  $at main sleep
    $is mended try:
    $is mended     await task
    $is mended except ValueError as error:
    $is mended     print("caught:", error, flush=True)  $at main print caught
    print("main done", flush=True)  $at main print main done


asyncio.run(main())  $at program run
`,
	Go: `$is wrong // A task that fails and is never awaited.
$is mended // A task that fails and is awaited.
package main

import (
	"errors"
	"fmt"
	"log"
	"time"

	"loopyard/engine"
)

const sleep = $sleep

func unlucky(co *engine.Co) (any, error) {  $at unlucky begin
	if err := co.Sleep(sleep); err != nil {  $at unlucky sleep
		return nil, err
	}
	return nil, errors.New("bad luck")  $at unlucky fail
}

func run(co *engine.Co) (any, error) {  $at main begin
	$is wrong engine.CreateTask(co, "unlucky", unlucky)  $at main create
	$is mended task := engine.CreateTask(co, "unlucky", unlucky)  $at main create
	if err := co.Sleep(2 * sleep); err != nil {  $at main sleep
		return nil, err
	}
	$is mended if _, err := task.Await(co); err != nil {
	$is mended 	fmt.Println("caught:", err)  $at main print caught
	$is mended }
	fmt.Println("main done")  $at main print main done
	return nil, nil
}

func main() {
	config := engine.Config{Report: func(r engine.Report) { fmt.Println(r.Message) }}  $at program print
	if _, err := engine.Run(config, run); err != nil {  $at program run
		log.Fatal(err)
	}
}
`,
}
