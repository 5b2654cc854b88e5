package model_test

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"loopyard/app/model"
	"loopyard/app/model/modeltest"
	"loopyard/app/recording"
	"loopyard/app/recording/recordingtest"
	"loopyard/app/timeline"
	"loopyard/app/timeline/timelinetest"
	"loopyard/engine/spec"
	"loopyard/engine/trace"
)

// twoLoops is a trace of two loops in two threads: Loop0 with the tasks main, slow and doomed, of which one is canceled and
// one fails, and which posts to Loop1.
func twoLoops(t testing.TB) *recording.Recording {
	var s recordingtest.TraceBuilder
	on := func(loop trace.LoopID, task trace.TaskID, k trace.Kind, at, arg int64, cause trace.EventID) trace.EventID {
		return s.Add(trace.Event{Kind: k, At: at, Loop: loop, Task: task, Thread: trace.ThreadID(loop), Arg: arg, Cause: cause}, "")
	}
	for loop, name := range map[trace.LoopID]string{1: "Loop0", 2: "Loop1"} {
		s.Add(trace.Event{Kind: trace.ThreadStarted, Thread: trace.ThreadID(loop)}, "")
		s.Add(trace.Event{Kind: trace.LoopCreated, Loop: loop, Thread: trace.ThreadID(loop)}, name)
		on(loop, 0, trace.RunBegan, 0, 1, 0)
	}
	for i, name := range []string{"main", "slow", "doomed"} {
		s.Add(trace.Event{Kind: trace.TaskCreated, Loop: 1, Task: trace.TaskID(i + 1), Thread: 1}, name)
	}
	ready := on(1, 1, trace.TaskReady, 10*recordingtest.Ms, int64(trace.Started), 0)
	step := on(1, 1, trace.StepBegan, 10*recordingtest.Ms, 0, ready)
	sent := s.Add(trace.Event{Kind: trace.PostSent, At: 12 * recordingtest.Ms, Loop: 1, Task: 1, Thread: 1, Cause: step}, "Loop1")
	on(1, 1, trace.StepEnded, 20*recordingtest.Ms, int64(trace.Awaited), step)
	on(2, 0, trace.PostReceived, 30*recordingtest.Ms, 1, sent)
	asked := on(1, 2, trace.CancelRequested, 40*recordingtest.Ms, 0, 0)
	on(1, 2, trace.TaskCanceled, 50*recordingtest.Ms, 0, asked)
	s.Add(trace.Event{Kind: trace.TaskFailed, At: 60 * recordingtest.Ms, Loop: 1, Task: 3, Thread: 1}, "ValueError: no")
	on(1, 0, trace.LoopClosed, 90*recordingtest.Ms, 0, 0)
	on(2, 0, trace.LoopClosed, 100*recordingtest.Ms, 0, 0)
	return s.Recording(t)
}

func rowNames(m *model.Model) (all []string) {
	for _, r := range m.Rows.All() {
		all = append(all, timeline.RowName(m.Runs.Primary(), r))
	}
	return all
}

func TestTasksUnfoldUnderTheirLoop(t *testing.T) {
	m := modeltest.Showing(twoLoops(t))
	all := []string{"Loop0", "Loop0 · main", "Loop0 · slow", "Loop0 · doomed", "Loop1"}
	assert.Equal(t, all, rowNames(m), "a small run shows its tasks by itself")
	m.Rows.Select(timeline.Selection{Loop: 1, Thread: 1, Task: 2})
	m.Rows.ToggleFold()
	assert.Equal(t, []string{"Loop0", "Loop1"}, rowNames(m))
	assert.Equal(t, timeline.Selection{Loop: 1, Thread: 1}, m.Rows.Selection(), "what cannot be seen is not chosen")
	m.Rows.FoldAll(false)
	assert.Equal(t, all, rowNames(m))

	large := modeltest.Showing(recordingtest.Record(t, spec.Pair{"scenario", "crowd"}, spec.Pair{"coroutines", "100"}))
	folded := len(large.Rows.All())
	large.Rows.FoldAll(false)
	assert.Len(t, large.Rows.All(), folded+102, "all the coroutines, and the main task of each loop")
	lay := large.Rows.LayOut(1200, 400, 0)
	for i, r := range lay.Rows[1:] {
		assert.GreaterOrEqual(t, r.Top, lay.Rows[i].Top+lay.Rows[i].Height, "rows do not overlap")
	}
	assert.Less(t, len(lay.VisibleRows()), 40, "what is not on the screen is not drawn")
	for _, r := range lay.Rows[3:5] {
		assert.Equal(t, r.Selection(), lay.Rows[lay.RowAt(r.Top+r.Height/2)].Selection())
	}
}

func TestTheKeyboardReachesEveryRowAndEveryEvent(t *testing.T) {
	browser := modeltest.NewBrowser()
	m := model.New(browser)
	m.SetPrimary(twoLoops(t))
	var rows []string
	for range 6 {
		require.True(t, m.Key("ArrowDown"))
		r, ok := m.Rows.Selected()
		require.True(t, ok)
		rows = append(rows, timeline.RowName(m.Runs.Primary(), r))
	}
	assert.Equal(t, append(rowNames(m), "Loop1"), rows, "and stops at the last")
	m.Key("Escape")
	m.Key("ArrowDown")
	m.Key("Home")
	var moments []int64
	for range 12 {
		before := m.Player.Cursor()
		if m.Key("ArrowRight"); m.Player.Cursor() == before {
			break
		}
		moments = append(moments, m.Player.Cursor().At)
	}
	assert.Equal(t, []int64{0, 10 * recordingtest.Ms, 20 * recordingtest.Ms, 90 * recordingtest.Ms}, moments, "where the loop began to do something else")
	m.Key("ArrowLeft")
	assert.Equal(t, 20*recordingtest.Ms, m.Player.Cursor().At)

	m.Key("f")
	assert.True(t, m.Viewport.Zoomed())
	w := m.Viewport.Window()
	assert.True(t, w.From < 20*recordingtest.Ms && w.To > 90*recordingtest.Ms, "%v is about what the loop does then", w)
	m.Key("0")
	assert.False(t, m.Viewport.Zoomed())
	for _, s := range model.Shortcuts {
		for _, k := range s.Keys {
			assert.True(t, m.Key(k), k)
		}
	}
	assert.Contains(t, browser.Dialogs, model.IDShortcuts)
	assert.False(t, m.Key("q"))
	assert.False(t, model.New(modeltest.NewBrowser()).Key("w"), "there is nothing to zoom")
}

func TestDetailsSayWhatARowDoes(t *testing.T) {
	m := modeltest.Showing(twoLoops(t))
	say := func(row int, at int64) string { return m.Details(m.Rows.All()[row], at).String() }
	assert.Equal(t, "Loop0: running main, 0.010 to 0.020 s, 10 ms, first run, ready queue 0 · timers 0.", say(0, 15*recordingtest.Ms))
	assert.Equal(t, "Loop0 · main: waiting for something other than a timer, 0.020 to 0.090 s, 70 ms.", say(1, 30*recordingtest.Ms))
	assert.Equal(t, "Loop0 · slow: canceled.", m.Details(m.Rows.All()[2], 99*recordingtest.Ms).Title+": "+timeline.TaskEndText(m.Runs.Primary(), m.Rows.All()[2].Activity.Tasks.Get(2))+".")
	assert.Equal(t, "failed: ValueError: no", timeline.TaskEndText(m.Runs.Primary(), m.Rows.All()[3].Activity.Tasks.Get(3)))
	assert.Contains(t, say(0, 95*recordingtest.Ms), "closed")

	m.Viewport.ZoomTo(10*recordingtest.Ms, 20*recordingtest.Ms)
	assert.Contains(t, say(0, 15*recordingtest.Ms), "0.0100 to 0.0200 s", "closer, more decimals")

	m = modeltest.Showing(recordingtest.LoopPerThread(t))
	assert.Equal(t, "main thread: waits for another thread to end, 0.000 to 3.000 s, 3 s.", m.Details(m.Rows.All()[0], 1200*recordingtest.Ms).String())
	m.Player.SeekTime(1200 * recordingtest.Ms)
	m.Rows.Select(m.Rows.All()[2].Selection())
	assert.Equal(t, "1.200 s, Loop1: sleeping, 1.000 to 1.500 s, 0.5 s, ready queue 0 · timers 1.", m.DescribeSelected())
}

func TestHandoffsFailuresAndCancellationsHaveSigns(t *testing.T) {
	r := twoLoops(t)
	m := modeltest.Showing(r)
	lay := timeline.NewLayout(r, nil, 1000, 400, 0)
	var p timeline.DisplayList
	timeline.Draw(&p, r, lay, lay.Axis(m.Viewport.Window()), r.EndTime(), timeline.Selection{})
	ops := timelinetest.Drawn(t, &p)
	assert.Equal(t, 1, ops[timeline.OpArrow])
	assert.Equal(t, 1, ops[timeline.OpCross], "what failed")
	assert.Equal(t, 1, ops[timeline.OpCanceled], "what was canceled")
	assert.Equal(t, 1, ops[timeline.OpCancelRequested], "and when that was asked for")

	folded := timeline.NewLayout(r, map[trace.LoopID]bool{1: false}, 1000, 400, 0)
	timeline.Draw(&p, r, folded, folded.Axis(m.Viewport.Window()), r.EndTime(), timeline.Selection{})
	ops = timelinetest.Drawn(t, &p)
	assert.Equal(t, 1, ops[timeline.OpCross], "folded, the loop says it")
	assert.Equal(t, 1, ops[timeline.OpCanceled])
	assert.Equal(t, 1, ops[timeline.OpArrow])
}

func TestAnExportedPictureIsWholeAndWellFormed(t *testing.T) {
	f := modeltest.NewBrowser()
	m := model.New(f)
	m.SetPrimary(twoLoops(t))
	m.Export.Picture(true)
	m.Export.Picture(false)
	require.Len(t, f.Saved, 2)
	assert.NotEmpty(t, f.Saved["loopyard-built-virtual.png"])

	texts, groups, depth := "", 0, 0
	d := xml.NewDecoder(strings.NewReader(string(f.Saved["loopyard-built-virtual.svg"])))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		require.NoError(t, err)
		switch token := token.(type) {
		case xml.StartElement:
			depth++
			if token.Name.Local == "g" {
				groups++
			}
			for _, a := range token.Attr {
				assert.NotContains(t, a.Value, "NaN")
			}
		case xml.EndElement:
			depth--
		case xml.CharData:
			texts += string(token)
		}
	}
	assert.Zero(t, depth)
	assert.Positive(t, groups)
	for _, want := range []string{"Loop0", "Loop1", "doomed", "0.100 s", "2 loops"} {
		assert.Contains(t, texts, want)
	}
}

func TestTheMinimapShowsAllOfTheRun(t *testing.T) {
	r := recordingtest.LoopPerThread(t, spec.Pair{"work", "40ms"})
	var p timeline.DisplayList
	a := timeline.MinimapAxis(r.EndTime(), 1000)
	timeline.DrawMinimap(&p, r, a, 22, r.EndTime())
	before := timelinetest.Drawn(t, &p)[timeline.OpRect]
	assert.Equal(t, 7, before, "six times all loops are busy, and once they end")
	timeline.DrawMinimapWindow(&p, a, 22, timeline.Window{From: 1000 * recordingtest.Ms, To: 1500 * recordingtest.Ms}, 1200*recordingtest.Ms)
	ops := timelinetest.Drawn(t, &p)
	assert.Equal(t, 1, ops[timeline.OpFrame])
	assert.Equal(t, before+3, ops[timeline.OpRect], "two shades beside the window, and the cursor")
}
