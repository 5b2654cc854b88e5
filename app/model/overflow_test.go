package model_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"loopyard/app/format"
	"loopyard/app/model"
	"loopyard/app/model/modeltest"
	"loopyard/app/recording"
	"loopyard/app/recording/recordingtest"
	"loopyard/app/timeline"
	"loopyard/engine/spec"
	"loopyard/engine/trace"
)

func TestWhatIsPastTheLimitIsShownAsCounted(t *testing.T) {
	cut, whole := recordingtest.OverflowingRun(t)
	from, end := cut.Trailer.Overflow.From, cut.Trailer.End
	require.Positive(t, from)
	require.Less(t, from, end)

	lane := cut.Lanes()[1]
	require.NotZero(t, lane.Loop)
	track := &cut.Activity(lane).Track
	assert.Equal(t, trace.NotStored, track.Span(track.IndexAt(end-1), end).State)
	assert.Equal(t, from, track.Span(track.IndexAt(end-1), end).From)
	assert.NotEqual(t, trace.NotStored, track.Span(track.IndexAt(from-1), end).State)
	assert.Equal(t, whole.Activity(whole.Lanes()[1]).BusyTime(end), cut.Activity(lane).BusyTime(end)+cut.BusyPastLimit(lane), "the label's figure is of all of it")

	after := recording.Cursor{At: end, N: cut.Len()}
	assert.Equal(t, recording.Status{Word: "not stored", Detail: "past the limit of events"}, cut.StatusAt(lane, cut.StateAtCursor(after)))
	before := recording.Cursor{At: from - 1, N: cut.EventsUntil(from - 1)}
	assert.NotEqual(t, "not stored", cut.StatusAt(lane, cut.StateAtCursor(before)).Word)
	assert.Contains(t, cut.OverflowNote(), "past the limit of events")

	m, _ := modeltest.Open(t, "#s=crowd")
	m.SetPrimary(cut)
	words := m.Details(timeline.Row{Rec: cut, Lane: lane, Activity: cut.Activity(lane)}, end-1).String()
	assert.Contains(t, words, "not stored")
	assert.Contains(t, words, " within ")
	assert.Equal(t, []model.Flag{{Text: format.Count(int64(cut.Trailer.Dropped)) + " not stored", Calm: false}}, m.Flags(cut))
}

// TestARunWithoutItsEndSaysThatItIsPastTheLimit is about one under way, and one that was stopped: the tail comes at the end.
func TestARunWithoutItsEndSaysThatItIsPastTheLimit(t *testing.T) {
	m, _ := modeltest.Open(t, "#s=crowd")
	m.Server.Answer([]byte(`{"active":{"host":"public server","loops":100,"threads":90,"coroutines":10,"events":5,"wall":"5s"}}`))
	r := recording.NewRecording(spec.Run{}, recording.TargetNative)
	require.NoError(t, r.Begin(trace.Header{Version: trace.Version}))
	events := make([]trace.Event, 5)
	require.NoError(t, r.Batch(trace.Batch{First: 1, Events: events[:4]}))
	assert.Equal(t, []model.Flag{{Text: "running…", Calm: true}}, m.Flags(r))
	require.NoError(t, r.Batch(trace.Batch{First: 5, Events: events[4:]}))
	assert.Equal(t, []model.Flag{{Text: "running…", Calm: true}, {Text: "past the limit of 5 events", Calm: true}}, m.Flags(r))
	r.Close(recording.Stopped, "stopped")
	assert.Equal(t, []model.Flag{{Text: "stopped", Calm: false}, {Text: "past the limit of 5 events", Calm: false}}, m.Flags(r))
}
