package spec_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"loopyard/engine/scenario"
	"loopyard/engine/spec"
)

var catalog = scenario.Catalog{}

func TestDefaults(t *testing.T) {
	r, err := spec.Parse([]spec.Pair{{"scenario", "loop-per-thread"}}, catalog, spec.CLILimits())
	require.NoError(t, err)
	assert.Equal(t, spec.Run{Scenario: "loop-per-thread", Loops: 5, Iterations: 6, Sleep: 500 * time.Millisecond, Placement: spec.Virtual, Seed: 1}, r)

	r, err = spec.Parse([]spec.Pair{{"scenario", "runner"}, {"coroutines", "3"}, {"sleep", "1.5s"}, {"work", "2ms"}, {"placement", "threads"}, {"seed", "4294967295"}, {"timeout", "10s"}}, catalog, spec.CLILimits())
	require.NoError(t, err)
	assert.Equal(t, spec.Run{Scenario: "runner", Coroutines: 3, Sleep: 1500 * time.Millisecond, Work: 2 * time.Millisecond, Placement: spec.Threads, Seed: 4294967295, Timeout: 10 * time.Second}, r)
}

func TestPairsReadBack(t *testing.T) {
	for _, id := range catalog.IDs() {
		params, _ := catalog.Params(id)
		pairs := []spec.Pair{{"scenario", id}, {"seed", "7"}, {"cores", "2"}, {"gil", "true"}, {"timeout", "1m"}, {"placement", "threads"}}
		for _, p := range params {
			_, high := p.Range(spec.CLILimits(), spec.Threads)
			pairs = append(pairs, spec.Pair{p.Name, p.Text(high)})
		}
		r, err := spec.Parse(pairs, catalog, spec.CLILimits())
		require.NoError(t, err)
		again, err := spec.Parse(r.Pairs(params), catalog, spec.CLILimits())
		require.NoError(t, err)
		assert.Equal(t, r, again)
	}
}

// TestBadValues holds the words of the errors: the field, what it got, and what it would take.
func TestBadValues(t *testing.T) {
	for _, c := range []struct {
		id, name, value, want string
		limits                spec.Limits
	}{
		{"loop-per-thread", "loops", "0", `loops: got "0", want a whole number from 1 to 1,000`, spec.CLILimits()},
		{"loop-per-thread", "loops", "-1", `loops: got "-1", want a whole number from 1 to 1,000`, spec.CLILimits()},
		{"loop-per-thread", "loops", "1000000000", `loops: got "1000000000", want a whole number from 1 to 256`, spec.LoopbackLimits()},
		{"loop-per-thread", "loops", "99999999999999999999", `loops: got "99999999999999999999", want a whole number from 1 to 100`, spec.PublicLimits()},
		{"loop-per-thread", "loops", "abc", `loops: got "abc", want a whole number from 1 to 1,000`, spec.PageLimits()},
		{"loop-per-thread", "loops", "1.5", `loops: got "1.5", want a whole number from 1 to 1,000`, spec.PageLimits()},
		{"loop-per-thread", "loops", "", `loops: got "", want a whole number from 1 to 1,000`, spec.PageLimits()},
		{"loop-per-thread", "iterations", "0", `iterations: got "0", want a whole number from 1 to 100,000`, spec.CLILimits()},
		{"wrapper", "coroutines", "10000001", `coroutines: got "10000001", want a whole number from 1 to 10,000,000`, spec.CLILimits()},
		{"run-each", "coroutines", "10000000", `coroutines: got "10000000", want a whole number from 1 to 1,000,000`, spec.CLILimits()},
		{"wrapper", "sleep", "-1s", `sleep: got "-1s", want a duration from 0s to 168h, such as 500ms`, spec.CLILimits()},
		{"wrapper", "sleep", "NaN", `sleep: got "NaN", want a duration from 0s to 168h, such as 500ms`, spec.CLILimits()},
		{"wrapper", "sleep", "5", `sleep: got "5", want a duration from 0s to 168h, such as 500ms`, spec.CLILimits()},
		{"wrapper", "work", "61s", `work: got "61s", want a duration from 0s to 1m, such as 500ms`, spec.CLILimits()},
		{"pipeline", "capacity", "0", `capacity: got "0", want a whole number from 1 to 1,000,000`, spec.CLILimits()},
		{"executor", "block", "2m", `block: got "2m", want a duration from 0s to 1m, such as 500ms`, spec.CLILimits()},
		{"executor", "coroutines", "33", `coroutines: got "33", want a whole number from 1 to 32`, spec.CLILimits()},
		{"timeouts", "variant", "wrong", `variant: got "wrong", want one of leaf, nested, shield`, spec.CLILimits()},
		{"deadlock", "variant", "", `variant: got "", want one of wrong, mended`, spec.CLILimits()},
		{"deadlock", "placement", "threads", `placement: got "threads", want virtual, since in real time a deadlock looks like a long wait, so the run would never end`, spec.CLILimits()},
		{"executor", "placement", "single", `placement: got "single", want virtual or threads, since all loops share one thread there, so a blocking call blocks all of them`, spec.CLILimits()},
		{"wrapper", "seed", "-1", `seed: got "-1", want a whole number from 0 to 4,294,967,295`, spec.CLILimits()},
		{"wrapper", "cores", "1025", `cores: got "1025", want a whole number from 0 to 1,024 (0 means no limit)`, spec.CLILimits()},
		{"wrapper", "gil", "maybe", `gil: got "maybe", want true or false`, spec.CLILimits()},
		{"wrapper", "timeout", "25h", `timeout: got "25h", want a duration from 0s to 24h (0s means no timeout), such as 10s`, spec.CLILimits()},
		{"wrapper", "placement", "moon", `placement: got "moon", want one of virtual, single, threads`, spec.CLILimits()},
		{"wrapper", "loops", "5", `loops: got "5", want a parameter of wrapper: coroutines, sleep, work, placement, cores, gil, seed, timeout`, spec.CLILimits()},
		{"wrapper", "lops", "5", `lops: got "5", want a parameter of wrapper: coroutines, sleep, work, placement, cores, gil, seed, timeout`, spec.CLILimits()},
	} {
		t.Run(c.name+"="+c.value, func(t *testing.T) {
			r, err := spec.Parse([]spec.Pair{{"scenario", c.id}, {c.name, c.value}}, catalog, c.limits)
			assert.EqualError(t, err, c.want)
			good, _ := spec.Parse([]spec.Pair{{"scenario", c.id}}, catalog, c.limits)
			assert.Equal(t, good, r, "the defaults stand in")
			var all spec.Errors
			require.ErrorAs(t, err, &all)
			require.Len(t, all, 1)
			assert.Equal(t, c.name, all[0].Field)
			assert.Equal(t, c.value, all[0].Value)
		})
	}
}

func TestAVariantIsAWord(t *testing.T) {
	r, err := spec.Parse([]spec.Pair{{"scenario", "deadlock"}}, catalog, spec.CLILimits())
	require.NoError(t, err)
	assert.Equal(t, spec.Wrong, r.Variant, "the first is the default")
	r, err = spec.Parse([]spec.Pair{{"scenario", "deadlock"}, {"placement", "single"}, {"variant", "mended"}}, catalog, spec.CLILimits())
	require.NoError(t, err, "mended it makes sense everywhere")
	assert.Equal(t, spec.Mended, r.Value("variant"))
}

func TestTheRangeOfLoopsDependsOnThePlacement(t *testing.T) {
	for _, pairs := range [][]spec.Pair{
		{{"scenario", "loop-per-thread"}, {"placement", "threads"}, {"loops", "257"}},
		{{"scenario", "loop-per-thread"}, {"loops", "257"}, {"placement", "threads"}},
	} {
		_, err := spec.Parse(pairs, catalog, spec.CLILimits())
		assert.EqualError(t, err, `loops: got "257", want a whole number from 1 to 256`)
	}
}

func TestEveryErrorIsReported(t *testing.T) {
	_, err := spec.Parse([]spec.Pair{{"scenario", "loop-per-thread"}, {"loops", "0"}, {"sleep", "x"}, {"seed", "1"}, {"seed", "2"}}, catalog, spec.CLILimits())
	var all spec.Errors
	require.ErrorAs(t, err, &all)
	assert.Len(t, all, 3)
	assert.ErrorContains(t, err, `seed: got "2", want the name once only`)
}

func TestAnUnknownScenarioNamesTheKnown(t *testing.T) {
	for _, pairs := range [][]spec.Pair{nil, {{"scenario", "nope"}}, {{"loops", "5"}}} {
		_, err := spec.Parse(pairs, catalog, spec.CLILimits())
		assert.ErrorContains(t, err, "want one of main-and-thread, loop-per-thread, run-each, wrapper, runner, runner-conditional")
	}
}

func FuzzParse(f *testing.F) {
	f.Add("loop-per-thread", "loops", "5", "sleep", "1s")
	f.Fuzz(func(t *testing.T, id, n1, v1, n2, v2 string) {
		r, err := spec.Parse([]spec.Pair{{"scenario", id}, {n1, v1}, {n2, v2}}, catalog, spec.PageLimits())
		if err != nil {
			assert.NotEmpty(t, err.Error())
			return
		}
		params, ok := catalog.Params(r.Scenario)
		require.True(t, ok)
		again, err := spec.Parse(r.Pairs(params), catalog, spec.PageLimits())
		require.NoError(t, err)
		assert.Equal(t, r, again)
	})
}

func TestEveryNameHasTheTypeOfItsValue(t *testing.T) {
	texts := map[spec.Type]string{spec.Word: "", spec.Count: "0", spec.Duration: "0s", spec.Bool: "false"}
	for _, name := range spec.Names {
		assert.Equal(t, new(spec.Run).Value(name), texts[spec.TypeOf(name)], name)
	}
	for _, p := range []spec.Param{spec.Loops, spec.Iterations, spec.Coroutines, spec.Capacity, spec.Sleep, spec.Work, spec.Block, spec.Variant("a")} {
		assert.Equal(t, p.Time, spec.TypeOf(p.Name) == spec.Duration, p.Name)
		assert.Equal(t, p.Choices != nil, spec.TypeOf(p.Name) == spec.Word, p.Name)
	}
}
