package lesson

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"loopyard/engine/scenario"
	"loopyard/engine/spec"
)

// runs are what the listings are tried with: every scenario as it is but for a shorter sleep, and then whatever
// changes the text of a listing.
var runs = []string{
	"scenario=main-and-thread sleep=20ms",
	"scenario=main-and-thread sleep=0s work=1ms",
	"scenario=loop-per-thread sleep=20ms",
	"scenario=loop-per-thread loops=1 iterations=1 sleep=0s",
	"scenario=loop-per-thread loops=40 iterations=2 sleep=1500us work=1us",
	"scenario=run-each sleep=5ms",
	"scenario=run-each coroutines=1 sleep=1ms work=1ms",
	"scenario=run-each coroutines=10 sleep=0s",
	"scenario=wrapper sleep=5ms",
	"scenario=wrapper coroutines=4 sleep=1ms work=1ms",
	"scenario=wrapper coroutines=1122 sleep=0s",
	"scenario=runner sleep=5ms",
	"scenario=runner coroutines=123 sleep=1us work=1us",
	"scenario=runner-conditional sleep=5ms",
	"scenario=runner-conditional sleep=1ns work=1ms",
}

// parse reads names and values as runs has them.
func parse(t *testing.T, text string) spec.Run {
	t.Helper()
	var pairs []spec.Pair
	for field := range strings.FieldsSeq(text) {
		name, value, _ := strings.Cut(field, "=")
		pairs = append(pairs, spec.Pair{name, value})
	}
	r, err := spec.Parse(pairs, scenario.Catalog{}, spec.CLI)
	require.NoError(t, err)
	return r
}

// contract gives the lines that a run prints: for each loop that has a name in them, and under "" for the others.
func contract(r spec.Run) map[string][]string {
	switch r.Scenario {
	case "main-and-thread":
		return map[string][]string{"Loop1": loopLines("Loop1", 0), "Loop2": loopLines("Loop2", 0)}
	case "loop-per-thread":
		all := map[string][]string{}
		for k := range r.Loops {
			name := fmt.Sprintf("Loop%d", k)
			all[name] = loopLines(name, r.Iterations)
		}
		return all
	case "runner-conditional":
		return map[string][]string{"": {"Hello from first coro", "Hello from first coro", "Hello from second coro"}}
	}
	var lines []string
	for k := range r.Coroutines {
		lines = append(lines, "Hello from "+nth(k+1)+" coro")
	}
	return map[string][]string{"": lines}
}

func loopLines(name string, iterations int) []string {
	lines := []string{name + " coroutine running...", name + ": ID - <EventLoop running=True closed=False debug=False>"}
	for range iterations {
		lines = append(lines, name+": running...")
	}
	return append(lines, name+" done")
}

// nth is spelled out here up to the largest count of runs, the endings by hand.
func nth(n int) string {
	words := strings.Fields("first second third fourth fifth sixth seventh eighth ninth tenth")
	switch {
	case n <= len(words):
		return words[n-1]
	case n%100 == 11 || n%100 == 12 || n%100 == 13:
		return fmt.Sprintf("%dth", n)
	}
	return fmt.Sprintf("%d%s", n, strings.Fields("th st nd rd th th th th th th")[n%10])
}

var (
	loopName = regexp.MustCompile(`^Loop\d+`)
	identity = regexp.MustCompile(`^(Loop\d+): \d+ - <\w*EventLoop `)
)

// perLoop sorts printed lines by loop. What is a host's own, the loop's id and class, is replaced.
func perLoop(lines []string) map[string][]string {
	all := map[string][]string{}
	for _, line := range lines {
		name := loopName.FindString(line)
		all[name] = append(all[name], identity.ReplaceAllString(line, "$1: ID - <EventLoop "))
	}
	return all
}

// printed gives the lines of a program's output, each of which must have an end.
func printed(t *testing.T, output string) []string {
	t.Helper()
	require.True(t, strings.HasSuffix(output, "\n"), "the last line has no end: %q", output)
	return strings.Split(strings.TrimSuffix(output, "\n"), "\n")
}

func TestContractOfDefaults(t *testing.T) {
	t.Parallel()
	got := contract(parse(t, "scenario=runner"))
	require.Equal(t, map[string][]string{"": {"Hello from first coro", "Hello from second coro"}}, got)
	require.Len(t, contract(parse(t, "scenario=loop-per-thread")), 5)
	for n, want := range map[int]string{10: "tenth", 11: "11th", 21: "21st", 22: "22nd", 103: "103rd", 111: "111th", 1112: "1112th"} {
		require.Equal(t, want, nth(n))
	}
}
