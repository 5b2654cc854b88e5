package lesson

import (
	"loopyard/engine/trace"
	"loopyard/engine/trace/replay"
)

var timeouts = Lesson{
	Title:   "Timeouts",
	Group:   Together,
	Summary: "passed down, nested, and shielded",
	Lead: "A timeout is a timer that cancels a task. The request is passed down to whatever the task awaits, until it " +
		"reaches the innermost task, the leaf. One timeout can contain another, and a shield stops the request.",
	Watch: "The leaf ends first, and then the tasks that await it, one by one; each can clean up. A shielded leaf is " +
		"not canceled: only the task that awaited it learns of the timeout.",
	Question: Question{
		Ask:     "How many tasks are canceled?",
		Answers: []string{"None", "One", "Two or more"},
		Right:   func(l *replay.Log) int { return min(count(l, trace.TaskCanceled), 2) },
	},
	Presets: []Preset{{"Nested", "variant=nested"}, {"Shielded", "variant=shield"}},
	Python: `$is leaf """A timeout reaches the leaf of what is awaited. Needs Python 3.11."""
$is nested """One timeout inside another. Needs Python 3.11."""
$is shield """A shield keeps a timeout away from a task. Needs Python 3.11."""

import asyncio


$is leaf async def leaf():  $at leaf begin
$is leaf     print("leaf sleeps", flush=True)  $at leaf print sleeps
$is leaf     try:
$is leaf         await asyncio.sleep(10 * $sleep)  $at leaf sleep
$is leaf     except asyncio.CancelledError:
$is leaf         print("leaf canceled", flush=True)  $at leaf print canceled
$is leaf         raise
$is leaf 
$is leaf 
$is leaf async def middle():  $at middle begin
$is leaf     try:
$is leaf         await asyncio.create_task(leaf())  $at middle create|await
$is leaf     finally:
$is leaf         print("middle cleans up", flush=True)  $at middle print
$is leaf 
$is leaf 
$is leaf async def main():  $at main begin
$is leaf     task = asyncio.create_task(middle())  $at main create
$is leaf     try:
$is leaf         async with asyncio.timeout(2 * $sleep):  $at main timer
$is leaf             await task  $at main await
$is leaf     except TimeoutError:
$is leaf         print("timed out", flush=True)  $at main print
$is nested async def main():  $at main begin
$is nested     try:
$is nested         async with asyncio.timeout(8 * $sleep):  $at main timer
$is nested             try:
$is nested                 async with asyncio.timeout(2 * $sleep):  $at main timer
$is nested                     await asyncio.sleep(10 * $sleep)  $at main sleep
$is nested             except TimeoutError:
$is nested                 print("inner timed out", flush=True)  $at main print inner
$is nested             await asyncio.sleep(10 * $sleep)  $at main sleep
$is nested     except TimeoutError:
$is nested         print("outer timed out", flush=True)  $at main print outer
$is shield async def leaf():  $at leaf begin
$is shield     await asyncio.sleep(6 * $sleep)  $at leaf sleep
$is shield     print("leaf done", flush=True)  $at leaf print
$is shield 
$is shield 
$is shield async def main():  $at main begin
$is shield     task = asyncio.create_task(leaf())  $at main create
$is shield     try:
$is shield         async with asyncio.timeout(2 * $sleep):  $at main timer
$is shield             await asyncio.shield(task)  $at main await
$is shield     except TimeoutError:
$is shield         print("timed out", flush=True)  $at main print
$is shield     await task  $at main await


asyncio.run(main())  $at program run
`,
	Go: `$is leaf // A timeout reaches the leaf of what is awaited.
$is nested // One timeout inside another.
$is shield // A shield keeps a timeout away from a task.
package main

import (
	"errors"
	"fmt"
	"log"
	"time"

	"loopyard/engine"
)

const sleep = $sleep

// within runs body with a timeout, and prints a line if it times out.
func within(co *engine.Co, d time.Duration, whose string, body func() error) error {
	err := engine.Timeout(co, d, func(*engine.TimeoutScope) error { return body() })  $at main timer
	if errors.Is(err, engine.ErrTimeout) {
		fmt.Println(whose + "timed out")
		return nil
	}
	return err
}

$is leaf func leaf(co *engine.Co) (any, error) {  $at leaf begin
$is leaf 	fmt.Println("leaf sleeps")  $at leaf print sleeps
$is leaf 	err := co.Sleep(10 * sleep)  $at leaf sleep
$is leaf 	if errors.Is(err, engine.ErrCanceled) {
$is leaf 		fmt.Println("leaf canceled")  $at leaf print canceled
$is leaf 	}
$is leaf 	return nil, err
$is leaf }
$is leaf 
$is leaf func middle(co *engine.Co) (any, error) {  $at middle begin
$is leaf 	defer fmt.Println("middle cleans up")  $at middle print
$is leaf 	return engine.CreateTask(co, "leaf", leaf).Await(co)  $at middle create|await
$is leaf }
$is leaf 
$is leaf func run(co *engine.Co) (any, error) {  $at main begin
$is leaf 	task := engine.CreateTask(co, "middle", middle)  $at main create
$is leaf 	return nil, within(co, 2*sleep, "", func() error {
$is leaf 		_, err := task.Await(co)  $at main await
$is leaf 		return err
$is leaf 	})  $at main print
$is leaf }
$is nested func run(co *engine.Co) (any, error) {  $at main begin
$is nested 	return nil, within(co, 8*sleep, "outer ", func() error {
$is nested 		err := within(co, 2*sleep, "inner ", func() error { return co.Sleep(10 * sleep) })  $at main sleep $at main print inner
$is nested 		if err != nil {
$is nested 			return err
$is nested 		}
$is nested 		return co.Sleep(10 * sleep)  $at main sleep
$is nested 	})  $at main print outer
$is nested }
$is shield func leaf(co *engine.Co) (any, error) {  $at leaf begin
$is shield 	err := co.Sleep(6 * sleep)  $at leaf sleep
$is shield 	fmt.Println("leaf done")  $at leaf print
$is shield 	return nil, err
$is shield }
$is shield 
$is shield func run(co *engine.Co) (any, error) {  $at main begin
$is shield 	task := engine.CreateTask(co, "leaf", leaf)  $at main create
$is shield 	err := within(co, 2*sleep, "", func() error {
$is shield 		_, err := engine.Shield(task).Await(co)  $at main await
$is shield 		return err
$is shield 	})  $at main print
$is shield 	if err != nil {
$is shield 		return nil, err
$is shield 	}
$is shield 	return task.Await(co)  $at main await
$is shield }

func main() {
	if _, err := engine.Run(engine.Config{}, run); err != nil {  $at program run
		log.Fatal(err)
	}
}
`,
}
