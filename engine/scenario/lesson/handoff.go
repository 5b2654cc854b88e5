package lesson

import (
	"loopyard/engine/trace"
	"loopyard/engine/trace/replay"
)

var handoff = Lesson{
	Title:   "Handing work to other loops",
	Group:   Together,
	Summary: "thread-safe calls and their answers",
	Lead: "Loop0 sends work to the loops of other threads: first a callback with call_soon_threadsafe, then " +
		"coroutines with run_coroutine_threadsafe, whose answers it awaits. One coroutine fails, and one is " +
		"canceled.",
	Watch: "Work that is sent waits in the other loop’s inbox, wakes that loop, and runs in one of its next " +
		"iterations. The answer comes back in the same way. A blocked loop takes nothing out of its inbox.",
	Question: Question{
		Ask:     "Must a coroutine wait because its loop is blocked?",
		Answers: []string{"Yes", "No"},
		Right: func(l *replay.Log) int {
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
		{"No blocking", "block=0s"},
		{"Blocked for longer", "block=200ms"},
		{"Eight loops", "loops=8"},
	},
	Python: `"""Event loops in threads. Loop0 hands work to the others and awaits the answers."""

import asyncio
import threading
import time


$part say


# A loop may be made in one thread and run in another. Earlier calls wait until it runs.
loops = [asyncio.new_event_loop() for _ in range($loops + 1)]
signals = [asyncio.Event() for _ in loops]


def call(k):
    say(f"Loop{k}: runs call")  $at callback print
    time.sleep($block)  # blocks the loop  $at callback block


async def endless(k):  $at endless begin
    say(f"Loop{k}: runs endless")  $at endless print runs
    try:
        await asyncio.Future()  $at endless await
    finally:
        say(f"Loop{k}: endless is canceled")  $at endless print canceled


async def fail(k):  $at fail begin
    say(f"Loop{k}: runs fail")  $at fail print
    raise RuntimeError("bad luck")  $at fail fail


async def square(k):  $at square begin
    say(f"Loop{k}: runs square")  $at square print
    await asyncio.sleep($sleep)  $at square sleep
    return k * k  $at square return


def submit(k, coroutine):
    say(f"Loop0: queues {coroutine.__name__} for Loop{k}")  $at Loop0/main print endless for $at Loop0/main print fail for $at Loop0/main print square for
    return asyncio.run_coroutine_threadsafe(coroutine(k), loops[k])  $at Loop0/main post


async def hand_out():  $at Loop0/main begin
    for k in others:
        say(f"Loop0: queues call for Loop{k}")  $at Loop0/main print call for
        loops[k].call_soon_threadsafe(call, k)  $at Loop0/main post
    await asyncio.sleep($sleep)  $at Loop0/main sleep
    never, failing = submit(1, endless), submit(1, fail)
    squares = [asyncio.wrap_future(submit(k, square)) for k in others]
    for k, answer in zip(others, await asyncio.gather(*squares)):  $at Loop0/main await
        say(f"Loop0: Loop{k} answers {answer}")  $at Loop0/main print answers
    try:
        await asyncio.wrap_future(failing)
    except RuntimeError as error:
        say(f"Loop0: Loop1 answers {error}")  $at Loop0/main print answers bad luck
    never.cancel()  $at Loop0/main post
    try:
        await asyncio.wrap_future(never)
    except asyncio.CancelledError:
        say("Loop0: endless is canceled")  $at Loop0/main print endless is
    for k in others:
        say(f"Loop0: queues signal for Loop{k}")  $at Loop0/main print signal for
        loops[k].call_soon_threadsafe(signals[k].set)  $at Loop0/main post


async def serve(k):  $at main begin
    await signals[k].wait()  $at main await
    say(f"Loop{k} done")  $at main print


others = range(1, len(loops))
threads = [threading.Thread(target=loops[k].run_until_complete, args=(serve(k),)) for k in others]  $at thread run
for thread in threads:
    thread.start()  $at program start
loops[0].run_until_complete(hand_out())  $at program run
for thread in threads:
    thread.join()  $at program join
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

func endless(co *engine.Co, k int) (int, error) {  $at endless begin
	fmt.Printf("Loop%d: runs endless\n", k)  $at endless print runs
	_, err := engine.NewFuture[any](co.Loop()).Await(co)  $at endless await
	fmt.Printf("Loop%d: endless is canceled\n", k)  $at endless print canceled
	return 0, err
}

func fail(_ *engine.Co, k int) (int, error) {  $at fail begin
	fmt.Printf("Loop%d: runs fail\n", k)  $at fail print
	return 0, errors.New("bad luck")  $at fail fail
}

func square(co *engine.Co, k int) (int, error) {  $at square begin
	fmt.Printf("Loop%d: runs square\n", k)  $at square print
	return k * k, co.Sleep($sleep)  $at square sleep|return
}

func submit(k int, name string, fn func(*engine.Co, int) (int, error)) *engine.ThreadFuture[int] {
	fmt.Printf("Loop0: queues %s for Loop%d\n", name, k)  $at Loop0/main print endless for $at Loop0/main print fail for $at Loop0/main print square for
	f, _ := engine.RunCoroutineThreadsafe(loops[k], name, func(co *engine.Co) (int, error) { return fn(co, k) })  $at Loop0/main post
	return f // no loop is closed yet
}

func post(k int, name string, call func()) {
	fmt.Printf("Loop0: queues %s for Loop%d\n", name, k)  $at Loop0/main print call for $at Loop0/main print signal for
	loops[k].CallSoonThreadsafe(call)  $at Loop0/main post
}

func handOut(co *engine.Co) (any, error) {  $at Loop0/main begin
	for k := 1; k < len(loops); k++ {
		post(k, "call", func() {
			fmt.Printf("Loop%d: runs call\n", k)  $at callback print
			time.Sleep($block) // blocks the loop  $at callback block
		})
	}
	co.Sleep($sleep)  $at Loop0/main sleep
	never, failing := submit(1, "endless", endless), submit(1, "fail", fail)
	var squares [$loops + 1]*engine.ThreadFuture[int]
	for k := 1; k < len(loops); k++ {
		squares[k] = submit(k, "square", square)
	}
	for k := 1; k < len(loops); k++ {
		answer, _ := squares[k].Await(co)  $at Loop0/main await
		fmt.Printf("Loop0: Loop%d answers %d\n", k, answer)  $at Loop0/main print answers
	}
	_, err := failing.Await(co)
	fmt.Printf("Loop0: Loop1 answers %v\n", err)  $at Loop0/main print answers bad luck
	never.Cancel()  $at Loop0/main post
	_, err = never.Await(co)
	fmt.Printf("Loop0: endless is %v\n", err)  $at Loop0/main print endless is
	for k := 1; k < len(loops); k++ {
		post(k, "signal", signals[k].Set)
	}
	return nil, nil
}

func main() {
	var threads []*engine.Thread
	up := make(chan *engine.Loop)
	for k := 1; k < len(loops); k++ {
		threads = append(threads, engine.StartThread("", func(t *engine.Thread) error {  $at program start
			_, err := engine.Run(engine.Config{Thread: t}, func(co *engine.Co) (any, error) {  $at thread run $at main begin
				up <- co.Loop()
				defer fmt.Printf("Loop%d done\n", k)  $at main print
				return nil, signals[k].Wait(co)  $at main await
			})
			return err
		}))
		loops[k] = <-up
	}
	_, err := engine.Run(engine.Config{}, handOut)  $at program run
	for _, thread := range threads {
		err = errors.Join(err, thread.Join())  $at program join
	}
	if err != nil {
		log.Fatal(err)
	}
}
`,
}
