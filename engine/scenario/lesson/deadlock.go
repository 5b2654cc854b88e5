package lesson

import (
	"loopyard/engine/trace/lint"
	"loopyard/engine/trace/replay"
)

var deadlock = Lesson{
	Title:   "A deadlock",
	Group:   Mistakes,
	Summary: "two locks, taken in opposite order",
	Lead: "Each of two tasks takes one lock, sleeps, and then takes the other task’s lock while it still holds its " +
		"own. In the fixed version both tasks take the locks in the same order.",
	Watch: "Each task waits for the lock that the other one holds, and no timer is set, so nothing can ever happen " +
		"again. asyncio cannot detect this and would wait forever. Virtual time detects that no event is left, " +
		"and reports the waiting tasks.",
	Question: Question{
		Ask:     "How many tasks get both locks?",
		Answers: []string{"None", "One", "Both"},
		Right: func(l *replay.Log) (both int) {
			for _, e := range l.Events(1) {
				if text := l.EventText(e); text == "left has both locks" || text == "right has both locks" {
					both++
				}
			}
			return both
		},
	},
	Presets: []Preset{{"Fixed", "variant=mended"}},
	Lints:   map[string][]lint.Rule{"wrong": {lint.Deadlock}},
	Python: `$is wrong """Two tasks that wait for each other. Needs Python 3.11."""
$is mended """Two tasks that take two locks in the same order."""

import asyncio


async def hold_both(name, first, second):  $at left|right begin
    async with first:  $at left|right await
        print(f"{name} has one lock", flush=True)  $at left|right print one
        await asyncio.sleep($sleep)  $at left|right sleep
        async with second:  $at left|right await
            print(f"{name} has both locks", flush=True)  $at left|right print both


async def main():  $at main begin
    a, b = asyncio.Lock(), asyncio.Lock()
    $is wrong both = asyncio.gather(hold_both("left", a, b), hold_both("right", b, a))  $at main create
    $is wrong try:
    $is wrong     async with asyncio.timeout(2 * $sleep + 0.1):  # without it they would wait forever
    $is wrong         await both  $at main await
    $is wrong except TimeoutError:
    $is wrong     print("neither can go on", flush=True)  $at program print
    $is mended await asyncio.gather(hold_both("left", a, b), hold_both("right", a, b))  $at main create|await


asyncio.run(main())  $at program run
`,
	Go: `$is wrong // Two tasks that wait for each other.
$is mended // Two tasks that take two locks in the same order.
package main

import (
	$is wrong "errors"
	"fmt"
	"log"
	"time"

	"loopyard/engine"
)

const sleep = $sleep

func holdBoth(name string, first, second *engine.Lock) engine.Coroutine[any] {
	return func(co *engine.Co) (any, error) {  $at left|right begin
		return nil, first.With(co, func() error {  $at left|right await
			fmt.Println(name, "has one lock")  $at left|right print one
			if err := co.Sleep(sleep); err != nil {  $at left|right sleep
				return err
			}
			return second.With(co, func() error {  $at left|right await
				fmt.Println(name, "has both locks")  $at left|right print both
				return nil
			})
		})
	}
}

func run(co *engine.Co) (any, error) {  $at main begin
	var a, b engine.Lock
	left := engine.CreateTask(co, "left", holdBoth("left", &a, &b))  $at main create left
	$is wrong right := engine.CreateTask(co, "right", holdBoth("right", &b, &a))  $at main create right
	$is wrong // Without a timeout they would wait forever.
	$is wrong err := engine.Timeout(co, 2*sleep+time.Second/10, func(*engine.TimeoutScope) error {
	$is wrong 	_, err := engine.Gather(co, left, right)  $at main await
	$is wrong 	return err
	$is wrong })
	$is wrong if errors.Is(err, engine.ErrTimeout) {
	$is wrong 	fmt.Println("neither can go on")  $at program print
	$is wrong 	err = nil
	$is wrong }
	$is wrong return nil, err
	$is mended right := engine.CreateTask(co, "right", holdBoth("right", &a, &b))  $at main create right
	$is mended return engine.Gather(co, left, right)  $at main await
}

func main() {
	if _, err := engine.Run(engine.Config{}, run); err != nil {  $at program run
		log.Fatal(err)
	}
}
`,
}
