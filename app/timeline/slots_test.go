package timeline_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"loopyard/app/recording/recordingtest"
	"loopyard/app/timeline"
	"loopyard/engine/trace"
)

// TestSlotsAreDrawn compares what is drawn past the limit with what is not: a row that has slots, and one that has none.
func TestSlotsAreDrawn(t *testing.T) {
	cut, _ := recordingtest.OverflowingRun(t)
	draw := func() int {
		var p timeline.DisplayList
		lay := timeline.NewLayout(cut, map[trace.LoopID]bool{}, 900, 300, 0)
		timeline.Draw(&p, cut, lay, lay.Axis(timeline.Window{From: cut.Trailer.Overflow.From, To: cut.Trailer.End}), cut.Trailer.End, timeline.Selection{})
		return len(p.Data)
	}
	with := draw()
	for i := range cut.Trailer.Overflow.Rows {
		cut.Trailer.Overflow.Rows[i].Busy = trace.Slots{}
	}
	assert.Greater(t, with, draw(), "the slots that were busy are there")
}
