package lesson

import (
	"strconv"
	"strings"
	"time"

	"loopyard/engine/spec"
	"loopyard/engine/text"
)

// Python returns the run as a program for CPython 3.11 or later. The program prints the same lines as the run, except for
// the ids and the class name of loops. It runs in real time and with real threads, so the placement and the seed of the run
// do not matter. The listing of an unknown scenario is empty.
func Python(r spec.Run) Listing {
	return language{
		works:   r.Work > 0,
		variant: r.Variant,
		values: strings.NewReplacer(
			"$sleep", seconds(r.Sleep),
			"$work", seconds(r.Work),
			"$block", seconds(r.Block),
			"$loops", text.Grouped(int64(r.Loops), "_"),
			"$iterations", text.Grouped(int64(r.Iterations), "_"),
			"$coroutines", text.Grouped(int64(r.Coroutines), "_"),
			"$capacity", text.Grouped(int64(r.Capacity), "_"),
		),
		parts: map[string]string{
			"say":     pythonSay,
			"compute": only(r.Work > 0, pythonCompute),
			"words":   pythonWords(r.Coroutines),
		},
		each:  func(call string) string { return pythonEach(call, r.Coroutines) },
		apart: 2,
	}.listing(Of(r.Scenario).Python)
}

const pythonSay = `printing = threading.Lock()


def say(line):
    """Print a whole line, even if other threads are printing."""
    with printing:
        print(line, flush=True)
`

// The work is a number of steps and not a time. A loop that runs until a clock shows the time would take no longer when it
// shares its core.
const pythonCompute = `def compute(steps):
    """Keep a core busy for this many steps. Threads that share a core take longer."""
    for _ in range(steps):
        pass


def steps_in(seconds):
    """Measure how many steps a core of this machine does in that time."""
    best = float("inf")
    for _ in range(5):
        began = time.perf_counter()
        compute(100_000)
        best = min(best, time.perf_counter() - began)
    return round(100_000 * seconds / best)


STEPS = steps_in($work)
`

const pythonOrdinal = `def ordinal(n):
    """Return first, second, ... tenth, then 11th, 12th, ... 21st, 22nd, ..."""
    if n <= 10:
        return FIRST[n - 1]
    ending = {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    if n // 10 % 10 == 1:
        ending = "th"
    return f"{n}{ending}"
`

// unrolled is how many calls a Python listing writes out, because a few calls are easier to read than a loop.
const unrolled = 3

func pythonWords(n int) string {
	switch {
	case n <= unrolled:
		return ""
	case n <= len(words):
		return `WORDS = "` + strings.Join(words[:n], " ") + "\".split()\n"
	}
	return `FIRST = "` + strings.Join(words, " ") + "\".split()\n\n\n" + pythonOrdinal +
		"\n\nWORDS = (ordinal(n + 1) for n in range($coroutines))\n"
}

func pythonEach(call string, n int) string {
	if n > unrolled {
		return "for word in WORDS:\n    " + call + "\n"
	}
	var b strings.Builder
	for _, w := range words[:n] {
		b.WriteString(strings.Replace(call, "(word)", `("`+w+`")`, 1) + "\n")
	}
	return b.String()
}

// seconds returns a duration in seconds as Python source: 0.5.
func seconds(d time.Duration) string {
	return strconv.FormatFloat(float64(d)/float64(time.Second), 'f', -1, 64)
}
