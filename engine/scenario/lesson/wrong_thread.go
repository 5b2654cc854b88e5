package lesson

import (
	"loopyard/engine/trace"
	"loopyard/engine/trace/lint"
	"loopyard/engine/trace/replay"
)

var wrongThread = Lesson{
	Title:   "A call from another thread",
	Group:   Mistakes,
	Summary: "without the thread-safe function",
	Lead: "Loop1 waits for a call from another thread. That thread calls it with call_soon, which only the loop’s own " +
		"thread may use, or with call_soon_threadsafe, which every thread may use.",
	Watch: "The loop runs in debug mode, which detects the wrong call and raises an error. Without debug mode nothing " +
		"checks the thread: the call runs late or never, because it does not wake the loop. In the fixed " +
		"version the call goes through the loop’s inbox and wakes it.",
	Question: Question{
		Ask:     "Is Loop1 called?",
		Answers: []string{"Yes", "No"},
		Right:   func(l *replay.Log) int { return yes(count(l, trace.PostReceived) > 0) },
	},
	Presets: []Preset{{"Fixed", "variant=mended"}},
	Lints:   map[string][]lint.Rule{"wrong": {lint.WrongThread}},
	Python: `$is wrong """A thread that calls another thread's event loop in the wrong way."""
$is mended """A thread that calls another thread's event loop. Needs Python 3.11."""

import asyncio
import threading


$part say


async def use(loop, call):  $at Loop2/main begin
    $is wrong loop.call_soon(call)  # only for the loop's own thread  $at Loop2/main fail
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


asyncio.run(main(), debug=True).join()  # only debug mode checks which thread calls  $at program run|join
`,
	Go: `$is wrong // A thread that calls another thread's event loop in the wrong way.
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
		$is wrong loop.CallSoon(call) // only for the loop's own thread  $at Loop2/main fail
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
	thread, err := engine.Run(engine.Config{Debug: true}, run) // only debug mode checks which thread calls  $at program run
	if err := errors.Join(err, thread.Join()); err != nil {  $at program join
		log.Fatal(err)
	}
}
`,
}
