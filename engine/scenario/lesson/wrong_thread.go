package lesson

import (
	"loopyard/engine/trace"
	"loopyard/engine/trace/lint"
	"loopyard/engine/trace/replay"
)

var wrongThread = Lesson{
	Title:   "A loop of another thread",
	Group:   Mistakes,
	Summary: "touched without the thread-safe call",
	Lead: "Loop1 waits to be called. Another thread calls it: with call_soon, which is for the loop’s own thread alone, " +
		"or with call_soon_threadsafe, which is for all others.",
	Watch: "The loop runs in debug mode, so that the wrong call is found and refused. Without debug nobody looks: the call " +
		"comes late or never, since nothing wakes the loop. The mended call goes through the inbox and wakes it.",
	Question: Question{
		Ask:     "Is Loop1 called?",
		Answers: []string{"Yes", "No"},
		Right:   func(l *replay.Log) int { return yes(count(l, trace.PostReceived) > 0) },
	},
	Presets: []Preset{{"Mended", "variant=mended"}},
	Lints:   map[string][]lint.Lint{"wrong": {lint.WrongThread}},
	Python: `$is wrong """A thread that calls another thread's event loop, and must not do so in this way."""
$is mended """A thread that calls another thread's event loop. Needs Python 3.11."""

import asyncio
import threading


$part say


async def use(loop, call):  $at Loop2/main begin
    $is wrong loop.call_soon(call)  # for the loop's own thread alone  $at Loop2/main fail
    $is mended loop.call_soon_threadsafe(call)  $at Loop2/main post


def other(loop, call):
    try:
        asyncio.run(use(loop, call))  $at thread run
    except RuntimeError as error:
        say(f"Loop2: RuntimeError: {error}")  $at thread print


async def main():  $at main begin
    loop = asyncio.get_running_loop()
    called = asyncio.Event()
    thread = threading.Thread(target=other, args=(loop, called.set))
    thread.start()  $at main start
    try:
        await asyncio.wait_for(called.wait(), $sleep)  $at main timer|await
        say("Loop1: called")  $at main print Loop1: called
    except TimeoutError:
        say("Loop1: nobody has called")  $at main print nobody
    return thread


asyncio.run(main(), debug=True).join()  # without debug nobody looks which thread calls  $at program run|join
`,
	Go: `$is wrong // A thread that calls another thread's event loop, and must not do so in this way.
$is mended // A thread that calls another thread's event loop.
package main

import (
	"errors"
	"fmt"
	"log"
	"time"

	"loopyard/engine"
)

const sleep = $sleep

func use(loop *engine.Loop, call func()) engine.Coroutine[any] {
	return func(*engine.Co) (any, error) {  $at Loop2/main begin
		$is wrong loop.CallSoon(call) // for the loop's own thread alone  $at Loop2/main fail
		$is wrong return nil, nil
		$is mended return nil, loop.CallSoonThreadsafe(call)  $at Loop2/main post
	}
}

func run(co *engine.Co) (*engine.Thread, error) {  $at main begin
	var called engine.Event
	loop := co.Loop()
	thread := engine.StartThread("Loop2", func(t *engine.Thread) error {  $at main start
		_, err := engine.Run(engine.Config{Thread: t}, use(loop, called.Set))  $at thread run
		if errors.Is(err, engine.ErrWrongThread) {
			fmt.Println("Loop2: RuntimeError:", engine.ErrWrongThread)  $at thread print
			return nil
		}
		return err
	})
	err := engine.Timeout(co, sleep, func(*engine.TimeoutScope) error { return called.Wait(co) })  $at main timer|await
	if errors.Is(err, engine.ErrTimeout) {
		fmt.Println("Loop1: nobody has called")  $at main print nobody
		return thread, nil
	}
	fmt.Println("Loop1: called")  $at main print Loop1: called
	return thread, err
}

func main() {
	thread, err := engine.Run(engine.Config{Debug: true}, run) // without Debug nobody looks which thread calls  $at program run
	if err := errors.Join(err, thread.Join()); err != nil {  $at program join
		log.Fatal(err)
	}
}
`,
}
