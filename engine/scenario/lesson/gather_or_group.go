package lesson

import (
	"loopyard/engine/trace"
	"loopyard/engine/trace/replay"
)

var gatherOrGroup = Lesson{
	Title:   "Gather or task group",
	Group:   Together,
	Summary: "the other tasks when one fails",
	Lead: "Three tasks run at the same time: one is quick, one fails, and one is slow. The code that waits for them " +
		"learns of the failure in one of three ways.",
	Watch: "gather raises the first failure at once and leaves the slow task running. With return_exceptions it waits " +
		"for all tasks. A task group cancels the slow task, waits until it has ended, and then raises all " +
		"failures together.",
	Question: Question{
		Ask:     "What happens to the slow task?",
		Answers: []string{"It is canceled", "It runs to its end"},
		Right:   func(l *replay.Log) int { return yes(count(l, trace.TaskCanceled) > 0) },
	},
	Presets: []Preset{
		{"gather with return_exceptions", "variant=gather-all"},
		{"A task group", "variant=group"},
	},
	Python: `$is gather """gather raises the first failure at once, and the other tasks continue."""
$is gather-all """gather with return_exceptions waits for all tasks and returns how each ended."""
$is group """A TaskGroup: a failure cancels the other tasks. Needs Python 3.11."""

import asyncio


async def member(name, sleeps):  $at quick|unlucky|slow begin
    try:
        await asyncio.sleep(sleeps * $sleep)  $at quick|unlucky|slow sleep
    except asyncio.CancelledError:
        print(f"{name} canceled", flush=True)  $at slow print canceled
        raise
    if name == "unlucky":
        raise ValueError("bad luck")  $at unlucky fail
    print(f"{name} done", flush=True)  $at quick|slow print done


async def main():  $at main begin
    $is gather slow = asyncio.create_task(member("slow", 4))
    $is gather try:
    $is gather     await asyncio.gather(member("quick", 1), member("unlucky", 2), slow)  $at main create|await
    $is gather except ValueError as error:
    $is gather     print(f"gather gives: {error}", flush=True)  $at main print
    $is gather await slow  # it is still running  $at main await
    $is gather-all trio = member("quick", 1), member("unlucky", 2), member("slow", 4)
    $is gather-all ends = await asyncio.gather(*trio, return_exceptions=True)  $at main create|await
    $is gather-all failed = sum(isinstance(end, Exception) for end in ends)
    $is gather-all print(f"gather gives: {len(ends)} ends, {failed} failed", flush=True)  $at main print
    $is group try:
    $is group     async with asyncio.TaskGroup() as group:  $at main await
    $is group         group.create_task(member("quick", 1))  $at main create quick
    $is group         group.create_task(member("unlucky", 2))  $at main create unlucky
    $is group         group.create_task(member("slow", 4))  $at main create slow
    $is group except ExceptionGroup as error:
    $is group     print(f"the group gives: {error}", flush=True)  $at main print


asyncio.run(main())  $at program run
`,
	Go: `$is gather // Gather returns the first failure at once, and the other tasks continue.
$is gather-all // GatherAll waits for all tasks and returns how each ended.
$is group // A task group: a failure cancels the other tasks.
package main

import (
	"errors"
	"fmt"
	"log"
	$is group "strings"
	"time"

	"loopyard/engine"
)

const sleep = $sleep

var errBadLuck = errors.New("bad luck")

func member(name string, sleeps time.Duration) engine.Coroutine[any] {
	return func(co *engine.Co) (any, error) {  $at quick|unlucky|slow begin
		if err := co.Sleep(sleeps * sleep); err != nil {  $at quick|unlucky|slow sleep
			fmt.Println(name, "canceled")  $at slow print canceled
			return nil, err
		}
		if name == "unlucky" {
			return nil, errBadLuck  $at unlucky fail
		}
		fmt.Println(name, "done")  $at quick|slow print done
		return nil, nil
	}
}

func run(co *engine.Co) (any, error) {  $at main begin
	$is gather quick := engine.CreateTask(co, "quick", member("quick", 1))  $at main create quick
	$is gather unlucky := engine.CreateTask(co, "unlucky", member("unlucky", 2))  $at main create unlucky
	$is gather slow := engine.CreateTask(co, "slow", member("slow", 4))  $at main create slow
	$is gather if _, err := engine.Gather(co, quick, unlucky, slow); errors.Is(err, errBadLuck) {  $at main await
	$is gather 	fmt.Println("gather gives:", err)  $at main print
	$is gather }
	$is gather return slow.Await(co) // it is still running  $at main await
	$is gather-all quick := engine.CreateTask(co, "quick", member("quick", 1))  $at main create quick
	$is gather-all unlucky := engine.CreateTask(co, "unlucky", member("unlucky", 2))  $at main create unlucky
	$is gather-all slow := engine.CreateTask(co, "slow", member("slow", 4))  $at main create slow
	$is gather-all ends, err := engine.GatherAll(co, quick, unlucky, slow)  $at main await
	$is gather-all failed := 0
	$is gather-all for _, end := range ends {
	$is gather-all 	if end.Err != nil {
	$is gather-all 		failed++
	$is gather-all 	}
	$is gather-all }
	$is gather-all fmt.Printf("gather gives: %d ends, %d failed\n", len(ends), failed)  $at main print
	$is gather-all return nil, err
	$is group err := engine.Group(co, func(g *engine.TaskGroup) error {  $at main await
	$is group 	_, quick := engine.GroupTask(g, co, "quick", member("quick", 1))  $at main create quick
	$is group 	_, unlucky := engine.GroupTask(g, co, "unlucky", member("unlucky", 2))  $at main create unlucky
	$is group 	_, slow := engine.GroupTask(g, co, "slow", member("slow", 4))  $at main create slow
	$is group 	return errors.Join(quick, unlucky, slow)
	$is group })
	$is group if !errors.Is(err, errBadLuck) {
	$is group 	return nil, err
	$is group }
	$is group words, _, _ := strings.Cut(err.Error(), ":") // the rest lists the failures
	$is group fmt.Println("the group gives:", words)  $at main print
	$is group return nil, nil
}

func main() {
	if _, err := engine.Run(engine.Config{}, run); err != nil {  $at program run
		log.Fatal(err)
	}
}
`,
}
