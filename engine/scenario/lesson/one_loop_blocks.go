package lesson

import (
	"strings"

	"loopyard/engine/trace"
	"loopyard/engine/trace/lint"
	"loopyard/engine/trace/replay"
)

var oneLoopBlocks = Lesson{
	Title:   "One loop blocks",
	Group:   Claims,
	Summary: "which timers run late, and which do not",
	Lead: "Timers are divided among the loops, and each timer fires again and again. Loop0 also has a task that makes " +
		"a blocking call, which stops its thread and with it the whole loop.",
	Watch: "Only the timers of the blocked loop run late; the other loops are not affected. With one loop for each " +
		"timer, one timer runs late; with a single loop, all of them do.",
	Question: Question{
		Ask:     "How many of the timers run late?",
		Answers: []string{"None", "Some", "All"},
		Right: func(l *replay.Log) int {
			timers, late := map[string]bool{}, map[string]bool{}
			for _, e := range l.Events(1) {
				name := l.TaskName(e.Loop, e.Task)
				if e.Kind != trace.TimerFired || !strings.HasPrefix(name, "timer") {
					continue
				}
				timers[name] = true
				if e.At-e.Arg >= lint.NoticeableDelay {
					late[name] = true
				}
			}
			switch len(late) {
			case 0:
				return 0
			case len(timers):
				return 2
			}
			return 1
		},
	},
	Presets: []Preset{
		{"One loop for all timers", "loops=1"},
		{"One loop for each timer", "loops=6"},
		{"A longer blocking call", "block=2s iterations=10"},
	},
	Lints: map[string][]lint.Rule{"": {lint.BlockedLoop}},
	Python: `"""Timers in several event loops, one of which blocks."""

import asyncio
import threading
import time


$part say


async def timer():  $at timer begin
    for _ in range($iterations):
        await asyncio.sleep($sleep)  $at timer sleep


async def blocker():  $at blocker begin
    await asyncio.sleep($sleep / 2)  $at blocker sleep
    time.sleep($block)  # blocks the thread: nothing else in this loop can run  $at blocker block


async def main(k):  $at main begin
    timers = ($coroutines + $loops - 1 - k) // $loops  # dealt out in turn
    coroutines = [timer() for _ in range(timers)]
    if k == 0:
        coroutines.append(blocker())
    await asyncio.gather(*coroutines)  $at main create|await
    say(f"Loop{k}: {timers} timers done")  $at main print


threads = [threading.Thread(target=asyncio.run, args=(main(k),)) for k in range($loops)]  $at thread run
for thread in threads:
    thread.start()  $at program start
for thread in threads:
    thread.join()  $at program join
`,
	Go: `// Timers in several event loops, one of which blocks.
package main

import (
	"fmt"
	"log"
	"time"

	"loopyard/engine"
)

const sleep = $sleep

func timer(co *engine.Co) (any, error) {  $at timer begin
	for range $iterations {
		if err := co.Sleep(sleep); err != nil {  $at timer sleep
			return nil, err
		}
	}
	return nil, nil
}

func blocker(co *engine.Co) (any, error) {  $at blocker begin
	err := co.Sleep(sleep / 2)  $at blocker sleep
	time.Sleep($block) // blocks the thread: nothing else in this loop can run  $at blocker block
	return nil, err
}

func loop(t *engine.Thread, k int) error {
	name := fmt.Sprintf("Loop%d", k)
	timers := ($coroutines + $loops - 1 - k) / $loops // dealt out in turn
	_, err := engine.Run(engine.Config{Name: name, Thread: t}, func(co *engine.Co) (any, error) {  $at thread run $at main begin
		var all []*engine.Task[any]
		for range timers {
			all = append(all, engine.CreateTask(co, "timer", timer))  $at main create timer
		}
		if k == 0 {
			all = append(all, engine.CreateTask(co, "blocker", blocker))  $at main create blocker
		}
		_, err := engine.Gather(co, all...)  $at main await
		fmt.Printf("%s: %d timers done\n", name, timers)  $at main print
		return nil, err
	})
	return err
}

func main() {
	var threads []*engine.Thread
	for k := range $loops {
		threads = append(threads, engine.StartThread("", func(t *engine.Thread) error { return loop(t, k) }))  $at program start
	}
	for _, thread := range threads {
		if err := thread.Join(); err != nil {  $at program join
			log.Fatal(err)
		}
	}
}
`,
}
