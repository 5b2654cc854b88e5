// Package recordingtest makes recordings for tests: of runs that it runs, and of traces that a test builds by hand.
package recordingtest

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"loopyard/app/format"
	"loopyard/app/recording"
	"loopyard/engine/scenario"
	"loopyard/engine/session"
	"loopyard/engine/spec"
	"loopyard/engine/trace"
)

// Record runs a spec and returns its recording. The run must end well.
func Record(t testing.TB, pairs ...spec.Pair) *recording.Recording {
	t.Helper()
	run, err := spec.Parse(pairs, scenario.Catalog{}, spec.PageLimits())
	require.NoError(t, err)
	r := recording.NewRecording(run, recording.TargetOf(run.Placement, false))
	_, err = session.Run(context.Background(), run, session.Options{Host: "browser"}, r)
	require.NoError(t, err)
	require.Equal(t, recording.Ended, r.State())
	return r
}

// RecordProgram runs a program in virtual time and returns its recording.
func RecordProgram(t testing.TB, s scenario.Scenario) *recording.Recording {
	t.Helper()
	r := recording.NewRecording(spec.Run{Scenario: s.ID, Placement: spec.Virtual}, recording.TargetVirtual)
	_, err := session.RunScenario(context.Background(), s, r.Spec, session.Options{Host: "browser"}, r)
	require.NoError(t, err)
	return r
}

// TraceBuilder builds a trace event by event, for what no scenario does. The zero value has no events.
type TraceBuilder struct {
	Batch trace.Batch
	texts trace.Interner
}

// Add adds an event and returns its id. A text that is not empty becomes its Arg.
func (s *TraceBuilder) Add(e trace.Event, text string) trace.EventID {
	if text != "" {
		n, fresh := s.texts.Intern(text)
		if fresh {
			s.Batch.Strings = append(s.Batch.Strings, text)
		}
		e.Arg = int64(n)
	}
	s.Batch.Events = append(s.Batch.Events, e)
	return trace.EventID(len(s.Batch.Events))
}

// Recording returns a recording of the events so far, which ends with the last of them.
func (s *TraceBuilder) Recording(t testing.TB) *recording.Recording {
	t.Helper()
	s.Batch.First = 1
	r := recording.NewRecording(spec.Run{Scenario: "built", Placement: spec.Virtual}, recording.TargetVirtual)
	require.NoError(t, r.Begin(trace.Header{Version: trace.Version}))
	require.NoError(t, r.Batch(s.Batch))
	end := s.Batch.Events[len(s.Batch.Events)-1].At
	require.NoError(t, r.End(trace.Trailer{End: end, Events: uint64(len(s.Batch.Events))}))
	return r
}

// LoopPerThread is Record of the scenario loop-per-thread.
func LoopPerThread(t testing.TB, pairs ...spec.Pair) *recording.Recording {
	return Record(t, append([]spec.Pair{{"scenario", "loop-per-thread"}}, pairs...)...)
}

// Ms is a millisecond, in nanoseconds.
const Ms = int64(time.Millisecond)

// StatusLines returns the status of every lane at a cursor, one line each.
func StatusLines(r *recording.Recording, c recording.Cursor) []string {
	var all []string
	for _, l := range r.Lanes() {
		s := r.StatusAt(l, r.StateAtCursor(c))
		line := l.Name + ": " + s.Word
		if s.Detail != "" {
			line += " [" + s.Detail + "]"
		}
		for _, q := range s.Queues {
			var first []string
			for _, w := range q.Entries {
				first = append(first, w.Text)
			}
			line += strings.TrimRight(" "+q.Name, " ") + " (" + strings.Join(first, ", ") + ")"
			if q.More > 0 {
				line += " +" + format.Count(int64(q.More))
			}
		}
		all = append(all, line)
	}
	return all
}

// OverflowingRun returns a run of which about half the events are past the limit, and the same run as a whole.
func OverflowingRun(t *testing.T) (cut, whole *recording.Recording) {
	t.Helper()
	run, err := spec.Parse([]spec.Pair{{"scenario", "crowd"}, {"coroutines", "200"}, {"work", "1ms"}}, scenario.Catalog{}, spec.PageLimits())
	require.NoError(t, err)
	whole = recording.NewRecording(run, recording.TargetVirtual)
	_, err = session.Run(t.Context(), run, session.Options{}, whole)
	require.NoError(t, err)
	cut = recording.NewRecording(run, recording.TargetVirtual)
	_, err = session.Run(t.Context(), run, session.Options{Events: whole.Len() / 2}, cut)
	require.NoError(t, err)
	return cut, whole
}
