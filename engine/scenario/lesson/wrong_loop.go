package lesson

import (
	"loopyard/engine/trace"
	"loopyard/engine/trace/lint"
	"loopyard/engine/trace/replay"
)

var wrongLoop = Lesson{
	Title:   "A future of another loop",
	Group:   Mistakes,
	Summary: "made in one run, awaited in the next",
	Lead: "A first coroutine makes a future, and a second one awaits it. Each call of run() makes a loop of its own, " +
		"so the future belongs to a loop that is already closed.",
	Watch: "There are two loops, one after the other, and the second coroutine fails in its first step. In the fixed " +
		"version a Runner keeps one loop for both coroutines, and the future’s timer fires in the second run.",
	Question: Question{
		Ask:     "Does the second coroutine get its answer?",
		Answers: []string{"Yes", "No, it fails"},
		Right:   func(l *replay.Log) int { return yes(count(l, trace.TaskFailed) == 0) },
	},
	Presets: []Preset{{"Fixed", "variant=mended"}},
	Lints:   map[string][]lint.Rule{"wrong": {lint.WrongLoop}},
	Python: `$is wrong """A future that is awaited in an event loop other than its own."""
$is mended """A future that is made and awaited in one event loop. Needs Python 3.11."""

import asyncio


async def ask():
    loop = asyncio.get_running_loop()
    answer = loop.create_future()
    loop.call_later($sleep, answer.set_result, 42)  $at main timer
    return answer


async def use(answer):
    print(f"the answer is {await answer}", flush=True)  $at main await|print $at Loop2/main fail


$is wrong answer = asyncio.run(ask())  $at program run
$is wrong try:
$is wrong     asyncio.run(use(answer))  # a new loop: the loop of the answer is closed  $at program run
$is wrong except RuntimeError as error:
$is wrong     # It says: Task <...> got Future <...> attached to a different loop
$is wrong     print("RuntimeError:", str(error).rpartition("> ")[2], flush=True)  $at program print
$is mended with asyncio.Runner() as runner:  $at program make|close
$is mended     answer = runner.run(ask())  $at program run
$is mended     runner.run(use(answer))  $at program run
`,
	Go: `$is wrong // A future that is awaited in an event loop other than its own.
$is mended // A future that is made and awaited in one event loop.
package main

import (
	$is wrong "errors"
	"fmt"
	"log"
	"time"

	"loopyard/engine"
)

const sleep = $sleep

func ask(co *engine.Co) (*engine.Future[int], error) {
	answer := engine.NewFuture[int](co.Loop())
	co.Loop().CallLater(sleep, func() { answer.SetResult(42) })  $at main timer
	return answer, nil
}

func use(answer *engine.Future[int]) engine.Coroutine[any] {
	return func(co *engine.Co) (any, error) {
		v, err := answer.Await(co)  $at main await $at Loop2/main fail
		if err != nil {
			return nil, err
		}
		fmt.Println("the answer is", v)  $at main print
		return nil, nil
	}
}

func main() {
	$is wrong answer, err := engine.Run(engine.Config{}, ask)  $at program run
	$is wrong if err != nil {
	$is wrong 	log.Fatal(err)
	$is wrong }
	$is wrong _, err = engine.Run(engine.Config{}, use(answer)) // a new loop: the loop of the answer is closed  $at program run
	$is wrong if !errors.Is(err, engine.ErrOtherLoop) {
	$is wrong 	log.Fatal(err)
	$is wrong }
	$is wrong fmt.Println("RuntimeError:", engine.ErrOtherLoop)  $at program print
	$is mended err := engine.With(engine.Config{}, func(runner *engine.Runner) error {  $at program make|close
	$is mended 	answer, err := engine.RunIn(runner, ask)  $at program run
	$is mended 	if err != nil {
	$is mended 		return err
	$is mended 	}
	$is mended 	_, err = engine.RunIn(runner, use(answer))  $at program run
	$is mended 	return err
	$is mended })
	$is mended if err != nil {
	$is mended 	log.Fatal(err)
	$is mended }
}
`,
}
