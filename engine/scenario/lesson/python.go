package lesson

import (
	"strconv"
	"strings"
	"time"

	"loopyard/engine/spec"
	"loopyard/engine/text"
)

// Python gives the run as a program for CPython 3.11 or later that prints the very lines the run prints, but for
// the loops' ids and class name. It is "" for an unknown scenario. Placement and seed are ours alone: Python has
// real threads and real time.
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

// Work is a count of steps, not a time: to spin until a clock says so would take no longer on a shared core.
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

// unrolled is how many calls a Python listing writes out. Two or three are plainer than a loop over their words.
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

// seconds spells a duration as Python has it: 0.5.
func seconds(d time.Duration) string {
	return strconv.FormatFloat(float64(d)/float64(time.Second), 'f', -1, 64)
}
