package lesson

import (
	"loopyard/engine/trace"
	"loopyard/engine/trace/lint"
	"loopyard/engine/trace/replay"
)

var neverAwaited = Lesson{
	Title:   "A coroutine that nobody awaits",
	Group:   Mistakes,
	Summary: "called, and never run",
	Lead: "A coroutine function is called to save something, and what the call gives is not awaited. To call it is not to " +
		"run it: it makes a coroutine, which waits to be driven.",
	Watch: "Nothing is saved, and nothing fails. Only a warning at the end says that the coroutine never ran. Mended, " +
		"main awaits it, and ends a sleep later.",
	Question: Question{
		Ask:     "Does main sleep until the saving is done?",
		Answers: []string{"Yes", "No, nothing sleeps at all"},
		Right:   func(l *replay.Log) int { return yes(count(l, trace.TimerSet) > 0) },
	},
	Presets: []Preset{{"Mended", "variant=mended"}},
	Lints:   map[string][]lint.Lint{"wrong": {lint.NeverAwaited}},
	Python: `$is wrong """A coroutine that is called and never awaited."""
$is mended """A coroutine that is called and awaited."""

import asyncio
$is wrong import warnings


async def save():
    await asyncio.sleep($sleep)  $at main sleep
    print("saved", flush=True)  $at main print saved


async def main():  $at main begin
    saving = save()  # this alone runs nothing
    $is mended await saving
    print("main done", flush=True)  $at main print main done


$is wrong def show(message, category, *where):
$is wrong     print(f"{category.__name__}: {message}", flush=True)  $at program print


$is wrong warnings.showwarning = show  # in place of a line on stderr
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
	saving := engine.NewCall(co, "save", save) // this alone runs nothing
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
