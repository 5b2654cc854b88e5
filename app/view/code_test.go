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
	y := model.New(model.NoShell{})
	y.Form.Fill(modeltest.ReadLink(link), y.Catalog)
	y.View.Side = model.PanelCode
	y.SetPrimary(rec)
	for y.FollowCode(func() bool { return true }) {
	}
	return y
}

// litAt gives the line that is lit at the cursor, and how many stand at which others.
func litAt(y *model.Model) (now string, stand map[string]int) {
	y.CodeRev()
	l := y.Lit.Lights
	lines := strings.Split(y.Lit.Listing.Text, "\n")
	stand = map[string]int{}
	for i, line := range lines {
		if n := l.StandAt(i); n > 0 {
			stand[strings.TrimSpace(line)] += n
		}
	}
	if l.Now >= 0 {
		now = strings.TrimSpace(lines[l.Now])
	}
	return now, stand
}

func TestTheListingFollowsTheCursor(t *testing.T) {
	y := follow(t, "#s=loop-per-thread", recordingtest.LoopPerThread(t))
	y.ToStart()
	now, stand := litAt(y)
	assert.Empty(t, now)
	assert.Empty(t, stand)
	assert.Equal(t, "Not begun.", y.Lit.Lights.Words)

	y.Seek(y.Shown.CursorAt(100 * recordingtest.Ms))
	now, stand = litAt(y)
	assert.Equal(t, "await asyncio.sleep(0.5)", now)
	assert.Equal(t, map[string]int{
		"await asyncio.sleep(0.5)": 4, "thread.join()": 1,
		`threading.Thread(target=asyncio.run, args=(main_coroutine(f"Loop{k}"),))`: 5,
	}, stand)
	assert.Regexp(t, `^▶ Loop\d, main · ◦ 10 others$`, y.Lit.Lights.Words)

	y.ToEnd()
	now, stand = litAt(y)
	assert.Equal(t, "thread.join()", now)
	assert.Empty(t, stand)

	rev := y.CodeRev()
	y.Seek(recording.Cursor{N: y.Cursor.N, At: y.Cursor.At - 1})
	assert.Equal(t, rev, y.CodeRev(), "nothing to draw again while the same lines are lit")
	y.Speak(false)
	y.FollowCode(func() bool { return false })
	now, _ = litAt(y)
	assert.Equal(t, "if err := thread.Join(); err != nil {", now)
	assert.Greater(t, y.CodeRev(), rev)
}

func TestALineLeadsToTheMomentsThatItIsRun(t *testing.T) {
	y := follow(t, "#s=loop-per-thread", recordingtest.LoopPerThread(t))
	y.ToStart()
	y.CodeRev()
	line := 0
	for i, text := range strings.Split(y.Lit.Listing.Text, "\n") {
		if strings.Contains(text, "done") {
			line = i
		}
	}
	var texts []string
	for range 6 {
		y.GotoLine(line)
		texts = append(texts, y.Shown.EventText(y.Shown.Event(trace.EventID(y.Cursor.N))))
		now, _ := litAt(y)
		assert.Contains(t, now, "done")
	}
	assert.ElementsMatch(t, []string{"Loop0 done", "Loop1 done", "Loop2 done", "Loop3 done", "Loop4 done"}, texts[:5])
	assert.Equal(t, texts[0], texts[5], "after the last comes the first")
}

func TestWhatIsEditedIsNotFollowedBeforeItIsRun(t *testing.T) {
	y := follow(t, "#s=loop-per-thread", recordingtest.LoopPerThread(t))
	now, _ := litAt(y)
	require.NotEmpty(t, now)
	y.Type("sleep", "1s")
	now, stand := litAt(y)
	assert.Empty(t, now)
	assert.Empty(t, stand)
	assert.Contains(t, y.Lit.Lights.Words, "Run it")
	at := y.Cursor
	y.GotoLine(20)
	assert.Equal(t, at, y.Cursor)
	y.Type("sleep", "500ms")
	y.Type("seed", "7") // which is in no listing
	now, _ = litAt(y)
	assert.NotEmpty(t, now)
}

func TestNothingIsFollowedWhileNobodyLooks(t *testing.T) {
	y := follow(t, "#s=loop-per-thread", recordingtest.LoopPerThread(t))
	require.NotNil(t, y.Lit.Trail)
	y.View.Side = model.PanelStats
	y.FollowCode(func() bool { return false })
	assert.Nil(t, y.Lit.Trail)
	now, _ := litAt(y)
	assert.Empty(t, now)
}
