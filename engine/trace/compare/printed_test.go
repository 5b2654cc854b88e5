package compare_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"loopyard/engine/session"
	"loopyard/engine/spec"
	"loopyard/engine/trace/compare"
	"loopyard/engine/trace/tracetest"
)

// printed returns lines, each given as its loop and its text.
func printed(all ...[2]string) *compare.Printed {
	lines := &compare.Printed{}
	for _, line := range all {
		lines.Add(line[0], line[1])
	}
	return lines
}

func TestTheLinesOfEveryLoopMustMatch(t *testing.T) {
	a := printed([2]string{"A", "one"}, [2]string{"B", "two"}, [2]string{"A", "three"}, [2]string{"", "end"})
	assert.Equal(t, compare.LinesResult{Loops: 3, Same: 3, Lines: 4}, compare.Lines(a, a))

	turns := printed([2]string{"B", "two"}, [2]string{"A", "one"}, [2]string{"A", "three"}, [2]string{"", "end"})
	assert.Equal(t, compare.LinesResult{Loops: 3, Same: 3, Lines: 4, Reordered: 2}, compare.Lines(a, turns), "loops may take turns in another order")

	other := printed([2]string{"A", "one"}, [2]string{"B", "two"}, [2]string{"A", "four"}, [2]string{"", "end"})
	c := compare.Lines(a, other)
	assert.Equal(t, 2, c.Same)
	assert.Equal(t, &compare.LineDifference{Loop: "A", Index: 1, A: []string{"one", "three"}, B: []string{"one", "four"}}, c.First)

	c = compare.Lines(a, printed([2]string{"A", "one"}, [2]string{"A", "three"}, [2]string{"", "end"}, [2]string{"C", "new"}))
	assert.Equal(t, []int{4, 2, 4}, []int{c.Loops, c.Same, c.Lines}, "one has no loop B, and the other no loop C")
	assert.Equal(t, "B", c.First.Loop)

	assert.Equal(t, []string{"one", "three", "two", "end"}, a.All())
}

func TestTheLinesOfALogHaveEveryLoop(t *testing.T) {
	s, r := tracetest.Parse(t, "loop-per-thread", spec.Virtual, spec.Pair{"loops", "3"}, spec.Pair{"iterations", "1"})
	log := tracetest.Record(t, s, r, session.Options{})
	lines := compare.PrintedBy(log)
	assert.Len(t, lines.All(), 12)
	assert.Equal(t, compare.LinesResult{Loops: 3, Same: 3, Lines: 12}, compare.Lines(lines, compare.PrintedBy(log)))
}

func TestTheRulesDependOnTheRuns(t *testing.T) {
	run := spec.Run{Scenario: "cores", Loops: 4, Placement: spec.Virtual, Seed: 1}
	for name, c := range map[string]struct {
		change func(r *spec.Run)
		exact  bool
		ok     bool
	}{
		"the same run":      {func(*spec.Run) {}, true, true},
		"another timeout":   {func(r *spec.Run) { r.Timeout = 1 }, true, true},
		"another seed":      {func(r *spec.Run) { r.Seed = 2 }, false, true},
		"another machine":   {func(r *spec.Run) { r.Cores = 2 }, false, true},
		"another placement": {func(r *spec.Run) { r.Placement = spec.Threads }, false, true},
		"another parameter": {func(r *spec.Run) { r.Loops = 5 }, false, false},
		"another scenario":  {func(r *spec.Run) { r.Scenario = "mixed" }, false, false},
	} {
		other := run
		c.change(&other)
		rules, ok := compare.RulesFor(run, other)
		assert.Equal(t, c.ok, ok, name)
		assert.Equal(t, c.exact, ok && !rules.RealTime, name)
	}
	real := run
	real.Placement = spec.Threads
	rules, ok := compare.RulesFor(real, real)
	assert.True(t, ok && rules.RealTime, "nothing is exact in real time")
}
