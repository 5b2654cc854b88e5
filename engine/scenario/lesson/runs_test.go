package lesson

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"loopyard/engine/scenario"
	"loopyard/engine/session"
	"loopyard/engine/spec"
	"loopyard/engine/trace/lint"
	"loopyard/engine/trace/replay"
)

// TestEveryQuestionIsAnsweredByItsRuns runs every variant and every preset in virtual time and looks for the answers. A
// question must have different answers in different runs, unless its scenario shows one thing only.
func TestEveryQuestionIsAnsweredByItsRuns(t *testing.T) {
	t.Parallel()
	sure := []string{"main-and-thread", "wrapper", "runner", "runner-conditional", "nested-run", "unstable-loop"}
	for _, s := range scenario.All {
		l := Of(s.ID)
		given := map[int]bool{}
		for _, set := range sets(s) {
			r := parse(t, "scenario="+s.ID+" "+set)
			if r.Coroutines > 10_000 {
				continue // other tests run it
			}
			r.Placement = spec.Virtual
			right := l.Question.Right(log(t, r))
			require.Contains(t, l.Question.Answers, answer(l.Question, right), "%s %s", s.ID, set)
			given[right] = true
		}
		assert.Equal(t, slices.Contains(sure, s.ID), len(given) == 1, "%s has the answers %v", s.ID, given)
	}
}

func answer(q Question, right int) string {
	if right < 0 || right >= len(q.Answers) {
		return "none"
	}
	return q.Answers[right]
}

// sets returns the values of all presets and variants.
func sets(s scenario.Scenario) []string {
	all := []string{""}
	for _, p := range Of(s.ID).Presets {
		all = append(all, p.Set)
	}
	for _, v := range variants(s) {
		all = append(all, "variant="+v)
	}
	return all
}

// variants returns the variants of a scenario, or nil.
func variants(s scenario.Scenario) []string {
	i := slices.IndexFunc(s.Params, func(p spec.Param) bool { return p.Choices != nil })
	if i < 0 {
		return nil
	}
	return s.Params[i].Choices
}

func log(t *testing.T, r spec.Run) *replay.Log {
	t.Helper()
	var l replay.Log
	_, err := session.Run(t.Context(), r, session.Options{}, &l)
	require.NoError(t, err)
	return &l
}

// TestTheLintsOfEveryScenario checks that exactly the listed mistakes are found in each variant.
func TestTheLintsOfEveryScenario(t *testing.T) {
	t.Parallel()
	for _, s := range scenario.All {
		all := variants(s)
		for v := range Of(s.ID).Lints {
			assert.True(t, v == "" && all == nil || slices.Contains(all, v), "%s has no variant %q", s.ID, v)
		}
		if all == nil {
			all = []string{""}
		}
		for _, v := range all {
			found := []lint.Rule{}
			for _, f := range lint.Run(log(t, parse(t, "scenario="+s.ID+only(v != "", " variant="+v)))).List {
				if !slices.Contains(found, f.Rule) {
					found = append(found, f.Rule)
				}
			}
			assert.ElementsMatch(t, Of(s.ID).Lints[v], found, "%s %s", s.ID, v)
		}
	}
}

// TestSeedsGiveOtherBalances tries many seeds. In the variant with the bug the order decides the balance, and in the fixed
// one it does not.
func TestSeedsGiveOtherBalances(t *testing.T) {
	t.Parallel()
	for variant, several := range map[string]bool{spec.Wrong: true, spec.Mended: false} {
		balances := map[string]bool{}
		for seed := range uint32(20) {
			r := parse(t, "scenario=race variant="+variant)
			r.Seed = seed
			balances[perLoop(lines(t, r))[""][0]] = true
		}
		assert.Equal(t, several, len(balances) > 1, "%s: %v", variant, balances)
	}
}
