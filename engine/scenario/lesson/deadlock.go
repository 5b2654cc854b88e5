package lesson

import "loopyard/engine/trace"

var deadlock = Lesson{
	Title:   "A deadlock",
	Group:   Mistakes,
	Summary: "two tasks, and two locks in either order",
	Lead: "Each of two tasks takes a lock, sleeps, and takes the other’s lock as well, while it still holds its own. " +
		"Mended, both take the locks in the same order.",
	Watch: "Each waits for what the other holds, and no timer is set: nothing can ever happen again. asyncio has no words " +
		"for it and would wait for ever; virtual time knows that nothing is left to come, and says who waits.",
	Question: Question{
		Ask:     "How many tasks get both locks?",
		Answers: []string{"None", "One", "Both"},
		Right: func(l *trace.Log) (both int) {
			for _, e := range l.Events(1) {
				if text := l.EventText(e); text == "left has both locks" || text == "right has both locks" {
					both++
				}
			}
			return both
		},
	},
	Presets: []Preset{{"Mended", "variant=mended"}},
	Lints:   map[string][]trace.Lint{"wrong": {trace.Deadlock}},
	Python: `$is wrong """Two tasks that wait for each other. Needs Python 3.11."""
$is mended """Two tasks that take two locks in the same order."""

import asyncio


async def hold_both(name, first, second):
    async with first:
        print(f"{name} has one lock", flush=True)
        await asyncio.sleep($sleep)
        async with second:
            print(f"{name} has both locks", flush=True)


async def main():
    a, b = asyncio.Lock(), asyncio.Lock()
    $is wrong both = asyncio.gather(hold_both("left", a, b), hold_both("right", b, a))
    $is wrong try:
    $is wrong     async with asyncio.timeout(2 * $sleep + 0.1):  # or they would wait for ever
    $is wrong         await both
    $is wrong except TimeoutError:
    $is wrong     print("neither can go on", flush=True)
    $is mended await asyncio.gather(hold_both("left", a, b), hold_both("right", a, b))


asyncio.run(main())
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
	return func(co *engine.Co) (any, error) {
		return nil, first.With(co, func() error {
			fmt.Println(name, "has one lock")
			if err := co.Sleep(sleep); err != nil {
				return err
			}
			return second.With(co, func() error {
				fmt.Println(name, "has both locks")
				return nil
			})
		})
	}
}

func run(co *engine.Co) (any, error) {
	var a, b engine.Lock
	left := engine.CreateTask(co, "left", holdBoth("left", &a, &b))
	$is wrong right := engine.CreateTask(co, "right", holdBoth("right", &b, &a))
	$is wrong // Without a timeout they would wait for ever.
	$is wrong err := engine.Timeout(co, 2*sleep+time.Second/10, func(*engine.TimeoutScope) error {
	$is wrong 	_, err := engine.Gather[any](co, left, right)
	$is wrong 	return err
	$is wrong })
	$is wrong if errors.Is(err, engine.ErrTimeout) {
	$is wrong 	fmt.Println("neither can go on")
	$is wrong 	err = nil
	$is wrong }
	$is wrong return nil, err
	$is mended right := engine.CreateTask(co, "right", holdBoth("right", &a, &b))
	$is mended return engine.Gather[any](co, left, right)
}

func main() {
	if _, err := engine.Run(engine.Config{}, run); err != nil {
		log.Fatal(err)
	}
}
`,
}
