package merge_test

import (
	"cmp"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"loopyard/engine/session/internal/merge"
	"loopyard/engine/trace"
)

// still is a clock that stands still.
type still struct{}

func (still) Now() int64 { return 1 }

// run is a merger and the trace that it makes.
type run struct {
	*merge.Merger
	recorder *trace.Recorder
	texts    trace.Strings
	main     *merge.Stream
}

// newRun returns a run whose main thread began at time 1 and has reported nothing since.
func newRun(t require.TestingT) *run {
	rec := trace.NewRecorder(still{}, 0)
	r := &run{Merger: merge.New(rec), recorder: rec}
	r.main = r.Open("MainThread", nil)
	r.add(t, r.main, trace.Event{Kind: trace.ThreadStarted, At: 1})
	r.main.Report(1, 0)
	return r
}

// add adds events to a stream, each of its thread.
func (r *run) add(t require.TestingT, s *merge.Stream, events ...trace.Event) {
	for i := range events {
		events[i].Thread = s.Thread
	}
	require.NoError(t, r.Add(s, trace.Batch{Events: events}))
}

// start adds a thread that the main thread started at a time and that has begun then.
func (r *run) start(t require.TestingT, at int64) *merge.Stream {
	s := r.Open("Other", r.main)
	r.add(t, r.main, trace.Event{Kind: trace.ThreadSpawned, At: at, Arg: int64(s.Thread) - 1})
	r.add(t, s, trace.Event{Kind: trace.ThreadStarted, At: at})
	s.Report(at, 0)
	return s
}

// merged returns the events that were merged since the last call.
func (r *run) merged() []trace.Event {
	b, _ := r.recorder.Take()
	r.texts = append(r.texts, b.Strings...)
	return b.Events
}

// times returns when the events of the kind CallBegan are that were merged since the last call.
func (r *run) times() (all []int64) {
	for _, e := range r.merged() {
		if e.Kind == trace.CallBegan {
			all = append(all, e.At)
		}
	}
	return all
}

func call(at int64) trace.Event { return trace.Event{Kind: trace.CallBegan, At: at} }

func TestEventsBeforeTheLowestWatermarkAreFinal(t *testing.T) {
	r := newRun(t)
	other := r.start(t, 10)
	r.add(t, r.main, call(20), call(40))
	r.add(t, other, call(30))
	r.main.Report(41, 0)
	other.Report(31, 0)
	r.Advance(100)
	assert.Equal(t, []int64{20, 30}, r.times(), "the other thread may still report an event at 35")
	assert.True(t, r.Waiting())

	r.add(t, other, call(35))
	other.End()
	r.Advance(100)
	assert.Equal(t, []int64{35, 40}, r.times())
	assert.False(t, r.Waiting())
}

func TestAMessageThatWasNotReceivedHoldsTheWatermarkBack(t *testing.T) {
	r := newRun(t)
	other := r.start(t, 10)
	r.add(t, r.main, call(60))
	r.main.Report(1000, 0)
	other.Report(1000, 0)
	other.Sent(50)
	r.Advance(100)
	assert.Empty(t, r.times(), "the message may wake the thread at 50")

	other.Report(1000, 0)
	r.Advance(100)
	assert.Empty(t, r.times(), "it had not received the message when it reported")

	other.Report(1000, 1)
	r.Advance(100)
	assert.Equal(t, []int64{60}, r.times())
}

func TestAThreadThatDoesNotReportHoldsUpTheOthersForTwoSeconds(t *testing.T) {
	r := newRun(t)
	other := r.start(t, 10)
	r.main.Report(int64(time.Hour), 0)
	r.add(t, r.main, call(1000))
	r.Advance(1000 + int64(2*time.Second))
	assert.Empty(t, r.times())
	r.Advance(1001 + int64(2*time.Second))
	assert.Equal(t, []int64{1000}, r.times())

	r.add(t, other, call(500))
	other.End()
	r.Advance(int64(time.Minute))
	assert.Equal(t, []int64{1000}, r.times(), "what it reports later is moved up")
}

func TestAnEffectIsNeverBeforeItsCause(t *testing.T) {
	r := newRun(t)
	other := r.start(t, 10)
	r.add(t, r.main, trace.Event{Kind: trace.PostSent, At: 50})
	// The clock of the other thread is 20 ns behind.
	r.add(t, other, trace.Event{Kind: trace.PostReceived, At: 30, Arg: 1, Cause: 3}, call(31))
	r.main.End()
	other.End()
	r.Finish()
	all := r.merged()
	received := slices.IndexFunc(all, func(e trace.Event) bool { return e.Kind == trace.PostReceived })
	require.Positive(t, received)
	assert.Equal(t, trace.PostSent, all[all[received].Cause-1].Kind)
	assert.Equal(t, int64(50), all[received].At)
	assert.Equal(t, trace.CallBegan, all[received+1].Kind, "the order within the thread is kept")
}

func TestAThreadIsJoinedAfterItsEnd(t *testing.T) {
	r := newRun(t)
	other := r.start(t, 10)
	r.add(t, other, trace.Event{Kind: trace.ThreadEnded, At: 40})
	other.End()
	r.add(t, r.main, trace.Event{Kind: trace.JoinBegan, At: 11, Arg: 1}, trace.Event{Kind: trace.JoinEnded, At: 20, Arg: 1})
	r.main.End()
	r.Advance(100)
	all := r.merged()
	last := all[len(all)-1]
	assert.Equal(t, trace.JoinEnded, last.Kind)
	assert.Equal(t, trace.ThreadEnded, all[last.Cause-1].Kind)
	assert.Equal(t, int64(other.Thread), last.Arg, "in the trace a thread has its own number")
}

func TestNothingComesAfterTheEnd(t *testing.T) {
	r := newRun(t)
	r.main.End()
	assert.EqualError(t, r.Add(r.main, trace.Batch{Events: []trace.Event{{Kind: trace.ThreadEnded, At: 2, Thread: 1}}}), "it reports events after its end")
}

// TestALostThreadHasStartedWhatItAskedFor loses a thread that asked for another one and did not report that.
func TestALostThreadHasStartedWhatItAskedFor(t *testing.T) {
	r := newRun(t)
	other := r.Open("Other", r.main)
	r.add(t, other, trace.Event{Kind: trace.ThreadStarted, At: 10})
	other.Report(100, 0)
	r.Lose(r.main, 20, "out of memory")
	r.Advance(50)
	all := r.merged()
	started := slices.IndexFunc(all, func(e trace.Event) bool { return e.Kind == trace.ThreadStarted && e.Thread == other.Thread })
	require.Positive(t, started)
	assert.Equal(t, trace.ThreadSpawned, all[all[started].Cause-1].Kind)
}

func TestAThreadWhoseStartWasNeverReportedIsMergedAtTheEnd(t *testing.T) {
	r := newRun(t)
	other := r.Open("Other", r.main)
	r.add(t, other, trace.Event{Kind: trace.ThreadStarted, At: 10}, call(20))
	r.main.End()
	other.End()
	r.Advance(100)
	assert.Empty(t, r.times())
	assert.True(t, r.Waiting())
	r.Finish()
	assert.Equal(t, []int64{20}, r.times())
	assert.False(t, r.Waiting())
}

// TestTheTraceDoesNotDependOnHowEventsArrive adds the same events in pieces of any size, with merging in between.
func TestTheTraceDoesNotDependOnHowEventsArrive(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		const threads = 3
		var times [threads][]int64
		var want []int64
		for i := range times {
			times[i] = rapid.SliceOfN(rapid.Int64Range(100, 200), 0, 20).Draw(t, "times")
			slices.Sort(times[i])
			want = append(want, times[i]...)
		}
		slices.Sort(want)

		r := newRun(t)
		streams := [threads]*merge.Stream{r.main, r.start(t, 10), r.start(t, 11)}
		var got []int64
		for open := threads; open > 0; {
			i := rapid.IntRange(0, threads-1).Draw(t, "thread")
			n := rapid.IntRange(0, len(times[i])).Draw(t, "events")
			for _, at := range times[i][:n] {
				r.add(t, streams[i], call(at))
			}
			if times[i] = times[i][n:]; len(times[i]) > 0 {
				streams[i].Report(times[i][0], 0)
			} else {
				streams[i].End()
			}
			open = 0
			for k := range times {
				open += len(times[k])
			}
			r.Advance(rapid.Int64Range(0, 300).Draw(t, "now"))
			got = append(got, r.times()...)
		}
		for _, s := range streams {
			s.End()
		}
		r.Finish()
		got = append(got, r.times()...)
		require.True(t, slices.IsSortedFunc(got, cmp.Compare[int64]))
		require.Equal(t, want, got)
	})
}
