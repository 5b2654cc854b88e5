package lesson

import (
	"loopyard/engine/trace/replay"
)

var mixed = Lesson{
	Title:   "A different program in each thread",
	Group:   Claims,
	Summary: "a clock, a computation, three requests",
	Lead: "Each of three threads runs a loop, and each loop has a different main coroutine: the first one ticks, the " +
		"second computes, and the third waits for three things at once.",
	Watch: "Loops need not be alike. Each one keeps its own time, and the loop that computes does not delay the " +
		"others as long as it has a core of its own.",
	Question: Question{
		Ask:     "Which loop is busy for the longest time?",
		Answers: []string{"Loop0, which ticks", "Loop1, which computes", "Loop2, which fetches", "None: no step takes any time"},
		Right: func(l *replay.Log) int {
			best, most := 3, int64(0)
			s := summary(l)
			for _, each := range s.Loops {
				if name := l.LoopName(each.ID); each.Busy > most {
					best, most = int(name[len(name)-1]-'0'), each.Busy
				}
			}
			return best
		},
	},
	Presets: []Preset{{"On one core", "cores=1"}, {"Without computing", "work=0s"}},
	Python: `"""Event loops in threads, each with a different main coroutine."""

import asyncio
import threading
$work import time


$part say


$part compute


async def clock(name):  $at Loop0/main begin
    for _ in range($iterations):
        say(f"{name}: tick")  $at Loop0/main print
        await asyncio.sleep($sleep)  $at Loop0/main sleep


async def computer(name):  $at Loop1/main begin
    for _ in range($iterations):
        $work compute(STEPS)  $at Loop1/main work
        await asyncio.sleep(0)  $at Loop1/main sleep
    say(f"{name} done")  $at Loop1/main print


async def fetch(name, k, word):  $at first|second|third begin
    await asyncio.sleep(k * $sleep)  $at first|second|third sleep
    say(f"{name}: fetched the {word}")  $at first|second|third print


async def fetcher(name):  $at Loop2/main begin
    await asyncio.gather(fetch(name, 3, "third"), fetch(name, 2, "second"), fetch(name, 1, "first"))  $at Loop2/main create|await


mains = [clock("Loop0"), computer("Loop1"), fetcher("Loop2")]
threads = [threading.Thread(target=asyncio.run, args=(main,)) for main in mains]  $at thread run
for thread in threads:
    thread.start()  $at program start
for thread in threads:
    thread.join()  $at program join
`,
	Go: `// Event loops in threads, each with a different main coroutine.
package main

import (
	"fmt"
	"log"
	$work "runtime"
	"time"

	"loopyard/engine"
)

const sleep = $sleep

$part compute

func clock(co *engine.Co) (any, error) {  $at Loop0/main begin
	for range $iterations {
		fmt.Printf("%s: tick\n", co.Loop().Name())  $at Loop0/main print
		if err := co.Sleep(sleep); err != nil {  $at Loop0/main sleep
			return nil, err
		}
	}
	return nil, nil
}

func computer(co *engine.Co) (any, error) {  $at Loop1/main begin
	for range $iterations {
		$work compute(steps)  $at Loop1/main work
		if err := co.Yield(); err != nil {  $at Loop1/main sleep
			return nil, err
		}
	}
	fmt.Printf("%s done\n", co.Loop().Name())  $at Loop1/main print
	return nil, nil
}

func fetch(k time.Duration, word string) engine.Coroutine[any] {
	return func(co *engine.Co) (any, error) {  $at first|second|third begin
		err := co.Sleep(k * sleep)  $at first|second|third sleep
		fmt.Printf("%s: fetched the %s\n", co.Loop().Name(), word)  $at first|second|third print
		return nil, err
	}
}

func fetcher(co *engine.Co) (any, error) {  $at Loop2/main begin
	return engine.Gather(co, engine.CreateTask(co, "third", fetch(3, "third")),  $at Loop2/main create third $at Loop2/main await
		engine.CreateTask(co, "second", fetch(2, "second")), engine.CreateTask(co, "first", fetch(1, "first")))  $at Loop2/main create
}

func main() {
	var threads []*engine.Thread
	for k, main := range []engine.Coroutine[any]{clock, computer, fetcher} {
		name := fmt.Sprintf("Loop%d", k)
		threads = append(threads, engine.StartThread(name, func(t *engine.Thread) error {  $at program start
			_, err := engine.Run(engine.Config{Name: name, Thread: t}, main)  $at thread run
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
