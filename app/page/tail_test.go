package page

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"loopyard/app/page/levels"
	"loopyard/engine/scenario"
	"loopyard/engine/session"
	"loopyard/engine/spec"
	"loopyard/engine/trace"
)

// cutRun is a crowd of which about half the events are kept.
func cutRun(t *testing.T) (cut, whole *Recording) {
	t.Helper()
	run, err := spec.Parse([]spec.Pair{{"scenario", "crowd"}, {"coroutines", "200"}, {"work", "1ms"}}, scenario.Catalog{}, spec.PageLimits())
	require.NoError(t, err)
	whole = NewRecording(run, InVirtual)
	_, err = session.Run(t.Context(), run, session.Options{}, whole)
	require.NoError(t, err)
	cut = NewRecording(run, InVirtual)
	_, err = session.Run(t.Context(), run, session.Options{Events: whole.Len() / 2}, cut)
	require.NoError(t, err)
	return cut, whole
}

func TestWhatIsPastTheLimitIsShownAsCounted(t *testing.T) {
	cut, whole := cutRun(t)
	from, end := cut.Trailer.Overflow.From, cut.Trailer.End
	require.Positive(t, from)
	require.Less(t, from, end)

	lane := cut.Lanes()[1]
	require.NotZero(t, lane.Loop)
	track := &cut.levels(lane).Track
	assert.Equal(t, levels.Counted, track.Span(track.At(end-1), end).State)
	assert.Equal(t, from, track.Span(track.At(end-1), end).From)
	assert.NotEqual(t, levels.Counted, track.Span(track.At(from-1), end).State)
	assert.Equal(t, whole.levels(whole.Lanes()[1]).Busy(end), cut.levels(lane).Busy(end)+cut.busyPast(lane), "the label's figure is of all of it")

	after := Cursor{At: end, N: cut.Len()}
	assert.Equal(t, Status{Word: "counted", Detail: "past the limit of events"}, cut.StatusAt(lane, cut.Moment(after)))
	before := Cursor{At: from - 1, N: cut.Before(from - 1)}
	assert.NotEqual(t, "counted", cut.StatusAt(lane, cut.Moment(before)).Word)
	assert.Contains(t, cut.linesPast(), "past the limit of events")

	y, _ := open(t, "#s=crowd")
	y.show(cut)
	words := y.details(row{Rec: cut, Lane: lane, Of: cut.levels(lane)}, end-1).String()
	assert.Contains(t, words, "only counted")
	assert.Contains(t, words, " within ")
	assert.Equal(t, []flag{{count(int64(cut.Trailer.Dropped)) + " only counted", false}}, y.Flags(cut))
}

// TestSlotsAreDrawn compares what is drawn past the limit with what is not: a row that has slots, and one that has none.
func TestSlotsAreDrawn(t *testing.T) {
	cut, _ := cutRun(t)
	draw := func() int {
		var p paint
		lay := layOut(cut, map[trace.LoopID]bool{}, 900, 300, 0)
		drawScene(&p, cut, lay, lay.axis(Window{From: cut.Trailer.Overflow.From, To: cut.Trailer.End}), cut.Trailer.End, Pick{})
		return len(p.Words)
	}
	with := draw()
	for i := range cut.Trailer.Overflow.Rows {
		cut.Trailer.Overflow.Rows[i].Busy = trace.Slots{}
	}
	assert.Greater(t, with, draw(), "the slots that were busy are there")
}

// TestARunWithoutItsEndSaysThatItIsPastTheLimit is about one under way, and one that was stopped: the tail comes at the end.
func TestARunWithoutItsEndSaysThatItIsPastTheLimit(t *testing.T) {
	y, _ := open(t, "#s=crowd")
	y.Answer([]byte(`{"active":{"host":"public server","loops":100,"threads":90,"coroutines":10,"events":5,"wall":"5s"}}`))
	r := NewRecording(spec.Run{}, OnNative)
	require.NoError(t, r.Begin(trace.Header{Version: trace.Version}))
	events := make([]trace.Event, 5)
	require.NoError(t, r.Batch(trace.Batch{First: 1, Events: events[:4]}))
	assert.Equal(t, []flag{{"running…", true}}, y.Flags(r))
	require.NoError(t, r.Batch(trace.Batch{First: 5, Events: events[4:]}))
	assert.Equal(t, []flag{{"running…", true}, {"past the limit of 5 events", true}}, y.Flags(r))
	r.Close(Stopped, "stopped")
	assert.Equal(t, []flag{{"stopped", false}, {"past the limit of 5 events", false}}, y.Flags(r))
}
