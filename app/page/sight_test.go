package page

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"loopyard/engine/spec"
	"loopyard/engine/trace"
)

// twoLoops is a tale of two loops in two threads: Loop0 with the tasks main, slow and doomed, of which one is canceled and
// one fails, and which posts to Loop1.
func twoLoops(t testing.TB) *Recording {
	var s tale
	on := func(loop trace.LoopID, task trace.TaskID, k trace.Kind, at, arg int64, cause trace.EventID) trace.EventID {
		return s.add(trace.Event{Kind: k, At: at, Loop: loop, Task: task, Thread: trace.ThreadID(loop), Arg: arg, Cause: cause}, "")
	}
	for loop, name := range map[trace.LoopID]string{1: "Loop0", 2: "Loop1"} {
		s.add(trace.Event{Kind: trace.ThreadStarted, Thread: trace.ThreadID(loop)}, "")
		s.add(trace.Event{Kind: trace.LoopCreated, Loop: loop, Thread: trace.ThreadID(loop)}, name)
		on(loop, 0, trace.RunBegan, 0, 1, 0)
	}
	for i, name := range []string{"main", "slow", "doomed"} {
		s.add(trace.Event{Kind: trace.TaskCreated, Loop: 1, Task: trace.TaskID(i + 1), Thread: 1}, name)
	}
	ready := on(1, 1, trace.TaskReady, 10*ms, int64(trace.Started), 0)
	step := on(1, 1, trace.StepBegan, 10*ms, 0, ready)
	sent := s.add(trace.Event{Kind: trace.PostSent, At: 12 * ms, Loop: 1, Task: 1, Thread: 1, Cause: step}, "Loop1")
	on(1, 1, trace.StepEnded, 20*ms, int64(trace.Awaited), step)
	on(2, 0, trace.PostReceived, 30*ms, 1, sent)
	asked := on(1, 2, trace.CancelRequested, 40*ms, 0, 0)
	on(1, 2, trace.TaskCanceled, 50*ms, 0, asked)
	s.add(trace.Event{Kind: trace.TaskFailed, At: 60 * ms, Loop: 1, Task: 3, Thread: 1}, "ValueError: no")
	on(1, 0, trace.LoopClosed, 90*ms, 0, 0)
	on(2, 0, trace.LoopClosed, 100*ms, 0, 0)
	return s.tell(t)
}

func rowNames(y *Yard) (all []string) {
	for _, r := range y.rows() {
		all = append(all, y.Shown.rowName(r))
	}
	return all
}

func TestTasksUnfoldUnderTheirLoop(t *testing.T) {
	y := yardWith(twoLoops(t))
	all := []string{"Loop0", "Loop0 · main", "Loop0 · slow", "Loop0 · doomed", "Loop1"}
	assert.Equal(t, all, rowNames(y), "a small run shows its tasks by itself")
	y.ChooseRow(Pick{Loop: 1, Thread: 1, Task: 2})
	y.ToggleFold()
	assert.Equal(t, []string{"Loop0", "Loop1"}, rowNames(y))
	assert.Equal(t, Pick{Loop: 1, Thread: 1}, y.pick, "what cannot be seen is not chosen")
	y.FoldAll(true)
	assert.Equal(t, all, rowNames(y))

	large := yardWith(record(t, spec.Pair{"scenario", "crowd"}, spec.Pair{"coroutines", "100"}))
	folded := len(large.rows())
	large.FoldAll(true)
	assert.Len(t, large.rows(), folded+102, "all the coroutines, and the main task of each loop")
	lay := layOut(large.Shown, large.unfolded, 1200, 400, 0)
	for i, r := range lay.Rows[1:] {
		assert.GreaterOrEqual(t, r.Y, lay.Rows[i].Y+lay.Rows[i].H, "rows do not overlap")
	}
	assert.Less(t, len(lay.seen()), 40, "what is not on the screen is not drawn")
	for _, r := range lay.Rows[3:5] {
		assert.Equal(t, r.pick(), lay.Rows[lay.at(r.Y+r.H/2)].pick())
	}
}

func TestTheKeyboardReachesEveryRowAndEveryEvent(t *testing.T) {
	y := yardWith(twoLoops(t))
	var rows []string
	for range 6 {
		require.True(t, y.Key("ArrowDown"))
		r, ok := y.chosen()
		require.True(t, ok)
		rows = append(rows, y.Shown.rowName(r))
	}
	assert.Equal(t, append(rowNames(y), "Loop1"), rows, "and stops at the last")
	y.Key("Escape")
	y.Key("ArrowDown")
	y.Key("Home")
	var moments []int64
	for range 12 {
		before := y.Cursor
		if y.Key("ArrowRight"); y.Cursor == before {
			break
		}
		moments = append(moments, y.Cursor.At)
	}
	assert.Equal(t, []int64{0, 10 * ms, 20 * ms, 90 * ms}, moments, "where the loop began to do something else")
	y.Key("ArrowLeft")
	assert.Equal(t, 20*ms, y.Cursor.At)

	y.Key("f")
	assert.True(t, y.Zoomed())
	w := y.Window()
	assert.True(t, w.From < 20*ms && w.To > 90*ms, "%v is about what the loop does then", w)
	y.Key("0")
	assert.False(t, y.Zoomed())
	for _, s := range shortcuts {
		for _, k := range s.Keys {
			assert.True(t, y.Key(k), k)
		}
	}
	assert.Contains(t, y.shell.(*fake).opened, idShortcuts)
	assert.False(t, y.Key("q"))
	assert.False(t, NewYard(newFake()).Key("w"), "there is nothing to zoom")
}

func TestDetailsSayWhatARowDoes(t *testing.T) {
	y := yardWith(twoLoops(t))
	say := func(row int, at int64) string { return y.details(y.rows()[row], at).String() }
	assert.Equal(t, "Loop0: running main, 0.010 to 0.020 s, 10 ms, first run, ready queue 0 · timers 0.", say(0, 15*ms))
	assert.Equal(t, "Loop0 · main: waiting for something else than a timer, 0.020 to 0.090 s, 70 ms.", say(1, 30*ms))
	assert.Equal(t, "Loop0 · slow: canceled.", y.details(y.rows()[2], 99*ms).Title+": "+y.Shown.endWord(y.rows()[2].Of.Tasks.Get(2))+".")
	assert.Equal(t, "failed: ValueError: no", y.Shown.endWord(y.rows()[3].Of.Tasks.Get(3)))
	assert.Contains(t, say(0, 95*ms), "closed")

	y.ZoomTo(10*ms, 20*ms)
	assert.Contains(t, say(0, 15*ms), "0.0100 to 0.0200 s", "closer, more decimals")

	y = yardWith(loopPerThread(t))
	assert.Equal(t, "main thread: waits for another thread to end, 0.000 to 3.000 s, 3 s.", y.details(y.rows()[0], 1200*ms).String())
	y.SeekTime(1200 * ms)
	y.ChooseRow(y.rows()[2].pick())
	assert.Equal(t, "1.200 s, Loop1: sleeping, 1.000 to 1.500 s, 0.5 s, ready queue 0 · timers 1.", y.said())
}

func TestHandoffsFailuresAndCancellationsHaveSigns(t *testing.T) {
	r := twoLoops(t)
	y := yardWith(r)
	lay := layOut(r, nil, 1000, 400, 0)
	var p paint
	drawScene(&p, r, lay, lay.axis(y.Window()), r.EndTime(), Pick{})
	ops := drawn(t, &p)
	assert.Equal(t, 1, ops[opArrow])
	assert.Equal(t, 1, ops[opCross], "what failed")
	assert.Equal(t, 1, ops[opBan], "what was canceled")
	assert.Equal(t, 1, ops[opAsked], "and when that was asked for")

	folded := layOut(r, map[trace.LoopID]bool{1: false}, 1000, 400, 0)
	drawScene(&p, r, folded, folded.axis(y.Window()), r.EndTime(), Pick{})
	ops = drawn(t, &p)
	assert.Equal(t, 1, ops[opCross], "folded, the loop says it")
	assert.Equal(t, 1, ops[opBan])
	assert.Equal(t, 1, ops[opArrow])
}

func TestAnExportedPictureIsWholeAndWellFormed(t *testing.T) {
	y := yardWith(twoLoops(t))
	f := y.shell.(*fake)
	y.ExportPicture(true)
	y.ExportPicture(false)
	require.Len(t, f.saved, 2)
	assert.NotEmpty(t, f.saved["loopyard-tale-virtual.png"])

	texts, groups, depth := "", 0, 0
	d := xml.NewDecoder(strings.NewReader(string(f.saved["loopyard-tale-virtual.svg"])))
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
	r := loopPerThread(t, spec.Pair{"work", "40ms"})
	var p paint
	a := mapAxis(r.EndTime(), 1000)
	drawMap(&p, r, a, 22, r.EndTime())
	before := drawn(t, &p)[opRect]
	assert.Equal(t, 7, before, "six times all loops are busy, and once they end")
	drawMapWindow(&p, a, 22, Window{1000 * ms, 1500 * ms}, 1200*ms)
	ops := drawn(t, &p)
	assert.Equal(t, 1, ops[opFrame])
	assert.Equal(t, before+3, ops[opRect], "two shades beside the window, and the cursor")
}
