package chrome_test

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"loopyard/engine"
	"loopyard/engine/scenario"
	"loopyard/engine/scenario/scenariotest"
	"loopyard/engine/session"
	"loopyard/engine/spec"
	"loopyard/engine/trace"
	"loopyard/engine/trace/chrome"
	"loopyard/engine/trace/replay"
)

// file is the form as a reader knows it.
type file struct {
	TraceEvents     []event        `json:"traceEvents"`
	DisplayTimeUnit string         `json:"displayTimeUnit"`
	OtherData       map[string]any `json:"otherData"`
	Trailer         map[string]any `json:"trailer"`
}

type event struct {
	Ph    string         `json:"ph"`
	Pid   int            `json:"pid"`
	Tid   int            `json:"tid"`
	Ts    json.Number    `json:"ts"`
	Dur   json.Number    `json:"dur"`
	Name  string         `json:"name"`
	Cat   string         `json:"cat"`
	ID    any            `json:"id"`
	Bp    string         `json:"bp"`
	Scope string         `json:"s"`
	Args  map[string]any `json:"args"`
}

// ns reads microseconds as whole nanoseconds.
func ns(t require.TestingT, n json.Number) int64 {
	whole, rest, ok := strings.Cut(string(n), ".")
	require.True(t, ok && len(rest) == 3, "%q has three decimals", n)
	var v int64
	_, err := fmt.Sscan(whole+rest, &v)
	require.NoError(t, err)
	return v
}

func write(t require.TestingT, s scenario.Scenario, r spec.Run, o session.Options) (*file, string, *replay.Log) {
	var out bytes.Buffer
	log := &replay.Log{}
	_, err := session.RunScenario(context.Background(), s, r, o, both{log, chrome.NewWriter(&out)})
	if err != nil {
		require.NotEmpty(t, log.Trailer.Error)
	}
	return read(t, out.Bytes()), out.String(), log
}

func read(t require.TestingT, text []byte) *file {
	var f file
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	d.DisallowUnknownFields()
	require.NoError(t, d.Decode(&f))
	require.False(t, d.More())
	return &f
}

// both gives a trace to two sinks.
type both [2]trace.Sink

func (b both) Begin(h trace.Header) error {
	return cmp.Or(b[0].Begin(h), b[1].Begin(h))
}
func (b both) Batch(batch trace.Batch) error { return cmp.Or(b[0].Batch(batch), b[1].Batch(batch)) }
func (b both) End(t trace.Trailer) error     { return cmp.Or(b[0].End(t), b[1].End(t)) }

// imports reads events as Perfetto's importer does, and fails where that would drop one or put it in a wrong place.
func (f *file) imports(t require.TestingT, end int64) (tracks map[int][]event) {
	names := map[int]string{}
	open := map[string][]event{} // async spans, by class and id
	arrows := map[string]event{}
	tracks = map[int][]event{}
	asJSON := func(e event) string { return fmt.Sprintf("%+v", e) }
	for _, e := range f.TraceEvents {
		require.Equal(t, 1, e.Pid)
		require.NotEmpty(t, e.Name, asJSON(e))
		if e.Ph == "M" {
			if e.Name == "thread_name" {
				names[e.Tid] = e.Args["name"].(string)
			}
			continue
		}
		at := ns(t, e.Ts)
		require.LessOrEqual(t, at, end, asJSON(e))
		require.NotEmpty(t, e.Cat)
		span := e.Cat + fmt.Sprint(e.ID)
		switch e.Ph {
		case "X":
			require.LessOrEqual(t, at+ns(t, e.Dur), end, asJSON(e))
			require.NotEmpty(t, names[e.Tid], "a track has its name before anything is on it")
			tracks[e.Tid] = append(tracks[e.Tid], e)
		case "b":
			open[span] = append(open[span], e)
		case "e":
			n := len(open[span])
			require.Positive(t, n, "%s ends what has not begun", asJSON(e))
			require.LessOrEqual(t, ns(t, open[span][n-1].Ts), at)
			if open[span] = open[span][:n-1]; n == 1 {
				delete(open, span)
			}
		case "s":
			require.NotContains(t, arrows, span)
			arrows[span] = e
		case "f":
			from, ok := arrows[span]
			require.True(t, ok, "%s comes from nowhere", asJSON(e))
			require.Equal(t, "e", e.Bp)
			require.LessOrEqual(t, ns(t, from.Ts), at)
			delete(arrows, span)
		case "C":
			require.Contains(t, e.Args, "ready")
		case "i":
			require.Contains(t, []string{"t", "g"}, e.Scope)
		default:
			require.Fail(t, "no such phase", e.Ph)
		}
	}
	require.Empty(t, open, "every b has its e")
	require.Empty(t, arrows, "every s has its f")
	for tid, all := range tracks {
		slices.SortStableFunc(all, func(a, b event) int { return cmp.Compare(ns(t, a.Ts), ns(t, b.Ts)) })
		nested(t, all, names[tid])
	}
	return tracks
}

// nested checks that a slice lies within every slice that began before it and has not ended.
func nested(t require.TestingT, all []event, track string) {
	var ends []int64
	for _, e := range all {
		from := ns(t, e.Ts)
		to := from + ns(t, e.Dur)
		for len(ends) > 0 && ends[len(ends)-1] <= from && ends[len(ends)-1] < to {
			ends = ends[:len(ends)-1]
		}
		if len(ends) > 0 {
			require.LessOrEqual(t, to, ends[len(ends)-1], "on %s, %+v sticks out", track, e)
		}
		ends = append(ends, to)
	}
}

func everywhere(t *testing.T, f func(t *testing.T, s scenario.Scenario, r spec.Run)) {
	for _, s := range scenario.All {
		for _, at := range spec.Placements {
			if testing.Short() && at != spec.Virtual {
				continue
			}
			for _, r := range scenariotest.Runs(s, at, spec.Pair{"coroutines", "20"}) {
				t.Run(s.ID+" "+r.Variant+" "+string(at), func(t *testing.T) { f(t, s, r) })
			}
		}
	}
}

func TestEveryScenarioIsImported(t *testing.T) {
	everywhere(t, func(t *testing.T, s scenario.Scenario, r spec.Run) {
		f, text, log := write(t, s, r, session.Options{Host: "test"})
		steps := 0
		for _, all := range f.imports(t, log.Trailer.End) {
			for _, e := range all {
				if e.Cat == "step" {
					steps++
				}
			}
		}
		want := 0
		for _, e := range log.Events(1) {
			if e.Kind == trace.StepBegan || e.Kind == trace.CallBegan {
				want++
			}
		}
		assert.Equal(t, want, steps, "each step is a slice")
		assert.Equal(t, "loopyard-trace", f.OtherData["format"])
		assert.Equal(t, s.ID, f.OtherData["spec"].(map[string]any)["scenario"])
		assert.Equal(t, string(r.Placement), f.OtherData["placement"])
		assert.Equal(t, json.Number(fmt.Sprint(log.Trailer.Events)), f.Trailer["events"])
		assert.NotContains(t, text, `"cut":true`)
	})
}

func TestABusyRunIsImportedWhereverItRan(t *testing.T) {
	for _, at := range spec.Placements {
		f, _, log := write(t, busy, spec.Run{Placement: at, Seed: 1}, session.Options{})
		f.imports(t, log.Trailer.End)
	}
}

func TestATraceThatIsCutIsImported(t *testing.T) {
	s, r := busy, spec.Run{Placement: spec.Virtual, Cores: 1, Seed: 1}
	_, _, whole := write(t, s, r, session.Options{})
	for limit := 1; limit < whole.Len(); limit += 1 + whole.Len()/61 {
		f, text, log := write(t, s, r, session.Options{Events: limit})
		f.imports(t, log.EndTime())
		assert.Contains(t, text, fmt.Sprint(whole.Len()-limit, " events were not kept"))
		assert.Equal(t, json.Number(fmt.Sprint(whole.Len()-limit)), f.Trailer["dropped"])
	}
}

// busy has all that a track can have.
var busy = scenario.Scenario{ID: "busy",
	Main: func(th scenario.Thread, _ int) error {
		other := th.Start("other", "other", 0)
		th.Work(20 * time.Millisecond)
		_, err := engine.Run(th.Config("first"), func(co *engine.Co) (any, error) {
			home := co.Loop()
			gate := &engine.Event{}
			var all []*engine.Task[any]
			for i := range 10 {
				all = append(all, engine.CreateTask(co, "", func(co *engine.Co) (any, error) {
					if err := co.Sleep(time.Duration(i) * time.Millisecond); err != nil {
						return nil, err
					}
					th.Work(2 * time.Millisecond)
					th.Block(time.Millisecond)
					if err := gate.Wait(co); err != nil {
						return nil, err
					}
					if i == 3 {
						panic("say \"no\"")
					}
					return nil, co.Sleep(time.Hour)
				}))
			}
			co.Sleep(50 * time.Millisecond)
			gate.Set()
			co.Yield()
			home.CallSoonThreadsafe(func() { th.Print("posted") })
			if err := th.Post("first", "say", 0); err != nil {
				return nil, err
			}
			home.CallSoon(func() {}).Cancel()
			for _, t := range all {
				t.Cancel()
			}
			engine.GatherAll(co, all...)
			other.Join()
			return nil, nil
		})
		return err
	},
	Calls: map[string]scenario.Call{"say": func(th scenario.Thread, _ *engine.Loop, _ int64) { th.Print("posted by name") }},
	Bodies: map[string]scenario.Body{"other": func(th scenario.Thread, _ int) error {
		th.Work(30 * time.Millisecond)
		_, err := engine.Run(th.Config("second"), func(co *engine.Co) (any, error) {
			th.Work(30 * time.Millisecond)
			return nil, co.Sleep(time.Millisecond)
		})
		return err
	}},
}

func TestWhatATrackHas(t *testing.T) {
	f, _, log := write(t, busy, spec.Run{Placement: spec.Virtual, Cores: 1, Seed: 1}, session.Options{})
	f.imports(t, log.Trailer.End)
	count := map[string]int{}
	for _, e := range f.TraceEvents {
		count[e.Ph+" "+e.Cat]++
		count[e.Ph+" "+e.Name]++
	}
	for _, some := range []string{"X step", "X hold", "X computes", "X blocks", "X waits for a core", "X joins other", "b task", "b loop", "b run", "b post",
		"b post to first", "s wake", "s posted", "C queue", "C first ready", "i line", "i cancel", "i fail", "M thread_sort_index", "i failed: panic: say \"no\""} {
		assert.Positive(t, count[some], "%s in %v", some, count)
	}
	assert.Equal(t, count["s wake"], count["f wake"])
	assert.Equal(t, 12, count["b task"])
	assert.Zero(t, count["i dropped"])
}

// TestASliceBeginsWithItsStep checks one slice in full.
func TestASliceBeginsWithItsStep(t *testing.T) {
	s := scenario.Scenario{ID: "one", Main: func(th scenario.Thread, _ int) error {
		th.Block(1234567 * time.Nanosecond)
		_, err := engine.Run(th.Config("<Loop>"), func(co *engine.Co) (any, error) { th.Work(time.Microsecond); return nil, nil })
		return err
	}}
	_, text, _ := write(t, s, spec.Run{Placement: spec.Virtual}, session.Options{})
	assert.Contains(t, text, `{"ph":"X","pid":1,"tid":1,"ts":0.000,"dur":1234.567,"cat":"hold","name":"blocks","args":{"event":2}}`)
	assert.Contains(t, text, `{"ph":"X","pid":1,"tid":2,"ts":1234.567,"dur":1.000,"cat":"step","name":"main","args":{"event":10,"why":"started","outcome":"finished"}},
{"ph":"X","pid":1,"tid":2,"ts":1234.567,"dur":1.000,"cat":"hold","name":"computes","args":{"event":11}}`)
	assert.Contains(t, text, `"name":"thread_name","args":{"name":"\u003cLoop\u003e (loop 1)"}`)
}

type full struct{}

func (full) Write(p []byte) (int, error) { return 0, errFull }

var errFull = fmt.Errorf("full")

func TestAWriterTellsWhatIsWrong(t *testing.T) {
	w := chrome.NewWriter(full{})
	require.NoError(t, w.Begin(trace.Header{}))
	assert.Error(t, w.Batch(trace.Batch{First: 2}))
	assert.ErrorIs(t, w.End(trace.Trailer{}), errFull)
}

// TestNonsenseIsWrittenToo gives the writer events that no run makes.
func TestNonsenseIsWrittenToo(t *testing.T) {
	var out bytes.Buffer
	w := chrome.NewWriter(&out)
	require.NoError(t, w.Begin(trace.Header{}))
	var events []trace.Event
	for k := range 60 {
		for _, arg := range []int64{0, -1, 1, math.MaxInt64} {
			events = append(events, trace.Event{Kind: trace.Kind(k), Arg: arg, At: 1 - arg, Loop: 1, Task: 1, Thread: 1, Cause: trace.EventID(k)})
		}
	}
	require.NoError(t, w.Batch(trace.Batch{First: 1, Events: events}))
	require.NoError(t, w.End(trace.Trailer{}))
	read(t, out.Bytes())
}

func BenchmarkWriter(b *testing.B) {
	r, err := spec.Parse([]spec.Pair{{"scenario", "loop-per-thread"}, {"loops", "20"}, {"iterations", "200"}}, scenario.Catalog{}, spec.CLILimits())
	require.NoError(b, err)
	s, _ := scenario.Find("loop-per-thread")
	_, text, log := write(b, s, r, session.Options{})
	batch := trace.Batch{First: 1}
	for _, e := range log.Events(1) {
		batch.Events = append(batch.Events, e)
	}
	for n := trace.Text(1); log.Text(n) != ""; n++ {
		batch.Strings = append(batch.Strings, log.Text(n))
	}
	b.SetBytes(int64(len(text)))
	b.ResetTimer()
	for range b.N {
		w := chrome.NewWriter(&bytes.Buffer{})
		w.Begin(log.Header)
		w.Batch(batch)
		w.End(log.Trailer)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(batch.Events)), "ns/event")
	b.ReportMetric(float64(len(text))/float64(len(batch.Events)), "B/event")
}
