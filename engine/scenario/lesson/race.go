package lesson

import (
	"strings"

	"loopyard/engine/trace"
	"loopyard/engine/trace/replay"
)

var race = Lesson{
	Title:   "A race between loops",
	Group:   Mistakes,
	Summary: "the faster loop decides the result",
	Lead: "Loop0 keeps a balance. The other loops, each in its own thread, add one unit again and again: they ask " +
		"Loop0 for the balance, add one, and send the new balance back. In the fixed version they ask Loop0 to " +
		"add one.",
	Watch: "Each coroutine is the only one in its loop, and yet units are lost: between the reading and the writing, " +
		"another loop can change the balance. Which loop is faster is not fixed: another seed, or a real " +
		"machine, can change the result.",
	Question: Question{
		Ask:     "Are any units lost?",
		Answers: []string{"No", "Yes"},
		Right: func(l *replay.Log) int {
			balance := ""
			for _, e := range l.Events(1) {
				if e.Kind == trace.Printed {
					balance = l.EventText(e) // the last line: balance 6 of 6
				}
			}
			var of, all string
			for i, word := range strings.Fields(balance) {
				switch i {
				case 1:
					of = word
				case 3:
					all = word
				}
			}
			return yes(of == all)
		},
	},
	Presets: []Preset{
		{"Fixed", "variant=mended"},
		{"Another seed", "seed=2"},
		{"Ten loops", "loops=10 iterations=10"},
		{"In real time", "placement=threads"},
	},
	Python: `$is wrong """A race: another loop may change the balance between reading and writing it."""
$is mended """No race: the loop that keeps the balance makes every change."""

import asyncio
$work import time


$part compute


balance = 0  # only the first loop uses it


async def get():  $at get begin
    return balance  $at get return


async def put(value):  $at set begin
    global balance
    balance = value  $at set return


async def add(value):  $at add begin
    global balance
    balance += value  $at add return


async def pay_in(name, home):  $at main begin
    def ask(coroutine):
        return asyncio.wrap_future(asyncio.run_coroutine_threadsafe(coroutine, home))

    for _ in range($iterations):
        $is wrong read = await ask(get())  $at main await
        $work compute(STEPS)  $at main work
        $is wrong await ask(put(read + 1))  # the balance may have changed by now  $at main await
        $is mended await ask(add(1))  $at main await
    print(f"{name}: paid in {$iterations}\n", end="", flush=True)  $at main print


async def main():  $at Loop0/main begin
    home = asyncio.get_running_loop()
    names = [f"Loop{k + 1}" for k in range($loops)]
    threads = (asyncio.to_thread(asyncio.run, pay_in(name, home)) for name in names)  $at thread run
    await asyncio.gather(*threads)  $at Loop0/main start|await
    print(f"balance {balance} of {$loops * $iterations}", flush=True)  $at Loop0/main print


asyncio.run(main())  $at program run
`,
	Go: `$is wrong // A race: another loop may change the balance between reading and writing it.
$is mended // No race: the loop that keeps the balance makes every change.
package main

import (
	"fmt"
	"log"
	$work "runtime"
	$work "time"

	"loopyard/engine"
)

$part compute

var balance int // only the first loop uses it

func get(*engine.Co) (int, error) { return balance, nil }  $at get begin|return

func put(value int) engine.Coroutine[int] {  $at set begin
	return func(*engine.Co) (int, error) {
		balance = value  $at set return
		return value, nil
	}
}

func add(value int) engine.Coroutine[int] {  $at add begin
	return func(*engine.Co) (int, error) {
		balance += value  $at add return
		return balance, nil
	}
}

// ask runs a coroutine in another loop and awaits its result.
func ask(co *engine.Co, home *engine.Loop, coroutine engine.Coroutine[int]) (int, error) {
	f, err := engine.RunCoroutineThreadsafe(home, "", coroutine)
	if err != nil {
		return 0, err
	}
	return f.Await(co)
}

func payIn(name string, home *engine.Loop) engine.Coroutine[any] {
	return func(co *engine.Co) (any, error) {  $at main begin
		for range $iterations {
			$is wrong read, err := ask(co, home, get)  $at main await
			$is wrong if err != nil {
			$is wrong 	return nil, err
			$is wrong }
			$work compute(steps)  $at main work
			$is wrong _, err = ask(co, home, put(read+1)) // the balance may have changed by now  $at main await
			$is mended _, err := ask(co, home, add(1))  $at main await
			if err != nil {
				return nil, err
			}
		}
		fmt.Printf("%s: paid in %d\n", name, $iterations)  $at main print
		return nil, nil
	}
}

func run(co *engine.Co) (any, error) {  $at Loop0/main begin
	home := co.Loop()
	var threads []*engine.Future[any]
	for k := range $loops {
		name := fmt.Sprintf("Loop%d", k+1)
		threads = append(threads, engine.RunInExecutor(home, func() (any, error) {  $at Loop0/main start
			return engine.Run(engine.Config{Name: name}, payIn(name, home))  $at thread run
		}))
	}
	_, err := engine.Gather(co, threads...)  $at Loop0/main await
	fmt.Printf("balance %d of %d\n", balance, $loops*$iterations)  $at Loop0/main print
	return nil, err
}

func main() {
	if _, err := engine.Run(engine.Config{Name: "Loop0"}, run); err != nil {  $at program run
		log.Fatal(err)
	}
}
`,
}
