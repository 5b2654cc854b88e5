package scenario

import (
	"errors"
	"strconv"
	"time"

	"loopyard/engine"
	"loopyard/engine/spec"
)

var handoff = Scenario{
	ID: "handoff",
	Params: []spec.Param{spec.Loops.With(2), spec.Sleep.With(int64(20 * time.Millisecond)),
		spec.Block.With(int64(40 * time.Millisecond))},
	Main: func(t Thread, _ int) error {
		var others []Joiner
		for k := range t.Spec().Loops {
			others = append(others, t.Start(loopName(k+1), "serve", k+1))
		}
		err := runOne(t, 0, handOut)
		for _, h := range others {
			h.Join()
		}
		return err
	},
	Bodies: map[string]Body{"serve": func(t Thread, n int) error { return runOne(t, n, serve) }},
	Calls: map[string]Call{
		"call": func(t Thread, l *engine.Loop, _ int64) {
			t.Print(l.Name() + ": runs call")
			t.Block(t.Spec().Block)
		},
		"signal": func(t Thread, _ *engine.Loop, _ int64) { signal(t).Set() },
	},
	Coroutines: map[string]Coroutine{
		"square": func(t Thread, co *engine.Co, n int64) (int64, error) {
			t.Print(co.Loop().Name() + ": runs square")
			return n * n, co.Sleep(t.Spec().Sleep)
		},
		"fail": func(t Thread, co *engine.Co, _ int64) (int64, error) {
			t.Print(co.Loop().Name() + ": runs fail")
			return 0, errors.New("bad luck")
		},
		"endless": func(t Thread, co *engine.Co, _ int64) (int64, error) {
			t.Print(co.Loop().Name() + ": runs endless")
			_, err := engine.NewFuture[any](co.Loop()).Await(co)
			t.Print(co.Loop().Name() + ": endless is canceled")
			return 0, err
		},
	},
}

// signal is the event that the thread's main coroutine waits for. A call from another loop sets it.
func signal(t Thread) *engine.Event {
	if *t.Local() == nil {
		*t.Local() = &engine.Event{}
	}
	return (*t.Local()).(*engine.Event)
}

// serve keeps the loop running for calls of other loops, until one of them sets the signal.
func serve(t Thread, co *engine.Co) error {
	err := signal(t).Wait(co)
	t.Print(co.Loop().Name() + " done")
	return err
}

// handOut posts a call to each of the other loops and then, while the call may still block that loop, submits a coroutine.
// Before that, the first loop gets two more coroutines, one that never ends and one that fails. Messages from one loop to
// another keep their order, so these two have begun when the last coroutine has ended.
func handOut(t Thread, co *engine.Co) error {
	say := func(words string) { t.Print(co.Loop().Name() + ": " + words) }
	submit := func(k int, coroutine string) *engine.Future[int64] {
		say("queues " + coroutine + " for " + loopName(k))
		return t.Submit(loopName(k), coroutine, int64(k))
	}
	if err := postToAll(t, say, "call"); err != nil {
		return err
	}
	if err := co.Sleep(t.Spec().Sleep); err != nil {
		return err
	}
	endless, failing := submit(1, "endless"), submit(1, "fail")
	var squares []*engine.Future[int64]
	for k := range t.Spec().Loops {
		squares = append(squares, submit(k+1, "square"))
	}
	answers, err := engine.Gather(co, squares...)
	if err != nil {
		return err
	}
	for k, v := range answers {
		say(loopName(k+1) + " answers " + strconv.FormatInt(v, 10))
	}
	_, err = failing.Await(co)
	say("Loop1 answers " + err.Error())
	endless.Cancel()
	_, err = endless.Await(co)
	say("endless is " + err.Error())
	return postToAll(t, say, "signal")
}

func postToAll(t Thread, say func(words string), call string) error {
	for k := range t.Spec().Loops {
		say("queues " + call + " for " + loopName(k+1))
		if err := t.Post(loopName(k+1), call, 0); err != nil {
			return err
		}
	}
	return nil
}
