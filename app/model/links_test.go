package model_test

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"loopyard/app/format"
	"loopyard/app/model"
	"loopyard/app/model/modeltest"
	"loopyard/app/recording"
	"loopyard/app/recording/recordingtest"
	"loopyard/app/timeline"
	"loopyard/app/view"
	"loopyard/engine/scenario"
)

// links reads testdata/links.txt.
func links(t *testing.T) (all [][2]string) {
	t.Helper()
	text, err := os.ReadFile("testdata/links.txt")
	require.NoError(t, err)
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSuffix(line, "\n")
		if line == "" || strings.HasPrefix(line, "//") {
			continue
		}
		link, gives, ok := strings.Cut(line, " -> ")
		require.True(t, ok, line)
		all = append(all, [2]string{link, gives})
	}
	return all
}

func TestOldLinksKeepWorking(t *testing.T) {
	for _, link := range links(t) {
		l := modeltest.ReadLink(link[0])
		params, ok := scenario.Catalog{}.Params(l.Run.Scenario)
		require.True(t, ok, link[0])
		want, message, wrong := strings.Cut(link[1], " ! ")
		assert.Equal(t, want, l.Fragment(params), link[0])
		assert.Less(t, len(want), 500, link[0])
		if !wrong {
			assert.Empty(t, l.Errs, link[0])
			continue
		}
		var all []string
		shown := []string{"placement"}
		for _, p := range params {
			shown = append(shown, p.Name)
		}
		shown = append(shown, recording.CommonNames...)
		for _, word := range view.LinkWords {
			shown = append(shown, word[0])
		}
		for _, e := range l.Errs {
			assert.Contains(t, shown, e.Field, "nothing in the page would say so")
			all = append(all, e.Field+": got "+format.Excerpt(e.Value)+", want "+e.Allowed)
		}
		assert.True(t, strings.HasPrefix(strings.Join(all, "; "), message), "%s: %s", link[0], all)
	}
}

// TestEveryScenarioAndKeyHasAnOldLink makes sure that what links can say today is held as well.
func TestEveryScenarioAndKeyHasAnOldLink(t *testing.T) {
	keys, scenarios := map[string]bool{}, map[string]bool{}
	for _, link := range links(t) {
		for _, pair := range strings.Split(link[1], "&") {
			key, value, _ := strings.Cut(pair, "=")
			keys[key] = true
			if key == "s" {
				scenarios[value] = true
			}
		}
	}
	for _, s := range scenario.All {
		assert.True(t, scenarios[s.ID], "no link to %s", s.ID)
		for _, p := range s.Params {
			assert.True(t, keys[p.Name], "no link with %s", p.Name)
		}
	}
	for _, key := range []string{"v", "s", "at", "host", "seed", "cores", "gil", "w", "n", "t", "embed", "fixed", "theme"} {
		assert.True(t, keys[key], "no link with %s", key)
	}
}

// ranFrom opens a link, and runs it to its end.
func ranFrom(t *testing.T, fragment string) (*model.Model, *modeltest.Browser) {
	t.Helper()
	m, f := modeltest.Open(t, fragment)
	m.Jobs.OnData(1, bytes.NewReader(modeltest.BytesOfRun(t, m.Runs.Primary().Spec)))
	m.Jobs.OnEnd(1)
	for m.Frame(0, func() bool { return false }) {
	}
	require.Equal(t, recording.Ended, m.Runs.Primary().State())
	return m, f
}

func TestALinkBringsBackTheVeryEventAndTheWindow(t *testing.T) {
	m, f := ranFrom(t, "#s=handoff")
	m.Player.Seek(recording.Cursor{N: 53, At: 20 * recordingtest.Ms})
	m.Viewport.ZoomTo(15*recordingtest.Ms, 30*recordingtest.Ms)
	fragment, ok := m.Address.Fragment()
	require.True(t, ok)
	assert.Equal(t, "v=1&s=handoff&loops=2&sleep=20ms&block=40ms&at=virtual&seed=1&w=13.12ms..31.88ms&n=53&t=20ms", fragment)
	assert.Equal(t, fragment, f.Fragments[len(f.Fragments)-1], "the address says so")

	other, _ := ranFrom(t, "#"+fragment)
	assert.Equal(t, m.Player.Cursor(), other.Player.Cursor())
	assert.Equal(t, timeline.Window{From: 13_120_000, To: 31_880_000}, other.Viewport.Window())
	again, _ := other.Address.Fragment()
	assert.Equal(t, fragment, again, "showing a link does not change it")

	m.Viewport.Fit()
	m.Player.Seek(m.Runs.Primary().CursorAt(20 * recordingtest.Ms))
	fragment, _ = m.Address.Fragment()
	assert.Equal(t, "v=1&s=handoff&loops=2&sleep=20ms&block=40ms&at=virtual&seed=1&t=20ms", fragment)
	m.Player.ToEnd()
	m.Viewport.ZoomTo(15*recordingtest.Ms, 30*recordingtest.Ms)
	fragment, _ = m.Address.Fragment()
	assert.Contains(t, fragment, "&w=13.12ms..31.88ms")
	other, _ = ranFrom(t, "#"+fragment)
	assert.Equal(t, other.Runs.Primary().EndCursor(), other.Player.Cursor())
	assert.Equal(t, timeline.Window{From: 13_120_000, To: 31_880_000}, other.Viewport.Window(), "the cursor is outside of it")

	m.Viewport.Fit()
	m.Player.ToStart()
	fragment, _ = m.Address.Fragment()
	other, _ = ranFrom(t, "#"+fragment)
	assert.Equal(t, recording.Cursor{}, other.Player.Cursor(), "the start is before what happens at once")

	// A number that does not fit the moment, as of another version of the engine, is no more than the moment.
	other, _ = ranFrom(t, "#s=handoff&n=3&t=20ms")
	assert.Equal(t, other.Runs.Primary().CursorAt(20*recordingtest.Ms), other.Player.Cursor())
	other, _ = ranFrom(t, "#s=handoff&w=1s..2s")
	assert.LessOrEqual(t, other.Viewport.Window().To, other.Viewport.Extent())
}
