package recordingtest

import (
	"context"
	"loopyard/app/format"
	"loopyard/app/recording"
	"loopyard/engine/scenario"
	"loopyard/engine/session"
	"loopyard/engine/spec"
	"loopyard/engine/trace"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// record runs a spec for real, or in virtual time, and gives what the page would know of it.
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

// recordProgram runs a program in virtual time.
func RecordProgram(t testing.TB, s scenario.Scenario) *recording.Recording {
	t.Helper()
	r := recording.NewRecording(spec.Run{Scenario: s.ID, Placement: spec.Virtual}, recording.TargetVirtual)
	_, err := session.RunScenario(context.Background(), s, r.Spec, session.Options{Host: "browser"}, r)
	require.NoError(t, err)
	return r
}

// tale builds a trace by hand, for what no scenario does.
type TraceBuilder struct {
	Batch trace.Batch
	texts trace.Interner
}

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

func (s *TraceBuilder) Recording(t testing.TB) *recording.Recording {
	t.Helper()
	s.Batch.First = 1
	r := recording.NewRecording(spec.Run{Scenario: "tale", Placement: spec.Virtual}, recording.TargetVirtual)
	require.NoError(t, r.Begin(trace.Header{Version: trace.Version}))
	require.NoError(t, r.Batch(s.Batch))
	end := s.Batch.Events[len(s.Batch.Events)-1].At
	require.NoError(t, r.End(trace.Trailer{End: end, Events: uint64(len(s.Batch.Events))}))
	return r
}

func LoopPerThread(t testing.TB, pairs ...spec.Pair) *recording.Recording {
	return Record(t, append([]spec.Pair{{"scenario", "loop-per-thread"}}, pairs...)...)
}

const Ms = int64(time.Millisecond)

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

// cutRun is a crowd of which about half the events are kept.
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
