package lesson

import (
	"loopyard/engine/trace/replay"
)

var cores = Lesson{
	Title:   "Does a loop per core help?",
	Group:   Claims,
	Summary: "computing in one loop and in many",
	Lead: "Each thread runs a loop, and all loops compute the same amount, in pieces. Between two pieces a loop gives " +
		"its other tasks a turn.",
	Watch: "Loops can compute at the same time only as far as there are cores. Give the simulated machine two cores, " +
		"or a GIL, and the loops take turns: more loops do not make more cores. Then run it in real time to " +
		"see what your machine does.",
	Question: Question{
		Ask:     "What is the largest number of loops computing at once?",
		Answers: []string{"One", "Two", "More than two"},
		Right:   func(l *replay.Log) int { return min(max(summary(l).MostAtOnce, 1), 3) - 1 },
	},
	Presets: []Preset{
		{"One loop", "loops=1"},
		{"One core", "cores=1"},
		{"Two cores", "cores=2"},
		{"A GIL, as in Python", "gil=true"},
		{"In real time on one thread", "placement=single"},
	},
	Python: `"""Event loops that compute, each in a thread of its own."""

import asyncio
import threading
$work import time


$part say


$part compute


async def computing(name):  $at main begin
    for _ in range($iterations):
        $work compute(STEPS)  $at main work
        await asyncio.sleep(0)  # other tasks of the loop would get their turn here  $at main sleep
    say(f"{name} done")  $at main print


threads = [
    threading.Thread(target=asyncio.run, args=(computing(f"Loop{k}"),))  $at thread run
    for k in range($loops)
]
for thread in threads:
    thread.start()  $at program start
for thread in threads:
    thread.join()  $at program join
`,
	Go: `// Event loops that compute, each in a thread of its own.
package main

import (
	"fmt"
	"log"
	$work "runtime"
	$work "time"

	"loopyard/engine"
)

$part compute

func computing(name string) engine.Coroutine[any] {
	return func(co *engine.Co) (any, error) {  $at main begin
		for range $iterations {
			$work compute(steps)  $at main work
			if err := co.Yield(); err != nil { // other tasks of the loop would get their turn here  $at main sleep
				return nil, err
			}
		}
		fmt.Printf("%s done\n", name)  $at main print
		return nil, nil
	}
}

func main() {
	var threads []*engine.Thread
	for k := range $loops {
		name := fmt.Sprintf("Loop%d", k)
		threads = append(threads, engine.StartThread(name, func(t *engine.Thread) error {  $at program start
			_, err := engine.Run(engine.Config{Name: name, Thread: t}, computing(name))  $at thread run
			return err
		}))
	}
	for _, thread := range threads {
		if err := thread.Join(); err != nil {  $at program join
			log.Fatal(err)
		}
	}
}
`,
}
