package timeline_test

import (
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"loopyard/app/recording"
	"loopyard/app/recording/recordingtest"
	"loopyard/app/timeline"
	"loopyard/app/timeline/timelinetest"
	"loopyard/engine/spec"
	"loopyard/engine/trace"
)

func TestTicksAreRoundAndHaveRoom(t *testing.T) {
	for _, span := range []int64{1, 900, 50_000, recordingtest.Ms, 20 * recordingtest.Ms, 300 * recordingtest.Ms, 3240 * recordingtest.Ms, int64(time.Minute), int64(5 * time.Hour), int64(168 * time.Hour), math.MaxInt64 / 4} {
		for _, width := range []float64{200, 700, 1800} {
			ticks := timeline.Axis{To: span, Width: width}.Ticks()
			require.NotEmpty(t, ticks)
			assert.LessOrEqual(t, float64(len(ticks)), width/timeline.Apart+2, "span %d width %v", span, width)
			seen := map[string]bool{}
			for _, k := range ticks {
				assert.False(t, seen[k.Label], "%s twice at span %d", k.Label, span)
				seen[k.Label] = true
			}
		}
	}
	labels := func(a timeline.Axis) (s []string) {
		for _, k := range a.Ticks() {
			s = append(s, k.Label)
		}
		return s
	}
	assert.Equal(t, []string{"0.0 s", "0.5 s", "1.0 s", "1.5 s", "2.0 s", "2.5 s", "3.0 s"}, labels(timeline.Axis{To: 3240 * recordingtest.Ms, Width: 1000}))
	assert.Equal(t, []string{"0", "24h", "48h", "72h", "96h", "120h", "144h", "168h"}, labels(timeline.Axis{To: int64(168 * time.Hour), Width: 700}))
}

func TestTheAxisGoesBothWays(t *testing.T) {
	a := timeline.Axis{From: 0, To: 3000 * recordingtest.Ms, Left: 118, Width: 1000}
	assert.Equal(t, 118.0, a.Pixel(0))
	assert.Equal(t, 1500*recordingtest.Ms, a.TimeAt(a.Pixel(1500*recordingtest.Ms)))
	assert.Equal(t, 3000*recordingtest.Ms, a.TimeAt(5000))
	assert.Zero(t, a.TimeAt(-5000))
	for now := int64(1); now < int64(1000*time.Hour); now *= 3 {
		end := timeline.LiveEnd(now)
		assert.GreaterOrEqual(t, end, now)
		assert.LessOrEqual(t, end, max(3*now, int64(time.Millisecond)))
	}
}

func TestRowsGetLowerAsTheyGetMoreAndThenScroll(t *testing.T) {
	few := timeline.NewLayout(recordingtest.LoopPerThread(t), nil, 1200, 400, 0)
	assert.Len(t, few.Rows, 6)
	assert.LessOrEqual(t, few.ContentHeight(), 400.0)
	assert.Less(t, few.Rows[0].Height, few.Rows[1].Height, "a thread without a loop is thin")

	many := timeline.NewLayout(recordingtest.LoopPerThread(t, spec.Pair{"loops", "100"}, spec.Pair{"iterations", "1"}), nil, 1200, 400, 1e9)
	assert.GreaterOrEqual(t, many.Rows[50].Top-many.Rows[49].Top, float64(timeline.LowestRow))
	assert.Greater(t, many.ContentHeight(), 400.0)
	assert.LessOrEqual(t, many.Bottom-many.Scroll, many.RowsBottom()+1, "it scrolls to the last row and not further")
}

func TestThePictureHasEveryStepAndTheStateBetween(t *testing.T) {
	r := recordingtest.LoopPerThread(t)
	var p timeline.DisplayList
	lay := timeline.NewLayout(r, nil, 1200, 400, 0)
	timeline.Draw(&p, r, lay, lay.Axis(timeline.Window{0, r.EndTime()}), r.EndTime(), timeline.Selection{})
	ops := timelinetest.Drawn(t, &p)
	assert.Equal(t, 5*7, ops[timeline.OpRoundRect], "one for each step")
	assert.Equal(t, 5*6, ops[timeline.OpDotted], "one for each sleep")
	assert.Equal(t, 1, ops[timeline.OpDashed], "the main thread joins the others")
	assert.Equal(t, 6, ops[timeline.OpRing], "one for each end")
	assert.Equal(t, 5, ops[timeline.OpStroke], "one ready queue a loop")
	assert.Contains(t, p.Texts, "Loop3")
	assert.Contains(t, p.Texts, "thread 2")

	p.Reset()
	timeline.DrawCursor(&p, lay, lay.Axis(timeline.Window{0, r.EndTime()}), 1500*recordingtest.Ms, "1.500 s")
	assert.Equal(t, 1, timelinetest.Drawn(t, &p)[timeline.OpText])
	timeline.Draw(&p, nil, timeline.Layout{Width: 300, Height: 200}, timeline.Axis{}, 0, timeline.Selection{})
	timelinetest.Drawn(t, &p)
}

func TestThePictureOfManyEventsIsNoBiggerThanTheScreen(t *testing.T) {
	r := recordingtest.LoopPerThread(t, spec.Pair{"loops", "100"}, spec.Pair{"iterations", "300"}, spec.Pair{"sleep", "1ms"}, spec.Pair{"work", "100us"})
	require.Greater(t, r.Len(), 100_000)
	lay := timeline.NewLayout(r, nil, 1200, 400, 0)
	var p timeline.DisplayList
	timeline.Draw(&p, r, lay, lay.Axis(timeline.Window{0, r.EndTime()}), r.EndTime(), timeline.Selection{})
	total := 0
	for _, n := range timelinetest.Drawn(t, &p) {
		total += n
	}
	assert.Less(t, total, 20_000)
	begin := time.Now()
	timeline.Draw(&p, r, lay, lay.Axis(timeline.Window{0, r.EndTime()}), r.EndTime(), timeline.Selection{})
	assert.Less(t, time.Since(begin), 5*time.Second)
}

func TestBlockingAndOverdueAreDrawnApart(t *testing.T) {
	var s recordingtest.TraceBuilder
	on := func(k trace.Kind, at, arg int64, cause trace.EventID) trace.EventID {
		return s.Add(trace.Event{Kind: k, At: at, Loop: 1, Task: 1, Thread: 1, Arg: arg, Cause: cause}, "")
	}
	s.Add(trace.Event{Kind: trace.ThreadStarted, Thread: 1}, "MainThread")
	s.Add(trace.Event{Kind: trace.LoopCreated, Loop: 1, Thread: 1}, "Loop0")
	s.Add(trace.Event{Kind: trace.TaskCreated, Loop: 1, Task: 1, Thread: 1}, "hog")
	on(trace.RunBegan, 0, 1, 0)
	ready := on(trace.TaskReady, 0, int64(trace.Started), 0)
	step := on(trace.StepBegan, 100*recordingtest.Ms, 0, ready)
	on(trace.BlockBegan, 100*recordingtest.Ms, 300*recordingtest.Ms, step)
	held := len(s.Batch.Events)
	on(trace.BlockEnded, 400*recordingtest.Ms, 0, trace.EventID(held))
	on(trace.StepEnded, 400*recordingtest.Ms, int64(trace.Finished), step)
	r := s.Recording(t)
	assert.Equal(t, recording.Status{Word: "blocked", Detail: "hog blocks the thread", Active: true, Blocked: true}, r.StatusAt(r.Lanes()[0], r.StateAtCursor(recording.Cursor{N: held, At: 200 * recordingtest.Ms})))
	var p timeline.DisplayList
	lay := timeline.NewLayout(r, nil, 800, 200, 0)
	timeline.Draw(&p, r, lay, lay.Axis(timeline.Window{0, 500 * recordingtest.Ms}), 500*recordingtest.Ms, timeline.Selection{})
	ops := timelinetest.Drawn(t, &p)
	assert.Equal(t, 1, ops[timeline.OpBlocked])
	assert.Equal(t, 1, ops[timeline.OpReady])
}
