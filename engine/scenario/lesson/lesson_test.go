package lesson

import (
	"go/format"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"loopyard/engine/scenario"
	"loopyard/engine/scenario/scenariotest"
	"loopyard/engine/spec"
)

func TestEveryScenarioHasALesson(t *testing.T) {
	t.Parallel()
	titles, groups, last := map[string]bool{}, []string{ManyLoops, OneLoop, Claims, Together, Mistakes}, 0
	for _, s := range scenario.All {
		l := Of(s.ID)
		assert.NotEmpty(t, l.Title, s.ID)
		assert.False(t, titles[l.Title], "%s: another scenario has the same title", s.ID)
		titles[l.Title] = true
		assert.Contains(t, groups, l.Group, s.ID)
		assert.GreaterOrEqual(t, slices.Index(groups, l.Group), last, "%s: the groups are not in order", s.ID)
		last = slices.Index(groups, l.Group)
		assert.LessOrEqual(t, len(l.Summary), 40, s.ID)
		assert.NotEmpty(t, l.Summary, s.ID)
		for _, text := range []string{l.Lead, l.Watch} {
			assert.True(t, strings.HasSuffix(text, "."), "%s: %q", s.ID, text)
			assert.NotContains(t, text, "  ", s.ID)
		}
	}
	assert.Len(t, lessons, len(scenario.All), "a lesson without a scenario")
}

func TestUnknownScenarioHasNothing(t *testing.T) {
	t.Parallel()
	r := spec.Run{Scenario: "no-such"}
	assert.Zero(t, Of(r.Scenario))
	assert.Empty(t, Python(r).Text)
	assert.Empty(t, Go(r).Text)
}

// The page shows listings as they are. They must be short, narrow and formatted, even for the highest values.
func TestListingsStayReadable(t *testing.T) {
	t.Parallel()
	all := tried(scenariotest.Shorter)
	for _, s := range scenario.All {
		all = append(all, "scenario="+s.ID, "scenario="+s.ID+highest(s.Params))
	}
	for _, text := range all {
		r := parse(t, text)
		for _, listing := range []string{Python(r).Text, Go(r).Text} {
			assert.NotEmpty(t, listing, text)
			assert.NotContains(t, listing, "$", text)
			assert.LessOrEqual(t, strings.Count(listing, "\n"), 100, text)
			for line := range strings.Lines(listing) {
				assert.LessOrEqual(t, len(line), 111, text)
				assert.Equal(t, strings.TrimRight(line, " \t\n")+"\n", line, text)
			}
			assert.Equal(t, r.Work > 0, strings.Contains(listing, "compute("), text)
		}
		tidy, err := format.Source([]byte(Go(r).Text))
		require.NoError(t, err, text)
		assert.Equal(t, string(tidy), Go(r).Text, text)
	}
}

func highest(params []spec.Param) string {
	var b strings.Builder
	for _, p := range params {
		_, high := p.Range(spec.CLILimits(), spec.Virtual)
		b.WriteString(" " + p.Name + "=" + p.Text(high))
	}
	return b.String()
}

func TestSpellings(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		d      time.Duration
		python string
		golang string
	}{
		{0, "0", "0 * time.Second"},
		{1, "0.000000001", "1 * time.Nanosecond"},
		{1500 * time.Microsecond, "0.0015", "1500 * time.Microsecond"},
		{500 * time.Millisecond, "0.5", "500 * time.Millisecond"},
		{3300 * time.Millisecond, "3.3", "3300 * time.Millisecond"},
		{2 * time.Second, "2", "2 * time.Second"},
		{7*24*time.Hour - 1, "604799.999999999", "604799999999999 * time.Nanosecond"},
	} {
		assert.Equal(t, c.python, seconds(c.d))
		assert.Equal(t, c.golang, goDuration(c.d))
	}
}

func TestEveryVariantHasALabelOfItsOwn(t *testing.T) {
	t.Parallel()
	for _, s := range scenario.All {
		seen := map[string]bool{}
		for _, v := range variants(s) {
			label := VariantLabel(v)
			assert.NotEmpty(t, label, v)
			assert.False(t, seen[label], "%s has two variants %q", s.ID, label)
			seen[label] = true
		}
	}
	assert.Equal(t, "with the bug", VariantLabel(spec.Wrong))
	assert.Equal(t, "fixed", VariantLabel(spec.Mended))
	assert.Equal(t, "nested", VariantLabel("nested"), "a word that speaks for itself")
}
