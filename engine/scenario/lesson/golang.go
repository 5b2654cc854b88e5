package lesson

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"loopyard/engine/spec"
	"loopyard/engine/text"
)

// Go returns the run as a Go program that uses package engine. The program prints the same lines as the run, except for
// the ids of loops, in real time and with real threads. The listing of an unknown scenario is empty.
func Go(r spec.Run) Listing {
	return language{
		works:   r.Work > 0,
		variant: r.Variant,
		values: strings.NewReplacer(
			"$sleep", goDuration(r.Sleep),
			"$work", goDuration(r.Work),
			"$block", goDuration(r.Block),
			"$loops", text.Grouped(int64(r.Loops), "_"),
			"$iterations", text.Grouped(int64(r.Iterations), "_"),
			"$coroutines", text.Grouped(int64(r.Coroutines), "_"),
			"$capacity", text.Grouped(int64(r.Capacity), "_"),
			"$word", goWord(r.Coroutines),
		),
		parts: map[string]string{
			"compute": only(r.Work > 0, goCompute),
			"words":   goWords(r.Coroutines),
			"greet":   goGreet,
		},
		apart: 1,
	}.listing(Of(r.Scenario).Go)
}

const goCompute = `// compute keeps a core busy for this many steps. Threads that share a core take longer.
func compute(steps int) {
	x := uint64(1)
	for range steps {
		x ^= x << 13
		x ^= x >> 7
		x ^= x << 17
	}
	runtime.KeepAlive(x)
}

// stepsIn measures how many steps a core of this machine does in that time.
func stepsIn(d time.Duration) int {
	best := time.Hour
	for range 5 {
		began := time.Now()
		compute(100_000)
		best = min(best, time.Since(began))
	}
	return int(100_000 * d.Seconds() / best.Seconds())
}

var steps = stepsIn($work)
`

const goGreet = `func greet(word string) engine.Coroutine[any] {
	return func(co *engine.Co) (any, error) {
		fmt.Printf("Hello from %s coro\n", word)  $at main print
		$work compute(steps)  $at main work
		return nil, co.Sleep($sleep)  $at main sleep
	}
}
`

const goOrdinal = `
// ordinal returns first, second, … tenth, then 11th, 12th, … 21st, 22nd, …
func ordinal(n int) string {
	if n <= len(first) {
		return first[n-1]
	}
	ending := "th"
	if n/10%10 != 1 && 1 <= n%10 && n%10 <= 3 {
		ending = []string{"st", "nd", "rd"}[n%10-1]
	}
	return fmt.Sprintf("%d%s", n, ending)
}

// words yields the words of all coroutines.
func words(yield func(word string) bool) {
	for n := range $coroutines {
		if !yield(ordinal(n + 1)) {
			return
		}
	}
}
`

func goWords(n int) string {
	if n <= len(words) {
		return "var words = " + goSlice(words[:n])
	}
	return "var first = " + goSlice(words) + goOrdinal
}

// goSlice returns a slice of words as Go source, with at most five words on a line.
func goSlice(words []string) string {
	const most = 5
	if len(words) <= most {
		return `[]string{"` + strings.Join(words, `", "`) + "\"}\n"
	}
	s := "[]string{\n"
	for row := range slices.Chunk(words, most) {
		s += "\t\"" + strings.Join(row, `", "`) + "\",\n"
	}
	return s + "}\n"
}

// goWord returns the variables of a range over the words, which are a slice or an iterator.
func goWord(n int) string {
	if n <= len(words) {
		return "_, word"
	}
	return "word"
}

// goDuration returns a duration as Go source: 500 * time.Millisecond.
func goDuration(d time.Duration) string {
	for _, unit := range []struct {
		d    time.Duration
		name string
	}{
		{time.Second, "Second"}, {time.Millisecond, "Millisecond"}, {time.Microsecond, "Microsecond"},
	} {
		if d%unit.d == 0 {
			return strconv.FormatInt(int64(d/unit.d), 10) + " * time." + unit.name
		}
	}
	return strconv.FormatInt(int64(d), 10) + " * time.Nanosecond"
}
