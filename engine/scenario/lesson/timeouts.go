package lesson

import "loopyard/engine/trace"

var timeouts = Lesson{
	Title:   "Timeouts",
	Group:   Together,
	Summary: "down to the leaf, nested, and shielded",
	Lead: "A timeout is a timer that cancels. The request goes to whatever the task waits for, and through that down to " +
		"the leaf; one timeout can be inside another; and a shield keeps it out.",
	Watch: "It is the leaf that ends first, and then those who await it, one by one, each with a chance to clean up. A " +
		"shielded leaf does not notice: only who awaited it is told.",
	Question: Question{
		Ask:     "How many tasks end canceled?",
		Answers: []string{"None", "One", "Two or more"},
		Right:   func(l *trace.Log) int { return min(count(l, trace.TaskCanceled), 2) },
	},
	Presets: []Preset{{"Nested", "variant=nested"}, {"Shielded", "variant=shield"}},
	Python: `$is leaf """A timeout reaches the leaf of what is awaited. Needs Python 3.11."""
$is nested """One timeout within another. Needs Python 3.11."""
$is shield """A task that a timeout does not reach. Needs Python 3.11."""

import asyncio


$is leaf async def leaf():
$is leaf     print("leaf sleeps", flush=True)
$is leaf     try:
$is leaf         await asyncio.sleep(10 * $sleep)
$is leaf     except asyncio.CancelledError:
$is leaf         print("leaf canceled", flush=True)
$is leaf         raise
$is leaf 
$is leaf 
$is leaf async def middle():
$is leaf     try:
$is leaf         await asyncio.create_task(leaf())
$is leaf     finally:
$is leaf         print("middle cleans up", flush=True)
$is leaf 
$is leaf 
$is leaf async def main():
$is leaf     task = asyncio.create_task(middle())
$is leaf     try:
$is leaf         async with asyncio.timeout(2 * $sleep):
$is leaf             await task
$is leaf     except TimeoutError:
$is leaf         print("timed out", flush=True)
$is nested async def main():
$is nested     try:
$is nested         async with asyncio.timeout(8 * $sleep):
$is nested             try:
$is nested                 async with asyncio.timeout(2 * $sleep):
$is nested                     await asyncio.sleep(10 * $sleep)
$is nested             except TimeoutError:
$is nested                 print("inner timed out", flush=True)
$is nested             await asyncio.sleep(10 * $sleep)
$is nested     except TimeoutError:
$is nested         print("outer timed out", flush=True)
$is shield async def leaf():
$is shield     await asyncio.sleep(6 * $sleep)
$is shield     print("leaf done", flush=True)
$is shield 
$is shield 
$is shield async def main():
$is shield     task = asyncio.create_task(leaf())
$is shield     try:
$is shield         async with asyncio.timeout(2 * $sleep):
$is shield             await asyncio.shield(task)
$is shield     except TimeoutError:
$is shield         print("timed out", flush=True)
$is shield     await task


asyncio.run(main())
`,
	Go: `$is leaf // A timeout reaches the leaf of what is awaited.
$is nested // One timeout within another.
$is shield // A task that a timeout does not reach.
package main

import (
	"errors"
	"fmt"
	"log"
	"time"

	"loopyard/engine"
)

const sleep = $sleep

// within gives body so much time, and says so when it has passed.
func within(co *engine.Co, d time.Duration, whose string, body func() error) error {
	err := engine.Timeout(co, d, func(*engine.TimeoutScope) error { return body() })
	if errors.Is(err, engine.ErrTimeout) {
		fmt.Println(whose + "timed out")
		return nil
	}
	return err
}

$is leaf func leaf(co *engine.Co) (any, error) {
$is leaf 	fmt.Println("leaf sleeps")
$is leaf 	err := co.Sleep(10 * sleep)
$is leaf 	if errors.Is(err, engine.ErrCanceled) {
$is leaf 		fmt.Println("leaf canceled")
$is leaf 	}
$is leaf 	return nil, err
$is leaf }
$is leaf 
$is leaf func middle(co *engine.Co) (any, error) {
$is leaf 	defer fmt.Println("middle cleans up")
$is leaf 	return engine.CreateTask(co, "leaf", leaf).Await(co)
$is leaf }
$is leaf 
$is leaf func run(co *engine.Co) (any, error) {
$is leaf 	task := engine.CreateTask(co, "middle", middle)
$is leaf 	return nil, within(co, 2*sleep, "", func() error {
$is leaf 		_, err := task.Await(co)
$is leaf 		return err
$is leaf 	})
$is leaf }
$is nested func run(co *engine.Co) (any, error) {
$is nested 	return nil, within(co, 8*sleep, "outer ", func() error {
$is nested 		err := within(co, 2*sleep, "inner ", func() error { return co.Sleep(10 * sleep) })
$is nested 		if err != nil {
$is nested 			return err
$is nested 		}
$is nested 		return co.Sleep(10 * sleep)
$is nested 	})
$is nested }
$is shield func leaf(co *engine.Co) (any, error) {
$is shield 	err := co.Sleep(6 * sleep)
$is shield 	fmt.Println("leaf done")
$is shield 	return nil, err
$is shield }
$is shield 
$is shield func run(co *engine.Co) (any, error) {
$is shield 	task := engine.CreateTask(co, "leaf", leaf)
$is shield 	err := within(co, 2*sleep, "", func() error {
$is shield 		_, err := engine.Shield(task).Await(co)
$is shield 		return err
$is shield 	})
$is shield 	if err != nil {
$is shield 		return nil, err
$is shield 	}
$is shield 	return task.Await(co)
$is shield }

func main() {
	if _, err := engine.Run(engine.Config{}, run); err != nil {
		log.Fatal(err)
	}
}
`,
}
