package view

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"loopyard/app/model"
	"loopyard/app/model/modeltest"
	"loopyard/app/recording"
	"loopyard/app/recording/recordingtest"
	"loopyard/engine/trace"
)

// follow shows a recording with the listing open, as far as it is known.
func follow(t *testing.T, link string, rec *recording.Recording) *model.Model {
	t.Helper()
	m := model.New(model.NoBrowser{})
	m.Open(link)
	m.Panels.SetSide(model.PanelCode)
	m.SetPrimary(rec)
	for m.Frame(0, func() bool { return true }) {
	}
	return m
}

// litAt returns the line that is current at the cursor, and how many tasks wait at which others.
func litAt(m *model.Model) (now string, stand map[string]int) {
	m.Code.Update()
	l := m.Code.Highlight()
	lines := strings.Split(m.Code.Listing().Text, "\n")
	stand = map[string]int{}
	for i, line := range lines {
		if n := l.WaitingAt(i); n > 0 {
			stand[strings.TrimSpace(line)] += n
		}
	}
	if l.Current >= 0 {
		now = strings.TrimSpace(lines[l.Current])
	}
	return now, stand
}

func TestTheListingFollowsTheCursor(t *testing.T) {
	m := follow(t, "#s=loop-per-thread", recordingtest.LoopPerThread(t))
	m.Player.ToStart()
	now, stand := litAt(m)
	assert.Empty(t, now)
	assert.Empty(t, stand)
	assert.Equal(t, "Not begun.", m.Code.Highlight().Says)

	m.Player.Seek(m.Runs.Primary().CursorAt(100 * recordingtest.Ms))
	now, stand = litAt(m)
	assert.Equal(t, "await asyncio.sleep(0.5)", now)
	assert.Equal(t, map[string]int{
		"await asyncio.sleep(0.5)": 4, "thread.join()": 1,
		`threading.Thread(target=asyncio.run, args=(main_coroutine(f"Loop{k}"),))`: 5,
	}, stand)
	assert.Regexp(t, `^▶ Loop\d, main · ◦ 10 others$`, m.Code.Highlight().Says)

	m.Player.ToEnd()
	now, stand = litAt(m)
	assert.Equal(t, "thread.join()", now)
	assert.Empty(t, stand)

	rev := m.Code.Changes()
	m.Player.Seek(recording.Cursor{N: m.Player.Cursor().N, At: m.Player.Cursor().At - 1})
	m.Frame(0, modeltest.Never)
	assert.Equal(t, rev, m.Code.Changes(), "nothing to draw again while the same lines are lit")
	m.Code.Choose(false)
	m.Frame(0, modeltest.Never)
	now, _ = litAt(m)
	assert.Equal(t, "if err := thread.Join(); err != nil {", now)
	assert.Greater(t, m.Code.Changes(), rev)
}

func TestALineLeadsToTheMomentsThatItIsRun(t *testing.T) {
	m := follow(t, "#s=loop-per-thread", recordingtest.LoopPerThread(t))
	m.Player.ToStart()
	m.Code.Update()
	line := 0
	for i, text := range strings.Split(m.Code.Listing().Text, "\n") {
		if strings.Contains(text, "done") {
			line = i
		}
	}
	var texts []string
	for range 6 {
		m.Code.SeekLine(line)
		texts = append(texts, m.Runs.Primary().EventText(m.Runs.Primary().Event(trace.EventID(m.Player.Cursor().N))))
		now, _ := litAt(m)
		assert.Contains(t, now, "done")
	}
	assert.ElementsMatch(t, []string{"Loop0 done", "Loop1 done", "Loop2 done", "Loop3 done", "Loop4 done"}, texts[:5])
	assert.Equal(t, texts[0], texts[5], "after the last comes the first")
}

func TestWhatIsEditedIsNotFollowedBeforeItIsRun(t *testing.T) {
	m := follow(t, "#s=loop-per-thread", recordingtest.LoopPerThread(t))
	now, _ := litAt(m)
	require.NotEmpty(t, now)
	m.Type("sleep", "1s")
	now, stand := litAt(m)
	assert.Empty(t, now)
	assert.Empty(t, stand)
	assert.Contains(t, m.Code.Highlight().Says, "Run it")
	at := m.Player.Cursor()
	m.Code.SeekLine(20)
	assert.Equal(t, at, m.Player.Cursor())
	m.Type("sleep", "500ms")
	m.Type("seed", "7") // which is in no listing
	now, _ = litAt(m)
	assert.NotEmpty(t, now)
}

func TestNothingIsFollowedWhileTheListingIsHidden(t *testing.T) {
	m := follow(t, "#s=loop-per-thread", recordingtest.LoopPerThread(t))
	now, _ := litAt(m)
	require.NotEmpty(t, now)
	m.Panels.SetSide(model.PanelStats)
	m.Frame(0, modeltest.Never)
	now, _ = litAt(m)
	assert.Empty(t, now)
}
