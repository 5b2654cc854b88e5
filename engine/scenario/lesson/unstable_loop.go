package lesson

import (
	"loopyard/engine/trace/replay"
)

var unstableLoop = Lesson{
	Title:   "One loop has failing tasks",
	Group:   Claims,
	Summary: "which tasks and loops survive",
	Lead: "Every loop has three tasks. In Loop0 the second task fails and the third panics, both after their first " +
		"sleep. In the other loops all three tasks succeed.",
	Watch: "A failure ends its own task and nothing else: Loop0 continues with its steady task, and the other loops " +
		"are not affected. Code that awaits a failed task receives its error.",
	Question: Question{
		Ask:     "What happens to the other tasks when a task fails?",
		Answers: []string{"They end early too", "They run to their end"},
		Right: func(l *replay.Log) int {
			s := summary(l)
			return yes(s.Done+s.Failed < s.Created)
		},
	},
	Presets: []Preset{{"One loop", "loops=1"}, {"Ten loops", "loops=10"}},
	Python: `"""Event loops, one of which has tasks that fail."""

import asyncio
import threading


$part say


async def worker(fate, unstable):  $at steady|failing|panicking begin
    for _ in range($iterations):
        await asyncio.sleep($sleep)  $at steady|failing|panicking sleep
        if unstable and fate == "failing":
            raise ValueError("bad luck")  $at failing fail
        if unstable and fate == "panicking":
            raise RuntimeError("out of its mind")  $at panicking fail


async def main(name, unstable):  $at main begin
    fates = ["steady", "failing", "panicking"]
    workers = (worker(fate, unstable) for fate in fates)
    for fate, end in zip(fates, await asyncio.gather(*workers, return_exceptions=True)):  $at main create|await
        say(f"{name}: {fate} {'has failed' if isinstance(end, Exception) else 'is done'}")  $at main print


threads = [
    threading.Thread(target=asyncio.run, args=(main(f"Loop{k}", k == 0),))  $at thread run
    for k in range($loops)
]
for thread in threads:
    thread.start()  $at program start
for thread in threads:
    thread.join()  $at program join
`,
	Go: `// Event loops, one of which has tasks that fail.
package main

import (
	"errors"
	"fmt"
	"log"
	"time"

	"loopyard/engine"
)

func worker(fate string, unstable bool) engine.Coroutine[any] {
	return func(co *engine.Co) (any, error) {  $at steady|failing|panicking begin
		for range $iterations {
			if err := co.Sleep($sleep); err != nil {  $at steady|failing|panicking sleep
				return nil, err
			}
			if unstable && fate == "failing" {
				return nil, errors.New("bad luck")  $at failing fail
			}
			if unstable && fate == "panicking" {
				panic("out of its mind")  $at panicking fail
			}
		}
		return nil, nil
	}
}

func loop(name string, unstable bool) engine.Coroutine[any] {
	return func(co *engine.Co) (any, error) {  $at main begin
		fates := []string{"steady", "failing", "panicking"}
		var workers []*engine.Task[any]
		for _, fate := range fates {
			workers = append(workers, engine.CreateTask(co, fate, worker(fate, unstable)))  $at main create
		}
		ends, err := engine.GatherAll(co, workers...)  $at main await
		for k, end := range ends {
			how := "is done"
			if end.Err != nil {
				how = "has failed"
			}
			fmt.Printf("%s: %s %s\n", name, fates[k], how)  $at main print
		}
		return nil, err
	}
}

func main() {
	var threads []*engine.Thread
	for k := range $loops {
		name := fmt.Sprintf("Loop%d", k)
		threads = append(threads, engine.StartThread(name, func(t *engine.Thread) error {  $at program start
			_, err := engine.Run(engine.Config{Name: name, Thread: t}, loop(name, k == 0))  $at thread run
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
