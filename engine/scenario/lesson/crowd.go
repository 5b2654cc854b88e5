package lesson

import (
	"loopyard/engine/trace/replay"
)

var crowd = Lesson{
	Title:   "A crowd of coroutines",
	Group:   Claims,
	Summary: "many coroutines, few loops",
	Lead: "The coroutines are divided among the loops. Each loop starts its share at once and waits for all of them. " +
		"Every coroutine sleeps: a tenth of them for a tenth of the time, the next tenth for two tenths, and so " +
		"on.",
	Watch: "A sleeping coroutine takes memory but no computing, so the crowd takes about as long as its longest " +
		"sleep. Starting and waking coroutines takes time, because a loop runs one step after another: each " +
		"wave keeps its loop busy.",
	Question: Question{
		Ask:     "How much sooner would the program end with twice as many loops?",
		Answers: []string{"In about half the time", "Hardly sooner: the loops are mostly idle"},
		Right: func(l *replay.Log) int {
			s := summary(l)
			return yes(2*s.Busy > s.Wall) // only a loop that is busy can be relieved
		},
	},
	Presets: []Preset{
		{"One loop", "loops=1"},
		{"Ten thousand in four loops", "coroutines=10000 loops=4"},
		{"With computing", "coroutines=100 work=20ms"},
		{"Computing on two cores", "coroutines=100 work=20ms cores=2"},
		{"A hundred thousand", "coroutines=100000"},
		{"A million: 3.5 GB of memory", "coroutines=1000000 loops=1"},
	},
	Python: `"""Many coroutines, divided among a few event loops."""

import asyncio
import threading
$work import time


$part say


$part compute


async def member(k):  $at Task begin
    $work compute(STEPS)  $at Task work
    await asyncio.sleep($sleep * (k % 10 + 1) / 10)  $at Task sleep


async def crowd(name, share):  $at main begin
    say(f"{name}: {share} coroutines")  $at main print coroutines
    await asyncio.gather(*(member(k) for k in range(share)))  $at main create|await
    say(f"{name} done")  $at main print done


def share_of(k):
    """Return how many coroutines a loop gets if they are dealt out in turn."""
    return ($coroutines + $loops - 1 - k) // $loops


threads = [
    threading.Thread(target=asyncio.run, args=(crowd(f"Loop{k}", share_of(k)),))  $at thread run
    for k in range($loops)
]
for thread in threads:
    thread.start()  $at program start
for thread in threads:
    thread.join()  $at program join
`,
	Go: `// Many coroutines, divided among a few event loops.
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

func member(k int) engine.Coroutine[any] {
	return func(co *engine.Co) (any, error) {  $at Task begin
		$work compute(steps)  $at Task work
		return nil, co.Sleep(sleep * time.Duration(k%10+1) / 10)  $at Task sleep
	}
}

func crowd(name string, share int) engine.Coroutine[any] {
	return func(co *engine.Co) (any, error) {  $at main begin
		fmt.Printf("%s: %d coroutines\n", name, share)  $at main print coroutines
		all := make([]*engine.Task[any], share)
		for k := range all {
			all[k] = engine.CreateTask(co, "", member(k))  $at main create
		}
		_, err := engine.Gather(co, all...)  $at main await
		fmt.Printf("%s done\n", name)  $at main print done
		return nil, err
	}
}

func main() {
	var threads []*engine.Thread
	for k := range $loops {
		name, share := fmt.Sprintf("Loop%d", k), ($coroutines+$loops-1-k)/$loops // dealt out in turn
		threads = append(threads, engine.StartThread(name, func(t *engine.Thread) error {  $at program start
			_, err := engine.Run(engine.Config{Name: name, Thread: t}, crowd(name, share))  $at thread run
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
