package check_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"loopyard/engine"
	"loopyard/engine/scenario"
	"loopyard/engine/session"
	"loopyard/engine/spec"
	"loopyard/engine/trace"
	"loopyard/engine/trace/check"
	"loopyard/engine/trace/replay"
	"loopyard/engine/trace/tracetest"
)

// early posts three calls to a loop before it is made, and one when it is closed.
var early = scenario.Scenario{ID: "early",
	Calls: map[string]scenario.Call{"nothing": func(scenario.Thread, *engine.Loop, int64) {}},
	Bodies: map[string]scenario.Body{"late": func(th scenario.Thread, _ int) error {
		_, err := engine.Run(th.Config("late"), func(co *engine.Co) (any, error) { return nil, co.Sleep(10 * time.Millisecond) })
		return err
	}},
	Main: func(th scenario.Thread, _ int) error {
		for range 3 {
			th.Post("late", "nothing", 0)
		}
		th.Block(5 * time.Millisecond)
		th.Start("late", "late", 0).Join()
		th.Post("late", "nothing", 0)
		th.Block(5 * time.Millisecond)
		return nil
	},
}

func TestPostsToALoopThatIsNotMadeOrClosed(t *testing.T) {
	log := tracetest.Record(t, early, tracetest.Virtual, session.Options{})
	inboxes := map[int]bool{}
	for id, e := range log.Events(1) {
		for _, l := range log.StateAt(id).Loops {
			inboxes[l.Inbox] = true
			assert.Len(t, l.InboxQueue(), l.Inbox)
		}
		if e.Kind == trace.LoopCreated {
			assert.Equal(t, 3, log.StateAt(id).Loops[0].Inbox, "what was sent before it was made")
		}
		if e.Kind == trace.PostReceived {
			assert.Equal(t, id, log.EndOf(e.Cause))
		}
	}
	assert.Equal(t, map[int]bool{0: true, 1: true, 2: true, 3: true}, inboxes)
	last, _ := log.StateAt(trace.EventID(log.Len())).Loop(2)
	assert.Equal(t, replay.Closed, last.Phase)
	assert.Zero(t, last.Inbox, "a closed loop has none")
}

// TestTheCheckerFindsBrokenPosts breaks a good trace in one place at a time.
func TestTheCheckerFindsBrokenPosts(t *testing.T) {
	handoff, r := tracetest.Parse(t, "handoff", spec.Virtual)
	good := func() *tracetest.Trace {
		w := &tracetest.Trace{}
		_, err := session.RunScenario(tracetest.Background, handoff, r, session.Options{}, w)
		require.NoError(t, err)
		return w
	}
	require.NoError(t, good().Play(&check.Checker{}))
	// received gives what one loop received from another, in order.
	received := func(w *tracetest.Trace) (all []*trace.Event) {
		for i := range w.Events.Events {
			if e := &w.Events.Events[i]; e.Kind == trace.PostReceived && e.Loop == 2 {
				all = append(all, e)
			}
		}
		return all
	}
	for want, bend := range map[string]func(w *tracetest.Trace){
		"the post was received before": func(w *tracetest.Trace) { received(w)[1].Cause = received(w)[0].Cause },
		"the post is of thread 1":      func(w *tracetest.Trace) { received(w)[0].Arg = 2 },
		"a later post of the same thread came first": func(w *tracetest.Trace) {
			a, b := received(w)[1], received(w)[2]
			a.Cause, b.Cause = b.Cause, a.Cause
		},
		"its cause is a ":              func(w *tracetest.Trace) { received(w)[0].Cause-- },
		"no thread":                    func(w *tracetest.Trace) { w.Events.Events[received(w)[0].Cause-1].Thread = 0 },
		"its loop belongs to thread 1": func(w *tracetest.Trace) { w.Events.Events[received(w)[1].Cause-1].Thread = 2 },
	} {
		w := good()
		bend(w)
		assert.ErrorContains(t, w.Play(&check.Checker{}), want)
	}
}
