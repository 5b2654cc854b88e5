package lesson

import (
	"loopyard/engine/trace"
	"loopyard/engine/trace/lint"
	"loopyard/engine/trace/replay"
)

var neverAwaited = Lesson{
	Title:   "A coroutine that is never awaited",
	Group:   Mistakes,
	Summary: "called, but never run",
	Lead: "The program calls a coroutine function to save something, but it does not await the result. The call alone " +
		"runs nothing: it makes a coroutine object, which runs only when it is awaited.",
	Watch: "Nothing is saved, and nothing fails. Only a warning at the end says that the coroutine never ran. In the " +
		"fixed version main awaits the coroutine and ends one sleep later.",
	Question: Question{
		Ask:     "Does main sleep until everything is saved?",
		Answers: []string{"Yes", "No, nothing sleeps at all"},
		Right:   func(l *replay.Log) int { return yes(count(l, trace.TimerSet) > 0) },
	},
	Presets: []Preset{{"Fixed", "variant=mended"}},
	Lints:   map[string][]lint.Rule{"wrong": {lint.NeverAwaited}},
	Python: `$is wrong """A coroutine that is called and never awaited."""
$is mended """A coroutine that is called and awaited."""

import asyncio
$is wrong import warnings


async def save():
    await asyncio.sleep($sleep)  $at main sleep
    print("saved", flush=True)  $at main print saved


async def main():  $at main begin
    saving = save()  # the call alone runs nothing
    $is mended await saving
    print("main done", flush=True)  $at main print main done


$is wrong def show(message, category, *where):
$is wrong     print(f"{category.__name__}: {message}", flush=True)  $at program print


$is wrong warnings.showwarning = show  # instead of a line on stderr
asyncio.run(main())  $at program run
`,
	Go: `$is wrong // A coroutine that is called and never awaited.
$is mended // A coroutine that is called and awaited.
package main

import (
	"fmt"
	"log"
	"time"

	"loopyard/engine"
)

func save(co *engine.Co) (any, error) {
	err := co.Sleep($sleep)  $at main sleep
	fmt.Println("saved")  $at main print saved
	return nil, err
}

func run(co *engine.Co) (any, error) {  $at main begin
	saving := engine.NewCall(co, "save", save) // the call alone runs nothing
	$is wrong _ = saving
	$is mended if _, err := saving.Await(co); err != nil {
	$is mended 	return nil, err
	$is mended }
	fmt.Println("main done")  $at main print main done
	return nil, nil
}

func main() {
	config := engine.Config{Debug: true}
	config.Report = func(r engine.Report) { fmt.Println("RuntimeWarning:", r.Message) }  $at program print
	if _, err := engine.Run(config, run); err != nil {  $at program run
		log.Fatal(err)
	}
}
`,
}
