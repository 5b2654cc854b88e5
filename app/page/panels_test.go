package page

import (
	"strings"
	"testing"

	"github.com/maxence-charriere/go-app/v9/pkg/app"
	"github.com/stretchr/testify/assert"

	"loopyard/app/model"
	"loopyard/app/recording/recordingtest"
	"loopyard/app/view"
	"loopyard/engine/spec"
)

func TestALongConsoleSaysWhatItDoesNotShow(t *testing.T) {
	r := recordingtest.LoopPerThread(t, spec.Pair{"loops", "20"}, spec.Pair{"iterations", "100"})
	html := mounted(t, func(m *model.Model) {
		m.SetPrimary(r)
		m.Player.Seek(r.CursorAt(20_000 * recordingtest.Ms))
	})
	assert.Contains(t, html, "earlier lines not shown")
	assert.Contains(t, html, "later lines not shown")
	assert.Equal(t, view.ConsoleRows, strings.Count(html, `class="moment at"`))
}

// mounted draws a page in go-app's own engine, which has no browser, after doing something to it.
func mounted(t *testing.T, do func(m *model.Model)) string {
	t.Helper()
	m := model.New(model.NoBrowser{})
	do(m)
	return rendered(m)
}

// rendered returns the markup of a page.
func rendered(m *model.Model) string { return app.HTMLString(&Page{model: m}) }

func TestThePanelsSayWhatHappened(t *testing.T) {
	html := mounted(t, func(m *model.Model) {
		m.SetPrimary(recordingtest.LoopPerThread(t, spec.Pair{"work", "40ms"}))
		m.Player.Seek(m.Runs.Primary().CursorAt(1582 * recordingtest.Ms))
	})
	for _, want := range []string{
		"At the cursor · 1.582 s", "step 15 of 35", "1.582 / 3.240 s", "Loop4: running...", "timer due (slept 0.5 s)",
		"joins thread 2", "main · 38 ms left", "busy, all loops", "1.200 s", "parallelism", "0.37", "virtual time", "· seed 1",
		`class="line now"`, `class="line later"`,
	} {
		assert.Contains(t, html, want)
	}
}

func TestAMistakeStandsAtItsField(t *testing.T) {
	html := mounted(t, func(m *model.Model) { m.Open("#loops=0&s=nope") })
	assert.Contains(t, html, "Enter a whole number from 1 to 1,000, not “0”.")
	assert.Contains(t, html, "The link’s scenario cannot be used: got “nope”")
	assert.Contains(t, html, `value="5"`)
}

func TestTheFiguresSayByHowMuchRunsDiffer(t *testing.T) {
	html := mounted(t, func(m *model.Model) {
		slow, quick := recordingtest.LoopPerThread(t, spec.Pair{"work", "40ms"}, spec.Pair{"cores", "1"}), recordingtest.LoopPerThread(t, spec.Pair{"work", "40ms"})
		m.Adopt(slow)
		m.Adopt(quick)
		m.SetCompared(slow, true)
	})
	for _, want := range []string{"must match", "may differ", "what every task did", "same ✓", "cores 1", "unlimited cores", "Against cores 1:",
		"Every thread, loop and task did the same", "Runs of this visit", "Stop comparing"} {
		assert.Contains(t, html, want)
	}
	assert.Regexp(t, `\(1\.\d+ ×\)`, html)
	assert.NotContains(t, mounted(t, func(m *model.Model) { m.SetPrimary(recordingtest.LoopPerThread(t)) }), "must match")
}
