package lesson

import (
	"loopyard/engine/trace"
	"loopyard/engine/trace/replay"
)

var runnerConditional = Lesson{
	Title:   "Each result decides the next run",
	Group:   OneLoop,
	Summary: "ordinary code between two runs",
	Lead: "The program looks at the result of each run before it chooses the next one. The first coroutine asks once " +
		"to be run again; after that the second coroutine runs.",
	Watch: "Between two runs the loop is stopped, and the thread executes ordinary code that makes the choice. All " +
		"runs, including the repeated one, use the same loop.",
	Question: Question{
		Ask:     "How many times does the program run a coroutine?",
		Answers: []string{"Once", "Twice", "Three times"},
		Right:   func(l *replay.Log) int { return min(count(l, trace.RunBegan), 3) - 1 },
	},
	Presets: []Preset{
		{"With computing", "work=200ms"},
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
    """Print a greeting, and return True the first time to be run again."""
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
    # Between two runs the loop is stopped, and ordinary code like this decides.
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

// first prints a greeting, and returns true the first time to be run again.
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
		// Between two runs the loop is stopped, and ordinary code like this decides.
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
