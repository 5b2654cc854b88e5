package lesson

import (
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"loopyard/engine/scenario"
	"loopyard/engine/scenario/scenariotest"
	"loopyard/engine/spec"
)

// runs are the runs of the tutorials' scenarios in these tests: with their defaults except for a shorter sleep, and with
// every value that changes the text of a listing.
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

// tried returns the runs for all listings: runs, and each variant of every other scenario with its defaults, except that
// durations are divided by shorter.
func tried(shorter int64) []string {
	all := slices.Clone(runs)
	for _, s := range scenario.All {
		if slices.ContainsFunc(runs, func(run string) bool { return strings.HasPrefix(run, "scenario="+s.ID+" ") }) {
			continue
		}
		one, variants := "scenario="+s.ID, []string{""}
		for _, p := range s.Params {
			switch {
			case p.Choices != nil:
				variants = p.Choices
			case p.Time:
				one += " " + p.Name + "=" + p.Text(p.Default/shorter)
			}
		}
		for _, v := range variants {
			all = append(all, one+only(v != "", " variant="+v))
		}
	}
	return all
}

// agree compares what listings print with what their scenarios print in virtual time. On a busy machine short times may
// change the order of the lines. Runs that differ are repeated with the default times, and only those results count.
func agree(t *testing.T, run func(texts []string) [][]string) {
	t.Helper()
	quick, slow := tried(scenariotest.Shorter), tried(1)
	var again []string
	for i, got := range run(quick) {
		if !reflect.DeepEqual(compared(t, quick[i], wanted(t, parse(t, quick[i]))), compared(t, quick[i], perLoop(got))) {
			again = append(again, slow[i])
		}
	}
	if len(again) == 0 {
		return
	}
	for i, got := range run(again) {
		assert.Equal(t, compared(t, again[i], wanted(t, parse(t, again[i]))), compared(t, again[i], perLoop(got)), again[i])
	}
}

// compared returns the lines to compare. Where loops race, any balance is right and is left out.
func compared(t *testing.T, text string, lines map[string][]string) map[string][]string {
	t.Helper()
	if !scenariotest.Races(parse(t, text)) {
		return lines
	}
	require.Len(t, lines[""], 1)
	require.Regexp(t, `^balance [1-6] of 6$`, lines[""][0])
	delete(lines, "")
	return lines
}

// wanted returns the lines that a scenario prints in virtual time, by loop.
func wanted(t *testing.T, r spec.Run) map[string][]string {
	t.Helper()
	r.Placement = spec.Virtual
	return perLoop(lines(t, r))
}

// parse returns the run of names and values as in runs.
func parse(t *testing.T, text string) spec.Run {
	t.Helper()
	r, err := spec.Parse(Preset{Set: text}.Pairs(), scenario.Catalog{}, spec.CLILimits())
	require.NoError(t, err)
	return r
}

// contract returns the lines that a run must print, by the loop that they name. Lines that name no loop are under "".
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

// nth returns the word of a coroutine. It does not share code with the listings.
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

// perLoop returns printed lines by loop. It replaces a loop's id and class, which depend on the host.
func perLoop(lines []string) map[string][]string {
	all := map[string][]string{}
	for _, line := range lines {
		name := loopName.FindString(line)
		all[name] = append(all[name], identity.ReplaceAllString(line, "$1: ID - <EventLoop "))
	}
	return all
}

// printed returns the lines of a program's output. Every line must have an end.
func printed(t *testing.T, output string) []string {
	t.Helper()
	if output == "" {
		return nil
	}
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
