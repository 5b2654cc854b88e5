package recording_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"loopyard/app/recording/recordingtest"
	"loopyard/engine"
	"loopyard/engine/scenario"
	"loopyard/engine/spec"
	"loopyard/engine/trace"
)

func TestWhyALineWasPrinted(t *testing.T) {
	r := recordingtest.LoopPerThread(t)
	reasons := map[string]int{}
	for _, id := range r.Lines() {
		why := r.LineCause(id)
		assert.False(t, why.Late)
		assert.Less(t, why.Event, id)
		reasons[why.Text]++
	}
	assert.Equal(t, map[string]int{"first run": 15, "timer due (slept 0.5 s)": 30}, reasons)
}

func TestWhyTellsALateTimerAWakeAndAPost(t *testing.T) {
	var s recordingtest.TraceBuilder
	start := func(at int64) trace.EventID {
		return s.Add(trace.Event{Kind: trace.TaskReady, At: at, Loop: 1, Task: 1, Thread: 1, Arg: int64(trace.Started)}, "")
	}
	s.Add(trace.Event{Kind: trace.ThreadStarted, Thread: 1}, "MainThread")
	s.Add(trace.Event{Kind: trace.LoopCreated, Loop: 1, Thread: 1}, "Loop0")
	s.Add(trace.Event{Kind: trace.TaskCreated, Loop: 1, Task: 1, Thread: 1}, "main")
	s.Add(trace.Event{Kind: trace.TaskCreated, Loop: 1, Task: 2, Thread: 1}, "other")
	line := func(at int64, ready trace.EventID) trace.EventID {
		step := s.Add(trace.Event{Kind: trace.StepBegan, At: at, Loop: 1, Task: 1, Thread: 1, Cause: ready}, "")
		p := s.Add(trace.Event{Kind: trace.Printed, At: at, Loop: 1, Task: 1, Thread: 1, Cause: step}, "text")
		s.Add(trace.Event{Kind: trace.StepEnded, At: at, Loop: 1, Task: 1, Thread: 1, Cause: step, Arg: int64(trace.Slept)}, "")
		return p
	}
	ready := func(at int64, why trace.Reason, cause trace.EventID) trace.EventID {
		return s.Add(trace.Event{Kind: trace.TaskReady, At: at, Loop: 1, Task: 1, Thread: 1, Arg: int64(why), Cause: cause}, "")
	}
	timer := func(set, due, fired int64) trace.EventID {
		id := s.Add(trace.Event{Kind: trace.TimerSet, At: set, Loop: 1, Task: 1, Thread: 1, Arg: due}, "")
		return s.Add(trace.Event{Kind: trace.TimerFired, At: fired, Loop: 1, Task: 1, Thread: 1, Arg: due, Cause: id}, "")
	}
	first := line(0, start(0))
	slept := line(500*recordingtest.Ms+40_000, ready(500*recordingtest.Ms, trace.TimerDue, timer(0, 500*recordingtest.Ms, 500*recordingtest.Ms)))
	late := line(1022*recordingtest.Ms, ready(1022*recordingtest.Ms, trace.TimerDue, timer(500*recordingtest.Ms, 1000*recordingtest.Ms, 1022*recordingtest.Ms)))
	later := line(2200*recordingtest.Ms, ready(2200*recordingtest.Ms, trace.TimerDue, timer(1500*recordingtest.Ms, 2000*recordingtest.Ms, 2200*recordingtest.Ms)))
	done := s.Add(trace.Event{Kind: trace.TaskDone, At: 2200 * recordingtest.Ms, Loop: 1, Task: 2, Thread: 1}, "")
	woken := line(2200*recordingtest.Ms, ready(2200*recordingtest.Ms, trace.Woken, done))
	turn := line(2200*recordingtest.Ms, ready(2200*recordingtest.Ms, trace.Yielded, 0))
	plain := s.Add(trace.Event{Kind: trace.Printed, At: 2200 * recordingtest.Ms, Thread: 1}, "by itself")
	r := s.Recording(t)

	causes := map[string]trace.Kind{}
	for id, want := range map[trace.EventID]string{
		first: "first run", slept: "timer due (slept 0.5 s)", late: "timer due, 22 ms late", later: "timer due, 0.2 s late",
		woken: "woken by other", turn: "yielded, then ran again", plain: "main thread",
	} {
		why := r.LineCause(id)
		assert.Equal(t, want, why.Text)
		assert.Equal(t, id == later, why.Late)
		causes[why.Text] = r.Event(why.Event).Kind
	}
	assert.Equal(t, map[string]trace.Kind{
		"first run": trace.TaskCreated, "timer due (slept 0.5 s)": trace.TimerSet, "timer due, 22 ms late": trace.TimerSet,
		"timer due, 0.2 s late": trace.TimerSet, "woken by other": trace.TaskDone, "yielded, then ran again": trace.NoKind, "main thread": trace.NoKind,
	}, causes, "and where that was")
}

func TestEveryKindOfCauseHasWordsAndAMoment(t *testing.T) {
	r := recordingtest.RecordProgram(t, scenario.Scenario{ID: "causes", Main: func(th scenario.Thread, _ int) error {
		_, err := engine.Run(th.Config("Loop0"), func(co *engine.Co) (any, error) {
			stuck := engine.CreateTask(co, "stuck", func(co *engine.Co) (any, error) { return nil, co.Sleep(time.Hour) })
			if err := co.Yield(); err != nil {
				return nil, err
			}
			stuck.Cancel()
			stuck.Await(co)
			return nil, nil
		})
		return err
	}})
	seen := map[string]trace.Kind{}
	for _, id := range r.Steps() {
		why := r.StepCause(r.Event(id))
		assert.Less(t, why.Event, id)
		seen[why.Text] = r.Event(why.Event).Kind
	}
	assert.Equal(t, map[string]trace.Kind{
		"first run": trace.TaskCreated, "yielded, then ran again": trace.StepBegan, "canceled by main": trace.CancelRequested, "woken by stuck": trace.TaskCanceled,
	}, seen)
}

func TestATaskThatAnotherThreadWokeNamesTheSender(t *testing.T) {
	causes := func(scenario string) (texts []string) {
		r := recordingtest.Record(t, spec.Pair{"scenario", scenario})
		for _, id := range r.Steps() {
			why := r.StepCause(r.Event(id))
			if why.Text == "woken by square of Loop1" || why.Text == "woken by thread 2" {
				assert.Equal(t, trace.PostSent, r.Event(why.Event).Kind)
				texts = append(texts, why.Text)
			}
		}
		return texts
	}
	assert.Equal(t, []string{"woken by square of Loop1"}, causes("handoff"), "a task of another loop sent the result")
	assert.Equal(t, []string{"woken by thread 2"}, causes("executor"), "a thread without a loop sent the result")
}
