package recording_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"loopyard/app/recording/recordingtest"
	"loopyard/app/view"
	"loopyard/engine/spec"
)

func TestTheTableSaysWhatThePictureShows(t *testing.T) {
	r := recordingtest.LoopPerThread(t, spec.Pair{"work", "40ms"})
	rows, first, all := r.StepRows(r.CursorAt(0), view.TableRows)
	assert.Equal(t, 1, first)
	assert.Equal(t, 35, all)
	require.Len(t, rows, 35)
	assert.Equal(t, "first run", rows[0].Cause.Text)
	assert.Equal(t, "sleeps", rows[0].Outcome)
	assert.Equal(t, "40 ms", rows[0].Duration)
	assert.Equal(t, "done", rows[34].Outcome)

	rows, first, _ = r.StepRows(r.EndCursor(), 10)
	assert.Len(t, rows, 10)
	assert.Equal(t, 26, first)
}
