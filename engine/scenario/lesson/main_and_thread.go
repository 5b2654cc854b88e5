package lesson

import (
	"loopyard/engine/trace/replay"
)

var mainAndThread = Lesson{
	Title:   "Main thread and new thread",
	Group:   ManyLoops,
	Summary: "two loops side by side",
	Lead: "The main thread starts a second thread, and each of them runs an event loop of its own. Both loops run the " +
		"same main coroutine under different names: it prints a line, shows its loop, sleeps, and prints again.",
	Watch: "The main thread starts the other thread, runs Loop2 itself, and joins the other thread at the end. While " +
		"both loops sleep, both threads are idle: two loops need two threads, but sleeping needs no core.",
	Question: Question{
		Ask:     "Both loops sleep for the same time. How long does the program take?",
		Answers: []string{"About as long as one loop", "As long as both loops added up"},
		Right: func(l *replay.Log) int {
			s, lives := summary(l), int64(0)
			for _, each := range s.Loops {
				lives += each.Lifetime
			}
			return yes(4*s.Wall < 3*lives)
		},
	},
	Presets: []Preset{
		{"With computing", "work=500ms"},
		{"Computing on one core", "work=500ms cores=1"},
	},
	Python: mainAndThreadPython,
	Go:     mainAndThreadGo,
}

const mainAndThreadPython = `"""Two event loops at once: one in a new thread, one in the main thread."""

import asyncio
import threading
$work import time


$part say


$part compute


async def main_coroutine(name):  $at main begin
    say(f"{name} coroutine running...")  $at main print coroutine
    loop = asyncio.get_running_loop()
    say(f"{name}: {id(loop)} - {loop}")  $at main print EventLoop
    $work compute(STEPS)  $at main work
    await asyncio.sleep($sleep)  $at main sleep
    say(f"{name} done")  $at main print done


# The new thread calls asyncio.run, so its loop is made there and belongs to that thread.
thread = threading.Thread(target=asyncio.run, args=(main_coroutine("Loop1"),))  $at thread run
thread.start()  $at program start

# Meanwhile the main thread runs a loop as well.
asyncio.run(main_coroutine("Loop2"))  $at program run
thread.join()  $at program join
`

const mainAndThreadGo = `// Two event loops at once: one in a new thread, one in the main thread.
package main

import (
	"errors"
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
		$work compute(steps)  $at main work
		if err := co.Sleep($sleep); err != nil {  $at main sleep
			return nil, err
		}
		fmt.Printf("%s done\n", name)  $at main print done
		return nil, nil
	}
}

func main() {
	// The new thread calls engine.Run, so its loop is made there and belongs to that thread.
	thread := engine.StartThread("Loop1", func(t *engine.Thread) error {  $at program start
		_, err := engine.Run(engine.Config{Name: "Loop1", Thread: t}, mainCoroutine("Loop1"))  $at thread run
		return err
	})

	// Meanwhile the main goroutine runs a loop as well.
	_, err := engine.Run(engine.Config{Name: "Loop2"}, mainCoroutine("Loop2"))  $at program run
	if err := errors.Join(err, thread.Join()); err != nil {  $at program join
		log.Fatal(err)
	}
}
`
