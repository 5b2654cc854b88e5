package lesson

import "loopyard/engine/trace"

var specialisedLoops = Lesson{
	Title:   "Loops that specialise",
	Group:   Claims,
	Summary: "waiting and computing, together or apart",
	Lead: "One task mostly waits, as for the network, and another computes. They share one loop, or each has a loop in " +
		"a thread of its own.",
	Watch: "Together, each request that comes back waits until a computation is over: that is its lag. Apart, it is " +
		"served at once, as long as there is a core for both.",
	Question: Question{
		Ask:     "By how much is a request late, at the worst?",
		Answers: []string{"By less than a millisecond", "By about one computation or more"},
		Right:   func(l *trace.Log) int { return yes(summary(l).LagMax < 1_000_000) },
	},
	Presets: []Preset{
		{"Apart", "variant=apart"},
		{"Apart, but on one core", "variant=apart cores=1"},
		{"Small computations", "work=2ms"},
	},
	Lints: map[string][]trace.Lint{"together": {trace.BlockedLoop}},
	Python: `$is together """A task that waits and one that computes, in one event loop."""
$is apart """A task that waits and one that computes, each in an event loop of its own."""

import asyncio
$is apart import threading
$work import time


$is apart $part say


$part compute


async def requests():
    for _ in range($iterations):
        await asyncio.sleep($sleep)


async def computations():
    for _ in range($iterations):
        $work compute(STEPS)
        await asyncio.sleep(0)


$is together async def main():
$is together     await asyncio.gather(computations(), requests())
$is together     print(f"Loop1: {$iterations} computations", flush=True)
$is together     print(f"Loop1: {$iterations} requests", flush=True)
$is apart async def main(name, coroutine, what):
$is apart     await coroutine
$is apart     say(f"{name}: {$iterations} {what}")


$is together asyncio.run(main())
$is apart computing = main("Loop2", computations(), "computations")
$is apart thread = threading.Thread(target=asyncio.run, args=(computing,))
$is apart thread.start()
$is apart asyncio.run(main("Loop1", requests(), "requests"))
$is apart thread.join()
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

func requests(co *engine.Co) (any, error) {
	for range $iterations {
		if err := co.Sleep($sleep); err != nil {
			return nil, err
		}
	}
	return nil, nil
}

func computations(co *engine.Co) (any, error) {
	for range $iterations {
		$work compute(steps)
		if err := co.Yield(); err != nil {
			return nil, err
		}
	}
	return nil, nil
}

$is together func main() {
$is together 	_, err := engine.Run(engine.Config{}, func(co *engine.Co) (any, error) {
$is together 		return engine.Gather[any](co,
$is together 			engine.CreateTask(co, "computations", computations),
$is together 			engine.CreateTask(co, "requests", requests))
$is together 	})
$is together 	if err != nil {
$is together 		log.Fatal(err)
$is together 	}
$is together 	fmt.Println("Loop1:", $iterations, "computations")
$is together 	fmt.Println("Loop1:", $iterations, "requests")
$is together }
$is apart func run(t *engine.Thread, name, what string, task engine.Coroutine[any]) error {
$is apart 	_, err := engine.Run(engine.Config{Name: name, Thread: t}, task)
$is apart 	fmt.Printf("%s: %d %s\n", name, $iterations, what)
$is apart 	return err
$is apart }
$is apart 
$is apart func main() {
$is apart 	thread := engine.StartThread("Loop2", func(t *engine.Thread) error {
$is apart 		return run(t, "Loop2", "computations", computations)
$is apart 	})
$is apart 	err := run(nil, "Loop1", "requests", requests)
$is apart 	if err := errors.Join(err, thread.Join()); err != nil {
$is apart 		log.Fatal(err)
$is apart 	}
$is apart }
`,
}
