package lesson

import (
	"loopyard/engine/trace"
	"loopyard/engine/trace/replay"
)

var gatherOrGroup = Lesson{
	Title:   "Gather, or a group",
	Group:   Together,
	Summary: "what becomes of the others if one fails",
	Lead: "Three tasks run at once: one is quick, one fails, and one is slow. Who waits for them is told of the failure, " +
		"in one of three ways.",
	Watch: "Gather gives the first failure at once and leaves the slow task running. Told to return exceptions, it waits " +
		"for all. A group cancels the slow task, waits until that has ended, and then gives every failure.",
	Question: Question{
		Ask:     "What becomes of the slow task?",
		Answers: []string{"It is canceled", "It runs to its end"},
		Right:   func(l *replay.Log) int { return yes(count(l, trace.TaskCanceled) > 0) },
	},
	Presets: []Preset{
		{"Gather, exceptions returned", "variant=gather-all"},
		{"A group", "variant=group"},
	},
	Python: `$is gather """Gather: the first failure is given at once, and the others run on."""
$is gather-all """Gather with return_exceptions: it waits for all, and gives how each ended."""
$is group """A TaskGroup: a failure cancels the others. Needs Python 3.11."""

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
    $is gather await slow  # nobody has told it to end  $at main await
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
	Go: `$is gather // Gather: the first failure is given at once, and the others run on.
$is gather-all // GatherAll: it waits for all, and gives how each ended.
$is group // A group: a failure cancels the others.
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
	$is gather if _, err := engine.Gather[any](co, quick, unlucky, slow); errors.Is(err, errBadLuck) {  $at main await
	$is gather 	fmt.Println("gather gives:", err)  $at main print
	$is gather }
	$is gather return slow.Await(co) // nobody has told it to end  $at main await
	$is gather-all quick := engine.CreateTask(co, "quick", member("quick", 1))  $at main create quick
	$is gather-all unlucky := engine.CreateTask(co, "unlucky", member("unlucky", 2))  $at main create unlucky
	$is gather-all slow := engine.CreateTask(co, "slow", member("slow", 4))  $at main create slow
	$is gather-all ends, err := engine.GatherAll[any](co, quick, unlucky, slow)  $at main await
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
	$is group words, _, _ := strings.Cut(err.Error(), ":") // what follows names each
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
