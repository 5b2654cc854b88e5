package rows

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"loopyard/engine/trace"
)

// TestATaskIsWhatATrackWouldBe tells tasks and tracks the same, and looks at the tasks now and then meanwhile.
func TestATaskIsWhatATrackWouldBe(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var tasks Tasks
		want := make([]Track, 4)
		for i := range want {
			tasks.create(trace.TaskID(i+1), 0)
		}
		at := int64(0)
		for n := range rapid.IntRange(0, 200).Draw(t, "changes") {
			at += rapid.SampledFrom([]int64{0, 0, 0, 1, 2, 7, 100}).Draw(t, "after")
			i := rapid.IntRange(0, len(want)-1).Draw(t, "task")
			task, what, by := tasks.Get(trace.TaskID(i+1)), trace.State(rapid.IntRange(0, numStates-1).Draw(t, "state")), trace.EventID(n+1)
			if what == trace.Running && rapid.Bool().Draw(t, "step") {
				tasks.begin(task, at, what, by)
				want[i].begin(at, what, by)
			} else {
				tasks.set(task, at, what, by)
				want[i].set(at, what, by)
			}
			if rapid.Bool().Draw(t, "look") {
				require.Equal(t, spans(&want[i]), spans(tasks.Track(trace.TaskID(i+1))))
			}
		}
		for i := range want {
			got := tasks.Track(trace.TaskID(i + 1))
			require.Equal(t, spans(&want[i]), spans(got))
			require.Equal(t, want[i].TimeIn(trace.Running, at), got.TimeIn(trace.Running, at))
		}
		require.Nil(t, tasks.Track(0))
		require.Nil(t, tasks.Track(trace.TaskID(len(want)+1)))
	})
}

func spans(t *Track) (all []Span) {
	for i := range t.Len() {
		all = append(all, t.Span(i, 1_000_000))
	}
	return all
}
