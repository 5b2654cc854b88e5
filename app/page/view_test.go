package page

import (
	"encoding/binary"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/maxence-charriere/go-app/v9/pkg/app"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"loopyard/engine/spec"
	"loopyard/engine/trace"
)

func TestLengthsAndMomentsAreSpelledForPeople(t *testing.T) {
	for ns, want := range map[int64]string{
		0: "0", 450: "450 ns", 71_300: "71.3 µs", 999_999: "1000 µs", 22 * ms: "22 ms", 1_780_000: "1.78 ms", 99 * ms: "99 ms",
		284 * ms: "0.284 s", 500 * ms: "0.5 s", 486 * ms: "0.486 s", 2000 * ms: "2 s", 59_960 * ms: "60 s", int64(90 * time.Second): "1m30s",
		int64(168 * time.Hour): "168h", -22 * ms: "-22 ms", 500*ms + 40_000: "0.5 s",
	} {
		assert.Equal(t, want, short(ns))
	}
	assert.Equal(t, "1.582 s", scaleOf(3240*ms).text(1582*ms))
	assert.Equal(t, "12.345 ms", scaleOf(20*ms).text(12_345_000))
	assert.Equal(t, "0.071 µs", scaleOf(900).text(71))
	assert.Equal(t, "0.000 s", scaleOf(0).text(0))
	assert.Equal(t, "1,234,567", count(1_234_567))
	assert.Equal(t, "1 loop", plural(1, "loop"))
	assert.Equal(t, "<1%", percent(1, 1000))
}

func TestTicksAreRoundAndHaveRoom(t *testing.T) {
	for _, span := range []int64{1, 900, 50_000, ms, 20 * ms, 300 * ms, 3240 * ms, int64(time.Minute), int64(5 * time.Hour), int64(168 * time.Hour), math.MaxInt64 / 4} {
		for _, width := range []float64{200, 700, 1800} {
			ticks := axis{To: span, Width: width}.ticks()
			require.NotEmpty(t, ticks)
			assert.LessOrEqual(t, float64(len(ticks)), width/apart+2, "span %d width %v", span, width)
			seen := map[string]bool{}
			for _, k := range ticks {
				assert.False(t, seen[k.Label], "%s twice at span %d", k.Label, span)
				seen[k.Label] = true
			}
		}
	}
	labels := func(a axis) (s []string) {
		for _, k := range a.ticks() {
			s = append(s, k.Label)
		}
		return s
	}
	assert.Equal(t, []string{"0.0 s", "0.5 s", "1.0 s", "1.5 s", "2.0 s", "2.5 s", "3.0 s"}, labels(axis{To: 3240 * ms, Width: 1000}))
	assert.Equal(t, []string{"0", "24h", "48h", "72h", "96h", "120h", "144h", "168h"}, labels(axis{To: int64(168 * time.Hour), Width: 700}))
}

func TestTheAxisGoesBothWays(t *testing.T) {
	a := axis{From: 0, To: 3000 * ms, X: 118, Width: 1000}
	assert.Equal(t, 118.0, a.x(0))
	assert.Equal(t, 1500*ms, a.moment(a.x(1500*ms)))
	assert.Equal(t, 3000*ms, a.moment(5000))
	assert.Zero(t, a.moment(-5000))
	for now := int64(1); now < int64(1000*time.Hour); now *= 3 {
		end := liveEnd(now)
		assert.GreaterOrEqual(t, end, now)
		assert.LessOrEqual(t, end, max(3*now, int64(time.Millisecond)))
	}
}

func TestRowsGetLowerAsTheyGetMoreAndThenScroll(t *testing.T) {
	few := layOut(loopPerThread(t), nil, 1200, 400, 0)
	assert.Len(t, few.Rows, 6)
	assert.LessOrEqual(t, few.Content(), 400.0)
	assert.Less(t, few.Rows[0].H, few.Rows[1].H, "a thread without a loop is thin")

	many := layOut(loopPerThread(t, spec.Pair{"loops", "100"}, spec.Pair{"iterations", "1"}), nil, 1200, 400, 1e9)
	assert.GreaterOrEqual(t, many.Rows[50].Y-many.Rows[49].Y, float64(lowestRow))
	assert.Greater(t, many.Content(), 400.0)
	assert.LessOrEqual(t, many.Bottom-many.Scroll, many.foot()+1, "it scrolls to the last row and not further")
}

// drawn counts what is on a list, by op, and makes sure that it can be drawn.
func drawn(t *testing.T, p *paint) map[int]int {
	t.Helper()
	require.Zero(t, len(p.Words)%28)
	ops := map[int]int{}
	depth := 0
	for i := 0; i < len(p.Words); i += 28 {
		var v [7]float64
		for k := range v {
			v[k] = float64(math.Float32frombits(binary.LittleEndian.Uint32(p.Words[i+4*k:])))
			require.False(t, math.IsNaN(v[k]) || math.IsInf(v[k], 0))
		}
		op := int(v[0])
		ops[op]++
		switch op {
		case opRect, opRound, opCard, opReady, opBlock:
			assert.GreaterOrEqual(t, v[5], 0.0, "width")
			assert.GreaterOrEqual(t, v[6], 0.0, "height")
		case opText:
			require.Less(t, int(v[5]), len(p.Texts))
		case opClip:
			depth++
		case opUnclip:
			depth--
		}
	}
	assert.Zero(t, depth)
	return ops
}

func TestThePictureHasEveryStepAndTheStateBetween(t *testing.T) {
	r := loopPerThread(t)
	var p paint
	lay := layOut(r, nil, 1200, 400, 0)
	drawScene(&p, r, lay, lay.axis(Window{0, r.EndTime()}), r.EndTime(), Pick{})
	ops := drawn(t, &p)
	assert.Equal(t, 5*7, ops[opRound], "one for each step")
	assert.Equal(t, 5*6, ops[opDots], "one for each sleep")
	assert.Equal(t, 1, ops[opDashes], "the main thread joins the others")
	assert.Equal(t, 6, ops[opRing], "one for each end")
	assert.Equal(t, 5, ops[opStroke], "one ready queue a loop")
	assert.Contains(t, p.Texts, "Loop3")
	assert.Contains(t, p.Texts, "thread 2")

	p.reset()
	drawCursor(&p, lay, lay.axis(Window{0, r.EndTime()}), 1500*ms, "1.500 s")
	assert.Equal(t, 1, drawn(t, &p)[opText])
	drawScene(&p, nil, layout{Width: 300, Height: 200}, axis{}, 0, Pick{})
	drawn(t, &p)
}

func TestThePictureOfManyEventsIsNoBiggerThanTheScreen(t *testing.T) {
	r := loopPerThread(t, spec.Pair{"loops", "100"}, spec.Pair{"iterations", "300"}, spec.Pair{"sleep", "1ms"}, spec.Pair{"work", "100us"})
	require.Greater(t, r.Len(), 100_000)
	lay := layOut(r, nil, 1200, 400, 0)
	var p paint
	drawScene(&p, r, lay, lay.axis(Window{0, r.EndTime()}), r.EndTime(), Pick{})
	total := 0
	for _, n := range drawn(t, &p) {
		total += n
	}
	assert.Less(t, total, 20_000)
	begin := time.Now()
	drawScene(&p, r, lay, lay.axis(Window{0, r.EndTime()}), r.EndTime(), Pick{})
	assert.Less(t, time.Since(begin), 5*time.Second)
}

func TestBlockingAndOverdueAreDrawnApart(t *testing.T) {
	var s tale
	on := func(k trace.Kind, at, arg int64, cause trace.EventID) trace.EventID {
		return s.add(trace.Event{Kind: k, At: at, Loop: 1, Task: 1, Thread: 1, Arg: arg, Cause: cause}, "")
	}
	s.add(trace.Event{Kind: trace.ThreadStarted, Thread: 1}, "MainThread")
	s.add(trace.Event{Kind: trace.LoopCreated, Loop: 1, Thread: 1}, "Loop0")
	s.add(trace.Event{Kind: trace.TaskCreated, Loop: 1, Task: 1, Thread: 1}, "hog")
	on(trace.RunBegan, 0, 1, 0)
	ready := on(trace.TaskReady, 0, int64(trace.Started), 0)
	step := on(trace.StepBegan, 100*ms, 0, ready)
	on(trace.BlockBegan, 100*ms, 300*ms, step)
	held := len(s.batch.Events)
	on(trace.BlockEnded, 400*ms, 0, trace.EventID(held))
	on(trace.StepEnded, 400*ms, int64(trace.Finished), step)
	r := s.tell(t)
	assert.Equal(t, Status{Word: "blocked", Detail: "hog holds the thread", Active: true, Held: true}, r.StatusAt(r.Lanes()[0], r.Moment(Cursor{held, 200 * ms})))
	var p paint
	lay := layOut(r, nil, 800, 200, 0)
	drawScene(&p, r, lay, lay.axis(Window{0, 500 * ms}), 500*ms, Pick{})
	ops := drawn(t, &p)
	assert.Equal(t, 1, ops[opBlock])
	assert.Equal(t, 1, ops[opReady])
}

func TestTheTableSaysWhatThePictureShows(t *testing.T) {
	r := loopPerThread(t, spec.Pair{"work", "40ms"})
	rows, first, all := r.Rows(r.CursorAt(0), tableRows)
	assert.Equal(t, 1, first)
	assert.Equal(t, 35, all)
	require.Len(t, rows, 35)
	assert.Equal(t, "first run", rows[0].Began.Text)
	assert.Equal(t, "sleeps", rows[0].Ended)
	assert.Equal(t, "40 ms", rows[0].Duration)
	assert.Equal(t, "done", rows[34].Ended)

	rows, first, _ = r.Rows(r.Finish(), 10)
	assert.Len(t, rows, 10)
	assert.Equal(t, 26, first)
}

func TestListingsAreTakenApartWithoutALoss(t *testing.T) {
	y := NewYard(noShell{})
	for _, id := range y.catalog.IDs() {
		y.Form.Fill(readLink("#s="+id), y.catalog)
		for _, python := range []bool{true, false} {
			y.View.Python = python
			text, words := y.Listing().Text, goWords
			if python {
				words = pythonWords
			}
			require.NotEmpty(t, text)
			var b, byLine strings.Builder
			classes := map[string]int{}
			for _, k := range highlight(text, words) {
				b.WriteString(k.Text)
				classes[k.Class]++
			}
			assert.Equal(t, text, b.String())
			assert.Positive(t, classes["k-word"])
			assert.Positive(t, classes["k-text"])
			for line := range strings.Lines(text) { // the page takes each line apart by itself
				for _, k := range highlight(line, words) {
					byLine.WriteString(k.Text)
					classes[k.Class]--
				}
			}
			assert.Equal(t, text, byLine.String())
			assert.Zero(t, classes["k-text"]+classes["k-comment"], "nothing goes over the end of a line")
		}
	}
	assert.Equal(t, []token{{"k-text", `"a\"b"`}, {"", " x "}, {"k-comment", "// ü"}}, highlight(`"a\"b" x // ü`, goWords))
	assert.Equal(t, []token{{"k-text", `"open`}, {"", "\nx"}}, highlight("\"open\nx", goWords))
}

func TestTheColorOfALoopIsItsNumbers(t *testing.T) {
	assert.Equal(t, 3, hue("Loop3", 9))
	assert.Equal(t, 3, hue("Loop8", 0))
	assert.Equal(t, 4, hue("", 4))
	assert.Equal(t, 0, hue("Loop99999999999999999990", 2)%hues)
	assert.Equal(t, "hue-2", hueClass(2))
	assert.Equal(t, "hue-none", hueClass(hueNone))
}

// mounted draws a page in go-app's own engine, which has no browser, after doing something to it.
func mounted(t *testing.T, do func(y *Yard)) string {
	t.Helper()
	p := &Page{yard: NewYard(noShell{})}
	do(p.yard)
	return app.HTMLString(p)
}

func TestThePanelsSayWhatHappened(t *testing.T) {
	html := mounted(t, func(y *Yard) {
		y.show(loopPerThread(t, spec.Pair{"work", "40ms"}))
		y.Seek(y.Shown.CursorAt(1582 * ms))
	})
	for _, want := range []string{
		"At the cursor · 1.582 s", "step 15 of 35", "1.582 / 3.240 s", "Loop4: running...", "timer due (slept 0.5 s)",
		"joins thread 2", "main · 38 ms left", "busy, all loops", "1.200 s", "parallelism", "0.37", "virtual time", "· seed 1",
		`class="line now"`, `class="line later"`,
	} {
		assert.Contains(t, html, want)
	}
}

func TestALongConsoleSaysWhatItDoesNotShow(t *testing.T) {
	r := loopPerThread(t, spec.Pair{"loops", "20"}, spec.Pair{"iterations", "100"})
	html := mounted(t, func(y *Yard) {
		y.show(r)
		y.Seek(r.CursorAt(20_000 * ms))
	})
	assert.Contains(t, html, "earlier lines not shown")
	assert.Contains(t, html, "later lines not shown")
	assert.Equal(t, consoleRows, strings.Count(html, `class="moment at"`))
}

func TestTheConsolesWindowHasTheLineAtTheCursorAndSeldomMoves(t *testing.T) {
	const all = 5000
	moves, before := 0, -1
	for i := range all + 1 {
		w := around(i, all, consoleRows, consoleStride)
		assert.LessOrEqual(t, w.From, max(0, i-1))
		assert.GreaterOrEqual(t, w.To, i)
		assert.LessOrEqual(t, w.To-w.From, consoleRows)
		if w.From != before {
			moves, before = moves+1, w.From
		}
	}
	assert.LessOrEqual(t, moves, all/consoleStride+1)
	assert.Equal(t, window{0, 7, 7}, around(3, 7, consoleRows, consoleStride))
}

func TestAMistakeStandsAtItsField(t *testing.T) {
	html := mounted(t, func(y *Yard) { y.Form.Fill(readLink("#loops=0&s=nope"), y.catalog) })
	assert.Contains(t, html, "Got “0”, want a whole number from 1 to 1,000.")
	assert.Contains(t, html, "The link’s scenario cannot be used: got “nope”")
	assert.Contains(t, html, `value="5"`)
}
