package lesson

import (
	"loopyard/engine/trace"
	"loopyard/engine/trace/replay"
)

var loopPerThread = Lesson{
	Title:   "A loop in every thread",
	Group:   ManyLoops,
	Summary: "one loop for each thread",
	Lead: "The main thread starts the other threads and joins them; it runs no loop itself. Each of the other threads " +
		"runs a loop, whose coroutine prints a line and sleeps in every iteration.",
	Watch: "The lines of different loops can come in any order, but the lines of one loop always keep theirs. Any " +
		"number of loops can sleep at the same time. Raise Work: loops that compute at the same time need one " +
		"core each.",
	Question: Question{
		Ask:     "What is the largest number of loops running code at once?",
		Answers: []string{"One", "All of them", "More than one, but not all"},
		Right: func(l *replay.Log) int {
			switch most := summary(l).MostAtOnce; {
			case most <= 1:
				return 0
			case most == count(l, trace.LoopCreated):
				return 1
			}
			return 2
		},
	},
	Presets: []Preset{
		{"With computing", "work=200ms"},
		{"Computing on two cores", "work=200ms cores=2"},
		{"Computing with a GIL", "work=200ms gil=true"},
		{"A hundred loops", "loops=100"},
	},
	Python: loopPerThreadPython,
	Go:     loopPerThreadGo,
}

const loopPerThreadPython = `"""An event loop in every thread, all of them running at once."""

import asyncio
import threading
$work import time


$part say


$part compute


async def main_coroutine(name):  $at main begin
    say(f"{name} coroutine running...")  $at main print coroutine
    loop = asyncio.get_running_loop()
    say(f"{name}: {id(loop)} - {loop}")  $at main print EventLoop
    for _ in range($iterations):
        say(f"{name}: running...")  $at main print : running
        $work compute(STEPS)  $at main work
        await asyncio.sleep($sleep)  $at main sleep
    say(f"{name} done")  $at main print done


# One thread for each loop. The main thread runs no loop: it starts the others and waits for them.
threads = [
    threading.Thread(target=asyncio.run, args=(main_coroutine(f"Loop{k}"),))  $at thread run
    for k in range($loops)
]
for thread in threads:
    thread.start()  $at program start
for thread in threads:
    thread.join()  $at program join
`

const loopPerThreadGo = `// An event loop in every thread, all of them running at once.
package main

import (
	"fmt"
	"log"
	$work "runtime"
	"time"

	"loopyard/engine"
)

$part compute

func mainCoroutine(name string) engine.Coroutine[any] {
	return func(co *engine.Co) (any, error) {  $at main begin
		fmt.Printf("%s coroutine running...\n", name) // one Printf is one write: lines never mix  $at main print coroutine
		loop := co.Loop()
		fmt.Printf("%s: %d - %s\n", name, loop.ID(), loop)  $at main print EventLoop
		for range $iterations {
			fmt.Printf("%s: running...\n", name)  $at main print : running
			$work compute(steps)  $at main work
			if err := co.Sleep($sleep); err != nil {  $at main sleep
				return nil, err
			}
		}
		fmt.Printf("%s done\n", name)  $at main print done
		return nil, nil
	}
}

func main() {
	// One thread for each loop. The main thread runs no loop: it starts the others and waits for them.
	var threads []*engine.Thread
	for k := range $loops {
		name := fmt.Sprintf("Loop%d", k)
		threads = append(threads, engine.StartThread(name, func(t *engine.Thread) error {  $at program start
			_, err := engine.Run(engine.Config{Name: name, Thread: t}, mainCoroutine(name))  $at thread run
			return err
		}))
	}
	for _, thread := range threads {
		if err := thread.Join(); err != nil {  $at program join
			log.Fatal(err)
		}
	}
}
`
