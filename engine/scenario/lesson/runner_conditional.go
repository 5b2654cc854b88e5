package lesson

import (
	"loopyard/engine/trace"
	"loopyard/engine/trace/replay"
)

var runnerConditional = Lesson{
	Title:   "What runs next depends",
	Group:   OneLoop,
	Summary: "each result decides the next run",
	Lead: "The program looks at what a run returned before it chooses the next one. The first coroutine asks " +
		"once to be run again; then it is the second one's turn.",
	Watch: "Between two runs the loop is stopped and the thread is back in plain code: that is where the choice " +
		"is made. Every run, the repeated one too, is on the same loop.",
	Question: Question{
		Ask:     "How many times does the program run a coroutine?",
		Answers: []string{"Once", "Twice", "Three times"},
		Right:   func(l *replay.Log) int { return min(count(l, trace.RunBegan), 3) - 1 },
	},
	Presets: []Preset{
		{"It computes too", "work=200ms"},
	},
	Python: runnerConditionalPython,
	Go:     runnerConditionalGo,
}

const runnerConditionalPython = `"""A Runner: each result decides what to run next. Needs Python 3.11."""

import asyncio
$work import time


$part compute


visits = 0


async def first():
    """Greet, and return whether to be run again: yes, but only once."""
    global visits
    visits += 1
    print("Hello from first coro", flush=True)  $at main print first
    $work compute(STEPS)  $at main work
    await asyncio.sleep($sleep)  $at main sleep
    return visits < 2


async def second():
    print("Hello from second coro", flush=True)  $at main print second
    $work compute(STEPS)  $at main work
    await asyncio.sleep($sleep)  $at main sleep


with asyncio.Runner() as runner:  $at program make|close
    # Between two runs the loop is at rest, and plain code like this decides.
    again = True
    while again:
        again = runner.run(first())  $at program run $at program run
    runner.run(second())  $at program run
`

const runnerConditionalGo = `// A Runner: each result decides what to run next.
package main

import (
	"fmt"
	"log"
	$work "runtime"
	"time"

	"loopyard/engine"
)

$part compute

var visits int

// first greets, and returns whether to be run again: yes, but only once.
func first(co *engine.Co) (again bool, err error) {
	visits++
	fmt.Println("Hello from first coro")  $at main print first
	$work compute(steps)  $at main work
	return visits < 2, co.Sleep($sleep)  $at main sleep
}

func second(co *engine.Co) (any, error) {
	fmt.Println("Hello from second coro")  $at main print second
	$work compute(steps)  $at main work
	return nil, co.Sleep($sleep)  $at main sleep
}

func main() {
	err := engine.With(engine.Config{}, func(runner *engine.Runner) error {  $at program make|close
		// Between two runs the loop is at rest, and plain code like this decides.
		for again := true; again; {
			var err error
			if again, err = engine.RunIn(runner, first); err != nil {  $at program run $at program run
				return err
			}
		}
		_, err := engine.RunIn(runner, second)  $at program run
		return err
	})
	if err != nil {
		log.Fatal(err)
	}
}
`
