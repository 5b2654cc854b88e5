package rows_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"loopyard/app/recording/rows"
	"loopyard/engine/scenario"
	"loopyard/engine/session"
	"loopyard/engine/spec"
	"loopyard/engine/trace"
	"loopyard/engine/trace/replay"
)

// run returns the trace of a spec in virtual time.
func run(t testing.TB, pairs ...spec.Pair) *replay.Log {
	t.Helper()
	s, err := spec.Parse(pairs, scenario.Catalog{}, spec.PageLimits())
	require.NoError(t, err)
	var log replay.Log
	_, err = session.Run(context.Background(), s, session.Options{Host: "browser"}, &log)
	require.NoError(t, err)
	return &log
}

// TestTheRowsAgreeWithTheState compares the rows, after every event of every scenario, with the state that package replay
// works out in another way.
func TestTheRowsAgreesWithTheState(t *testing.T) {
	for _, s := range scenario.All {
		for _, more := range [][]spec.Pair{nil, {{"work", "3ms"}, {"cores", "1"}}} {
			if params, _ := (scenario.Catalog{}).Params(s.ID); len(more) > 0 && !has(params, "work") {
				continue
			}
			agree(t, s.ID, run(t, append([]spec.Pair{{"scenario", s.ID}}, more...)...))
		}
	}
}

func has(params []spec.Param, name string) bool {
	for _, p := range params {
		if p.Name == name {
			return true
		}
	}
	return false
}

func agree(t *testing.T, name string, log *replay.Log) {
	var p rows.Timeline
	for id, e := range log.Events(1) {
		p.Add(log, id, e)
		state := log.StateAt(id)
		for _, want := range state.Loops {
			got := p.Loop(want.ID)
			require.NotNil(t, got)
			at := []any{name, id, e.Kind.String()}
			require.EqualValues(t, want.Ready, got.Ready.Last(), at)
			require.EqualValues(t, want.Timers, got.Timers.Last(), at)
			require.EqualValues(t, want.Waiting, got.Waiting.Last(), at)
			require.Equal(t, stateOf(want), now(&got.Track), at)
		}
	}
	for _, l := range activities(&p, log) {
		assert.True(t, l.Ended)
		assert.Equal(t, trace.Absent, now(&l.Track))
		for id := trace.TaskID(1); int(id) <= l.Tasks.Len(); id++ {
			assert.Equal(t, trace.Absent, now(l.Tasks.Track(id)), "a task is over when its loop is")
			assert.NotZero(t, l.Tasks.Get(id).Created)
		}
	}
}

// activities returns those of all loops and threads of a log.
func activities(p *rows.Timeline, log *replay.Log) (all []*rows.Activity) {
	for _, e := range log.Events(1) {
		switch e.Kind {
		case trace.LoopCreated:
			all = append(all, p.Loop(e.Loop))
		case trace.ThreadStarted:
			all = append(all, p.Thread(e.Thread))
		}
	}
	return all
}

func now(t *rows.Track) trace.State { return t.Span(t.Len()-1, 0).State }

// stateOf returns the state that the row of a loop should show.
func stateOf(l replay.LoopState) trace.State {
	switch {
	case l.Step != 0 && l.Doing == replay.Blocking:
		return trace.Blocked
	case l.Step != 0 && l.Doing == replay.WaitingForCore:
		return trace.Ready
	case l.Step != 0:
		return trace.Running
	case l.Phase != replay.Running:
		return trace.Idle
	case l.Ready > 0:
		return trace.Ready
	case l.Timers > 0:
		return trace.Sleeping
	}
	return trace.Waiting
}

func TestBusyIsWhatTheStatisticsSay(t *testing.T) {
	log := run(t, spec.Pair{"scenario", "loop-per-thread"}, spec.Pair{"work", "40ms"})
	var p rows.Timeline
	for id, e := range log.Events(1) {
		p.Add(log, id, e)
	}
	for _, l := range activities(&p, log) {
		if l.Loop != 0 {
			assert.Equal(t, int64(6*40_000_000), l.BusyTime(log.EndTime()))
			assert.Equal(t, 1, l.Tasks.Len())
			assert.Equal(t, rows.Done, l.Tasks.Get(1).Outcome)
			assert.Equal(t, 1, l.Marks[rows.Closed].Len())
		}
	}
}

// BenchmarkAdd measures what a timeline costs for each event.
func BenchmarkAdd(b *testing.B) {
	log := run(b, spec.Pair{"scenario", "loop-per-thread"}, spec.Pair{"loops", "100"}, spec.Pair{"iterations", "300"}, spec.Pair{"sleep", "1ms"})
	for b.Loop() {
		var p rows.Timeline
		for id, e := range log.Events(1) {
			p.Add(log, id, e)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(log.Len()), "ns/event")
}
