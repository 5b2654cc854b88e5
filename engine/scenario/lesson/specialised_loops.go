package lesson

import (
	"loopyard/engine/trace/lint"
	"loopyard/engine/trace/replay"
)

var specialisedLoops = Lesson{
	Title:   "One loop for each kind of work",
	Group:   Claims,
	Summary: "waiting and computing in separate loops",
	Lead: "One task mostly waits, as if for the network, and another task computes. Both run in one loop, or each " +
		"runs in a loop and a thread of its own.",
	Watch: "In one loop, a request whose answer has come must wait until the current computation ends: this delay is " +
		"its lag. In two loops it continues at once, provided that each thread has a core.",
	Question: Question{
		Ask:     "What is the largest delay of a request?",
		Answers: []string{"Less than a millisecond", "About one computation, or more"},
		Right:   func(l *replay.Log) int { return yes(summary(l).LagMax < 1_000_000) },
	},
	Presets: []Preset{
		{"In two loops", "variant=apart"},
		{"In two loops on one core", "variant=apart cores=1"},
		{"Short computations", "work=2ms"},
	},
	Lints: map[string][]lint.Rule{"together": {lint.BlockedLoop}},
	Python: `$is together """A task that waits and one that computes, in one event loop."""
$is apart """A task that waits and one that computes, each in an event loop of its own."""

import asyncio
$is apart import threading
$work import time


$is apart $part say


$part compute


async def requests():  $at requests begin
    for _ in range($iterations):
        await asyncio.sleep($sleep)  $at requests sleep


async def computations():  $at computations begin
    for _ in range($iterations):
        $work compute(STEPS)  $at computations work
        await asyncio.sleep(0)  $at computations sleep


$is together async def main():  $at main begin
$is together     await asyncio.gather(computations(), requests())  $at main create|await
$is together     print(f"Loop1: {$iterations} computations", flush=True)  $at main print computations
$is together     print(f"Loop1: {$iterations} requests", flush=True)  $at main print requests
$is apart async def main(name, coroutine, what):  $at main begin
$is apart     await coroutine  $at main create|await
$is apart     say(f"{name}: {$iterations} {what}")  $at main print


$is together asyncio.run(main())  $at program run
$is apart computing = main("Loop2", computations(), "computations")
$is apart thread = threading.Thread(target=asyncio.run, args=(computing,))  $at thread run
$is apart thread.start()  $at program start
$is apart asyncio.run(main("Loop1", requests(), "requests"))  $at program run
$is apart thread.join()  $at program join
`,
	Go: `$is together // A task that waits and one that computes, in one event loop.
$is apart // A task that waits and one that computes, each in an event loop of its own.
package main

import (
	$is apart "errors"
	"fmt"
	"log"
	$work "runtime"
	"time"

	"loopyard/engine"
)

$part compute

func requests(co *engine.Co) (any, error) {  $at requests begin
	for range $iterations {
		if err := co.Sleep($sleep); err != nil {  $at requests sleep
			return nil, err
		}
	}
	return nil, nil
}

func computations(co *engine.Co) (any, error) {  $at computations begin
	for range $iterations {
		$work compute(steps)  $at computations work
		if err := co.Yield(); err != nil {  $at computations sleep
			return nil, err
		}
	}
	return nil, nil
}

$is together func main() {
$is together 	_, err := engine.Run(engine.Config{}, func(co *engine.Co) (any, error) {  $at program run $at main begin
$is together 		return engine.Gather(co,  $at main await
$is together 			engine.CreateTask(co, "computations", computations),  $at main create computations
$is together 			engine.CreateTask(co, "requests", requests))  $at main create requests
$is together 	})
$is together 	if err != nil {
$is together 		log.Fatal(err)
$is together 	}
$is together 	fmt.Println("Loop1:", $iterations, "computations")  $at main print computations
$is together 	fmt.Println("Loop1:", $iterations, "requests")  $at main print requests
$is together }
$is apart func run(t *engine.Thread, name, what string, task engine.Coroutine[any]) error {
$is apart 	_, err := engine.Run(engine.Config{Name: name, Thread: t}, task)  $at program run $at thread run
$is apart 	fmt.Printf("%s: %d %s\n", name, $iterations, what)  $at main print
$is apart 	return err
$is apart }
$is apart 
$is apart func main() {
$is apart 	thread := engine.StartThread("Loop2", func(t *engine.Thread) error {  $at program start
$is apart 		return run(t, "Loop2", "computations", computations)
$is apart 	})
$is apart 	err := run(nil, "Loop1", "requests", requests)
$is apart 	if err := errors.Join(err, thread.Join()); err != nil {  $at program join
$is apart 		log.Fatal(err)
$is apart 	}
$is apart }
`,
}
