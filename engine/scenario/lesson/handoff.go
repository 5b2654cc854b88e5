package lesson

import "loopyard/engine/trace"

var handoff = Lesson{
	Title:   "Handing work to other loops",
	Group:   Together,
	Summary: "thread-safe calls, and their answers",
	Lead: "Loop0 gives the loops of other threads something to do: a call with call_soon_threadsafe, then coroutines with " +
		"run_coroutine_threadsafe, whose answers it awaits. One of those fails, and one is canceled.",
	Watch: "What is handed over is queued in the other loop’s inbox, wakes that loop, and runs in one of its next turns; " +
		"the answer comes back in the same way. A loop that is blocked takes nothing out of its inbox meanwhile.",
	Question: Question{
		Ask:     "Has a coroutine to stay in the inbox of a loop that is blocked?",
		Answers: []string{"Yes", "No"},
		Right: func(l *trace.Log) int {
			blocked, stayed := map[trace.LoopID]trace.Event{}, false
			for _, e := range l.Events(1) {
				switch e.Kind {
				case trace.BlockEnded:
					blocked[e.Loop] = e
				case trace.PostReceived:
					sent, last := l.Event(e.Cause), blocked[e.Loop]
					stayed = stayed || l.Event(last.Cause).At < sent.At && sent.At < last.At
				}
			}
			return yes(stayed)
		},
	},
	Presets: []Preset{
		{"Nobody is blocked", "block=0s"},
		{"Blocked for long", "block=200ms"},
		{"Many loops", "loops=8"},
	},
	Python: `"""Event loops in threads. Loop0 hands work to the others and awaits the answers."""

import asyncio
import threading
import time


$part say


# Loops may be made here and run elsewhere. What they are given before they run waits for them.
loops = [asyncio.new_event_loop() for _ in range($loops + 1)]
signals = [asyncio.Event() for _ in loops]


def call(k):
    say(f"Loop{k}: runs call")
    time.sleep($block)  # holds the loop


async def endless(k):
    say(f"Loop{k}: runs endless")
    try:
        await asyncio.Future()
    finally:
        say(f"Loop{k}: endless is canceled")


async def fail(k):
    say(f"Loop{k}: runs fail")
    raise RuntimeError("bad luck")


async def square(k):
    say(f"Loop{k}: runs square")
    await asyncio.sleep($sleep)
    return k * k


def submit(k, coroutine):
    say(f"Loop0: queues {coroutine.__name__} for Loop{k}")
    return asyncio.run_coroutine_threadsafe(coroutine(k), loops[k])


async def hand_out():
    for k in others:
        say(f"Loop0: queues call for Loop{k}")
        loops[k].call_soon_threadsafe(call, k)
    await asyncio.sleep($sleep)
    never, failing = submit(1, endless), submit(1, fail)
    squares = [asyncio.wrap_future(submit(k, square)) for k in others]
    for k, answer in zip(others, await asyncio.gather(*squares)):
        say(f"Loop0: Loop{k} answers {answer}")
    try:
        await asyncio.wrap_future(failing)
    except RuntimeError as error:
        say(f"Loop0: Loop1 answers {error}")
    never.cancel()
    try:
        await asyncio.wrap_future(never)
    except asyncio.CancelledError:
        say("Loop0: endless is canceled")
    for k in others:
        say(f"Loop0: queues signal for Loop{k}")
        loops[k].call_soon_threadsafe(signals[k].set)


async def serve(k):
    await signals[k].wait()
    say(f"Loop{k} done")


others = range(1, len(loops))
threads = [threading.Thread(target=loops[k].run_until_complete, args=(serve(k),)) for k in others]
for thread in threads:
    thread.start()
loops[0].run_until_complete(hand_out())
for thread in threads:
    thread.join()
`,
	Go: `// Event loops in threads. Loop0 hands work to the others and awaits the answers.
package main

import (
	"errors"
	"fmt"
	"log"
	"time"

	"loopyard/engine"
)

var loops [$loops + 1]*engine.Loop
var signals [$loops + 1]engine.Event

func endless(co *engine.Co, k int) (int, error) {
	fmt.Printf("Loop%d: runs endless\n", k)
	_, err := engine.NewFuture[any](co.Loop()).Await(co)
	fmt.Printf("Loop%d: endless is canceled\n", k)
	return 0, err
}

func fail(_ *engine.Co, k int) (int, error) {
	fmt.Printf("Loop%d: runs fail\n", k)
	return 0, errors.New("bad luck")
}

func square(co *engine.Co, k int) (int, error) {
	fmt.Printf("Loop%d: runs square\n", k)
	return k * k, co.Sleep($sleep)
}

func submit(k int, name string, fn func(*engine.Co, int) (int, error)) *engine.ThreadFuture[int] {
	fmt.Printf("Loop0: queues %s for Loop%d\n", name, k)
	f, _ := engine.RunCoroutineThreadsafe(loops[k], name, func(co *engine.Co) (int, error) { return fn(co, k) })
	return f // no loop is closed yet
}

func post(k int, name string, call func()) {
	fmt.Printf("Loop0: queues %s for Loop%d\n", name, k)
	loops[k].CallSoonThreadsafe(call)
}

func handOut(co *engine.Co) (any, error) {
	for k := 1; k < len(loops); k++ {
		post(k, "call", func() {
			fmt.Printf("Loop%d: runs call\n", k)
			time.Sleep($block) // holds the loop
		})
	}
	co.Sleep($sleep)
	never, failing := submit(1, "endless", endless), submit(1, "fail", fail)
	var squares [$loops + 1]*engine.ThreadFuture[int]
	for k := 1; k < len(loops); k++ {
		squares[k] = submit(k, "square", square)
	}
	for k := 1; k < len(loops); k++ {
		answer, _ := squares[k].Await(co)
		fmt.Printf("Loop0: Loop%d answers %d\n", k, answer)
	}
	_, err := failing.Await(co)
	fmt.Printf("Loop0: Loop1 answers %v\n", err)
	never.Cancel()
	_, err = never.Await(co)
	fmt.Printf("Loop0: endless is %v\n", err)
	for k := 1; k < len(loops); k++ {
		post(k, "signal", signals[k].Set)
	}
	return nil, nil
}

func main() {
	var threads []*engine.Thread
	up := make(chan *engine.Loop)
	for k := 1; k < len(loops); k++ {
		threads = append(threads, engine.StartThread("", func(t *engine.Thread) error {
			_, err := engine.Run(engine.Config{Thread: t}, func(co *engine.Co) (any, error) {
				up <- co.Loop()
				defer fmt.Printf("Loop%d done\n", k)
				return nil, signals[k].Wait(co)
			})
			return err
		}))
		loops[k] = <-up
	}
	_, err := engine.Run(engine.Config{}, handOut)
	for _, thread := range threads {
		err = errors.Join(err, thread.Join())
	}
	if err != nil {
		log.Fatal(err)
	}
}
`,
}
