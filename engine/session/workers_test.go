package session_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"loopyard/engine"
	"loopyard/engine/scenario"
	"loopyard/engine/scenario/scenariotest"
	"loopyard/engine/session"
	"loopyard/engine/spec"
	"loopyard/engine/trace"
	"loopyard/engine/trace/compare"
	"loopyard/engine/trace/replay"
)

// logged is a trace that is checked and kept.
type logged struct {
	checked
	replay.Log
}

func (l *logged) Begin(h trace.Header) error {
	_ = l.Log.Begin(h)
	return l.checked.Begin(h)
}

func (l *logged) Batch(b trace.Batch) error {
	_ = l.Log.Batch(b)
	return l.checked.Batch(b)
}

func (l *logged) End(tr trace.Trailer) error {
	_ = l.Log.End(tr)
	return l.checked.End(tr)
}

// calibrate measures what Work is, which takes time that a test's clock does not have.
func calibrate(t *testing.T) {
	t.Helper()
	s, _ := scenario.Find("main-and-thread")
	r := brief(t, s)
	r.Sleep = 0
	run(t, r, session.Options{})
}

func TestEveryScenarioDoesTheSameOnWorkersAsInVirtualTime(t *testing.T) {
	calibrate(t)
	for _, s := range scenario.All {
		t.Run(s.ID, func(t *testing.T) {
			t.Parallel()
			r := brief(t, s)
			if why := (scenario.Catalog{}).Except(r); why != "" {
				t.Skip(why)
			}
			if s.Shares() {
				_, err := onWorkers(t, r)
				assert.ErrorIs(t, err, session.ErrShares)
				return
			}
			if scenariotest.Open(r) {
				t.Skip("what it does depends on which thread is quicker")
			}
			var simulated replay.Log
			virtual := r
			virtual.Placement = spec.Virtual
			_, want := session.Run(t.Context(), virtual, session.Options{}, &simulated)
			synctest.Test(t, func(t *testing.T) {
				l, got := onWorkers(t, r)
				assert.Equal(t, want == nil, got == nil, "%v, %v", want, got)
				c := compare.Runs(&simulated, &l.Log, compare.Rules{RealTime: true})
				assert.Equal(t, compare.Same, c.Verdict, "%+v", c.Differences)
			})
		})
	}
}

// brief returns the spec of a scenario in a version that takes little time, with a thread for each loop.
func brief(t *testing.T, s scenario.Scenario) spec.Run {
	t.Helper()
	short := map[string]string{"sleep": "30ms", "work": "200us", "block": "3ms", "iterations": "3", "loops": "3", "coroutines": "20"}
	pairs := []spec.Pair{{"scenario", s.ID}}
	for _, p := range s.Params {
		if value, ok := short[p.Name]; ok {
			pairs = append(pairs, spec.Pair{p.Name, value})
		}
	}
	r, err := spec.Parse(pairs, scenario.Catalog{}, spec.CLILimits())
	require.NoError(t, err)
	r.Placement = spec.Threads
	return r
}

func TestClocksOfWorkersAgree(t *testing.T) {
	rec, err := onWorkers(t, parse(t, "loop-per-thread", spec.Threads, spec.Pair{"loops", "3"}, spec.Pair{"sleep", "5ms"}))
	require.NoError(t, err)
	assert.Equal(t, 4, rec.count(trace.ClockSet))
	for _, e := range rec.events {
		if e.Kind == trace.ClockSet {
			assert.Less(t, time.Duration(e.Arg), time.Second)
		}
	}
}

// TestTheSharedClockIsVerified has workers whose idea of the clock that they share is wrong.
func TestTheSharedClockIsVerified(t *testing.T) {
	s, _ := scenario.Find("loop-per-thread")
	r := brief(t, s)
	l, err := (&fakeWorkers{epochError: time.Hour}).run(t, t.Context(), s, r)
	require.NoError(t, err)
	for id, e := range l.Events(0) {
		require.Less(t, time.Duration(e.At), time.Minute, "event %d", id)
	}
}

func TestAHundredLoopsOnAHundredWorkers(t *testing.T) {
	s, _ := scenario.Find("loop-per-thread")
	r := brief(t, s)
	r.Loops = 100
	w := &fakeWorkers{}
	l, err := w.run(t, t.Context(), s, r)
	require.NoError(t, err)
	assert.Equal(t, 101, l.count(trace.ThreadEnded))
	assert.Equal(t, 100, l.count(trace.LoopClosed))
	assert.Equal(t, 101, w.started, "one for each thread, and no more")
}

func TestStopAndTimeoutEndARunOnWorkersSoon(t *testing.T) {
	s, _ := scenario.Find("loop-per-thread")
	for name, what := range map[string]func(r *spec.Run){
		"asleep":    func(r *spec.Run) { r.Sleep = time.Hour },
		"computing": func(r *spec.Run) { r.Work = time.Minute },
	} {
		t.Run(name, func(t *testing.T) {
			r := brief(t, s)
			what(&r)
			ctx, stop := context.WithCancel(t.Context())
			w := &fakeWorkers{}
			w.onBatch = func(l *logged) {
				if l.count(trace.LoopCreated) == 3 {
					stop()
				}
			}
			_, err := w.run(t, ctx, s, r)
			require.ErrorIs(t, err, session.ErrStopped)

			r.Timeout = 50 * time.Millisecond
			l, err := (&fakeWorkers{}).run(t, t.Context(), s, r)
			require.ErrorIs(t, err, session.ErrTimeout)
			assert.Equal(t, session.ErrTimeout.Error(), l.Trailer.Error)
		})
	}
}

// hung returns a scenario whose second thread does what a test wants.
func hung(other scenario.Body) scenario.Scenario {
	return scenario.Scenario{
		ID: "hung",
		Main: func(t scenario.Thread, _ int) error {
			h := t.Start("Other", "other", 1)
			h.Join()
			t.Print("joined")
			return nil
		},
		Bodies: map[string]scenario.Body{"other": other},
	}
}

var onThreads = spec.Run{Scenario: "hung", Placement: spec.Threads, Seed: 1}

func TestAThreadThatDoesNotReadTheStopIsEndedWithItsWorker(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	free := make(chan struct{})
	w := &fakeWorkers{onEnd: sync.OnceFunc(func() { close(free) })}
	l, err := w.run(t, ctx, hung(func(t scenario.Thread, _ int) error {
		t.Print("hangs")
		stop()
		<-free
		return nil
	}), onThreads)
	require.ErrorIs(t, err, session.ErrStopped)
	assert.Equal(t, 2, l.count(trace.ThreadEnded))
}

func TestACrashEndsOneThreadAndTheOthersGoOn(t *testing.T) {
	for name, at := range map[string]func(t scenario.Thread, die func()) error{
		"outside a loop": func(t scenario.Thread, die func()) error {
			t.Print("last words")
			die()
			return nil
		},
		"in a step": func(t scenario.Thread, die func()) error {
			_, err := engine.Run(t.Config("Loop"), func(co *engine.Co) (any, error) {
				t.Print("last words")
				die()
				return nil, nil
			})
			return err
		},
		"computing in a callback": func(t scenario.Thread, die func()) error {
			_, err := engine.Run(t.Config("Loop"), func(co *engine.Co) (any, error) {
				co.Loop().CallSoon(func() {
					t.Print("last words")
					t.Block(time.Microsecond) // what happened is reported first
					die()
				})
				return nil, co.Sleep(time.Hour)
			})
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := &fakeWorkers{}
			l, err := w.run(t, t.Context(), hung(func(th scenario.Thread, _ int) error {
				return at(th, func() {
					w.that("Other").crash("stack overflow")
					<-w.that("Other").ended
				})
			}), onThreads)
			assert.EqualError(t, err, "thread Other was lost: stack overflow")
			assert.Equal(t, err.Error(), l.Trailer.Error)
			assert.Equal(t, 2, l.count(trace.ThreadEnded))
			var reported []string
			for _, e := range l.events {
				if e.Kind == trace.Reported {
					assert.Equal(t, trace.ThreadID(2), e.Thread)
					reported = append(reported, l.texts.Get(trace.Text(e.Arg)))
				}
			}
			assert.Equal(t, []string{"stack overflow"}, reported)
			assert.Contains(t, l.lines()[0], "joined", "the thread that waits for it goes on")
		})
	}
}

func TestSubmissionsOnWorkers(t *testing.T) {
	for _, h := range handOffs {
		t.Run(h.name, func(t *testing.T) {
			t.Parallel()
			l, err := (&fakeWorkers{}).run(t, t.Context(), h.scenario(), spec.Run{Scenario: "hand-off", Placement: spec.Threads})
			require.NoError(t, err)
			require.Equal(t, []string{h.want}, l.lines()[1])
		})
	}
}

func TestMessagesOfOneWorkerArriveInOrder(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		tr := drawTraffic(rt)
		l, err := (&fakeWorkers{}).run(t, t.Context(), tr.scenario(), spec.Run{Scenario: "traffic", Placement: spec.Threads})
		require.NoError(rt, err)
		for id, lines := range l.lines() {
			to, err := strconv.Atoi(strings.TrimPrefix(l.LoopName(id), "loop "))
			require.NoError(rt, err)
			require.Equal(rt, []string{tr.want(to)}, lines)
		}
	})
}

// TestAStepThatDoesMuchIsReportedInPieces has a thread do more in one step than a message should hold.
func TestAStepThatDoesMuchIsReportedInPieces(t *testing.T) {
	const timers = 400_000
	s := scenario.Scenario{ID: "much", Main: func(th scenario.Thread, _ int) error {
		_, err := engine.Run(th.Config("loop"), func(co *engine.Co) (any, error) {
			for range timers {
				co.Loop().CallLater(time.Hour, func() {})
			}
			return nil, nil
		})
		return err
	}}
	w := &fakeWorkers{}
	l, err := w.run(t, t.Context(), s, spec.Run{Scenario: s.ID, Placement: spec.Threads})
	require.NoError(t, err)
	assert.Greater(t, l.Len(), timers, "all events arrive")
	assert.Less(t, w.longest, timers*trace.EventSize*3/4)
}

// TestSubmissionsToALostWorkerAreAnswered has a worker crash while another thread waits for what it submitted to it.
func TestSubmissionsToALostWorkerAreAnswered(t *testing.T) {
	w := &fakeWorkers{}
	s := handOff{here: func(t scenario.Thread, co *engine.Co) (int64, error) {
		return t.Submit("there", "crash", 0).Await(co)
	}}.scenario()
	s.Coroutines = map[string]scenario.Coroutine{"crash": func(t scenario.Thread, co *engine.Co, _ int64) (int64, error) {
		w.that("there").crash("out of memory")
		<-w.that("there").ended
		return 0, nil
	}}
	l, err := w.run(t, t.Context(), s, spec.Run{Scenario: s.ID, Placement: spec.Threads})
	assert.ErrorContains(t, err, "thread there was lost: out of memory")
	assert.Equal(t, []string{engine.ErrClosed.Error()}, l.lines()[1])
}

func TestAThreadWhoseWorkerDoesNotStartIsLost(t *testing.T) {
	s, _ := scenario.Find("loop-per-thread")
	r := brief(t, s)
	l, err := (&fakeWorkers{limit: 3}).run(t, t.Context(), s, r)
	assert.EqualError(t, err, "thread Loop2 was lost: no room for another")
	assert.Equal(t, 4, l.count(trace.ThreadStarted))
	assert.Equal(t, 4, l.count(trace.ThreadEnded))
	assert.Equal(t, 2, l.count(trace.LoopClosed), "the others went on")
}

// TestWhatCannotBeRightEndsOneThread has a worker report events, and send messages, that no engine makes.
func TestWhatCannotBeRightEndsOneThread(t *testing.T) {
	began := trace.Event{Kind: trace.ThreadStarted, At: 1, Thread: 1}
	after := func(e trace.Event) []byte { return reportOf(t, began, e) }
	for name, c := range map[string]struct {
		script []byte
		want   string
	}{
		"a kind that does not exist":   {after(trace.Event{Kind: trace.NumKinds, At: 1, Thread: 1}), "event 2, " + trace.NumKinds.String() + ": there is no such kind"},
		"no kind":                      {after(trace.Event{At: 1, Thread: 1}), "event 2, NoKind: there is no such kind"},
		"no beginning":                 {reportOf(t, trace.Event{Kind: trace.ThreadEnded, At: 1, Thread: 1}), "event 1, ThreadEnded: ThreadStarted is the first event"},
		"two beginnings":               {after(began), "event 2, ThreadStarted: ThreadStarted is the first event of a thread, and only the first"},
		"another thread":               {after(trace.Event{Kind: trace.ThreadEnded, At: 1, Thread: 2}), "event 2, ThreadEnded: it is of another thread"},
		"another thread's loop":        {after(trace.Event{Kind: trace.LoopCreated, At: 1, Thread: 1, Loop: 2}), "event 2, LoopCreated: its loop is of another thread"},
		"time goes back":               {after(trace.Event{Kind: trace.ThreadEnded, At: -1, Thread: 1}), "event 2, ThreadEnded: its time is out of order"},
		"the end of time":              {after(trace.Event{Kind: trace.ThreadEnded, At: engine.Forever, Thread: 1}), "event 2, ThreadEnded: its time is out of order"},
		"a text that was not sent":     {after(trace.Event{Kind: trace.Printed, At: 1, Thread: 1, Arg: 1}), "event 2, Printed: its text is missing"},
		"a thread it did not start":    {after(trace.Event{Kind: trace.ThreadSpawned, At: 1, Thread: 1, Arg: 1}), "event 2, ThreadSpawned: it started no such thread"},
		"a join of no thread":          {after(trace.Event{Kind: trace.JoinBegan, At: 1, Thread: 1}), "event 2, JoinBegan: it started no such thread"},
		"the end of a join of no one":  {after(trace.Event{Kind: trace.JoinEnded, At: 1, Thread: 1, Arg: -1}), "event 2, JoinEnded: it started no such thread"},
		"a post from nowhere":          {after(trace.Event{Kind: trace.PostReceived, At: 1, Thread: 1, Loop: 1, Arg: 99, Cause: 1}), "event 2, PostReceived: nothing was sent that it could have received"},
		"a post that comes later":      {after(trace.Event{Kind: trace.PostReceived, At: 1, Thread: 1, Loop: 1, Arg: 1, Cause: 2}), "event 2, PostReceived: nothing was sent that it could have received"},
		"a post of the coordinator":    {after(trace.Event{Kind: trace.PostReceived, At: 1, Thread: 1, Loop: 1, Arg: 1<<16 - 1, Cause: 1}), "event 2, PostReceived: nothing was sent that it could have received"},
		"a cause that comes later":     {after(trace.Event{Kind: trace.StepEnded, At: 1, Thread: 1, Loop: 1, Cause: 2}), "event 2, StepEnded: its cause comes after it"},
		"frames that are none":         {[]byte{'e', 1, 1, 5, 'X', 0, 0, 0, 0}, "trace: garbled: the bytes are not a trace"},
		"a report that is cut off":     {[]byte{'e', 1, 1, 5, 'X'}, "it makes no sense"},
		"a record that does not exist": {[]byte("?"), "it makes no sense"},
		"a clock that was not asked":   {[]byte{'c', 1, 1}, "it makes no sense"},
		"a body that does not exist":   {[]byte("s\x01x\x01x\x01"), "it makes no sense"},
		"another thread's loop name":   {[]byte("j\x02\x01x"), "it makes no sense"},
		"a message that was not sent":  {[]byte("m\x00\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00"), "it makes no sense"},
	} {
		t.Run(name, func(t *testing.T) {
			s, _ := scenario.Find("main-and-thread")
			l, err := (&fakeWorkers{script: c.script}).run(t, t.Context(), s, brief(t, s))
			require.ErrorContains(t, err, "thread MainThread was lost: it sent an invalid message: "+c.want)
			assert.Equal(t, err.Error(), l.Trailer.Error)
			assert.Equal(t, 1, l.count(trace.ThreadEnded))
		})
	}
}

// TestALostThreadWhoseStartWasNotReported has each worker start another thread and end, and report no event. The last
// thread finds no worker.
func TestALostThreadWhoseStartWasNotReported(t *testing.T) {
	s, _ := scenario.Find("main-and-thread")
	script := []byte("s\x01x\x04loop\x03" + "z\x03bad")
	l, err := (&fakeWorkers{script: script, limit: 5}).run(t, t.Context(), s, brief(t, s))
	require.ErrorContains(t, err, "bad\nthread x was lost: no room for another")
	require.Equal(t, 1, l.count(trace.ThreadStarted))
	assert.Equal(t, 1, l.count(trace.ThreadEnded))
	assert.Zero(t, l.events[0].Cause)
}

// reportOf returns a message that reports events.
func reportOf(t testing.TB, events ...trace.Event) []byte {
	t.Helper()
	var frames bytes.Buffer
	e := trace.NewEncoder(&frames)
	require.NoError(t, e.Begin(trace.Header{Version: trace.Version}))
	require.NoError(t, e.Batch(trace.Batch{First: 1, Events: events}))
	message := binary.AppendUvarint([]byte{'e', 1, 1}, uint64(frames.Len()))
	return append(message, frames.Bytes()...)
}

// FuzzWhatAWorkerPosts has a worker post anything. Whatever it is, the run ends.
func FuzzWhatAWorkerPosts(f *testing.F) {
	f.Add([]byte("zbad"))
	f.Add([]byte{'e', 1, 1, 0, 's', 1, 'x', 4, 'l', 'o', 'o', 'p', 3})
	f.Add(reportOf(f, trace.Event{Kind: trace.ThreadStarted, At: 1, Thread: 1}, trace.Event{Kind: trace.LoopCreated, At: 2, Thread: 1, Loop: 1},
		trace.Event{Kind: trace.PostReceived, At: 3, Thread: 1, Loop: 1, Arg: 1, Cause: 1}))
	f.Fuzz(func(t *testing.T, script []byte) {
		s, _ := scenario.Find("main-and-thread")
		ctx, stop := context.WithTimeout(t.Context(), 10*time.Millisecond)
		defer stop()
		w := &fakeWorkers{script: script, find: scenario.Find}
		trailer, err := session.RunScenario(ctx, s, brief(t, s), session.Options{Workers: w}, &replay.Log{})
		assert.Equal(t, err != nil, trailer.Error != "")
	})
}
