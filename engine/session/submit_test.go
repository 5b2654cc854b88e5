package session_test

import (
	"context"
	"errors"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"loopyard/engine"
	"loopyard/engine/scenario"
	"loopyard/engine/session"
	"loopyard/engine/spec"
	"loopyard/engine/trace"
)

// handOff is what the loop "here" does with a loop "there" of another thread. Its result is compared with want.
type handOff struct {
	name string
	here func(t scenario.Thread, co *engine.Co) (int64, error)
	want string
}

var handOffs = []handOff{
	{"a result", func(t scenario.Thread, co *engine.Co) (int64, error) {
		return t.Submit("there", "square", 7).Await(co)
	}, "49"},
	{"a failure is its text", func(t scenario.Thread, co *engine.Co) (int64, error) {
		return t.Submit("there", "fail", 7).Await(co)
	}, "bad luck"},
	{"a panic is its text", func(t scenario.Thread, co *engine.Co) (int64, error) {
		return t.Submit("there", "panic", 7).Await(co)
	}, "panic: very bad luck"},
	{"one that gives up is canceled", func(t scenario.Thread, co *engine.Co) (int64, error) {
		return t.Submit("there", "give up", 0).Await(co)
	}, "canceled"},
	{"to the own loop", func(t scenario.Thread, co *engine.Co) (int64, error) {
		return t.Submit("here", "square", 3).Await(co)
	}, "9"},
	{"an answer that came before it is awaited", func(t scenario.Thread, co *engine.Co) (int64, error) {
		first, second := t.Submit("there", "square", 2), t.Submit("there", "square", 3)
		if _, err := second.Await(co); err != nil {
			return 0, err
		}
		return first.Await(co)
	}, "4"},
	{"awaited by two tasks", func(t scenario.Thread, co *engine.Co) (int64, error) {
		s := t.Submit("there", "square", 5)
		all, err := engine.Gather[int64](co, engine.CreateTask(co, "", s.Await), engine.CreateTask(co, "", s.Await))
		if err != nil {
			return 0, err
		}
		return all[0] + all[1], nil
	}, "50"},
	{"a canceled task cancels what it awaits", func(t scenario.Thread, co *engine.Co) (int64, error) {
		waiting := engine.CreateTask(co, "", func(co *engine.Co) (int64, error) { return t.Submit("there", "endless", 0).Await(co) })
		if err := begun(t).Wait(co); err != nil {
			return 0, err
		}
		waiting.Cancel()
		if _, err := waiting.Await(co); !errors.Is(err, engine.ErrCanceled) {
			return 0, errors.New("the task was not canceled")
		}
		return t.Submit("there", "how many canceled", 0).Await(co)
	}, "1"},
	{"cancel", func(t scenario.Thread, co *engine.Co) (int64, error) {
		s := t.Submit("there", "endless", 0)
		if err := begun(t).Wait(co); err != nil {
			return 0, err
		}
		s.Cancel()
		s.Cancel()
		if _, err := s.Await(co); !errors.Is(err, engine.ErrCanceled) {
			return 0, errors.New("it was not canceled")
		}
		return t.Submit("there", "how many canceled", 0).Await(co)
	}, "1"},
	{"cancel before it has begun", func(t scenario.Thread, co *engine.Co) (int64, error) {
		t.Submit("there", "work", 0)
		s := t.Submit("there", "endless", 0)
		s.Cancel()
		return s.Await(co)
	}, "canceled"},
	{"cancel after the answer", func(t scenario.Thread, co *engine.Co) (int64, error) {
		s := t.Submit("there", "square", 4)
		if v, err := s.Await(co); v != 16 || err != nil {
			return v, err
		}
		s.Cancel()
		return s.Await(co)
	}, "16"},
	{"one that does not mind to be canceled", func(t scenario.Thread, co *engine.Co) (int64, error) {
		s := t.Submit("there", "stubborn", 6)
		if err := begun(t).Wait(co); err != nil {
			return 0, err
		}
		s.Cancel()
		return t.Submit("there", "how many canceled", 0).Await(co)
	}, "1"},
	{"gathered", func(t scenario.Thread, co *engine.Co) (int64, error) {
		all, err := engine.Gather[int64](co, t.Submit("there", "square", 2), t.Submit("here", "square", 3), t.Submit("there", "square", 4))
		if err != nil {
			return 0, err
		}
		return all[0] + all[1] + all[2], nil
	}, "29"},
	{"one that takes too long", func(t scenario.Thread, co *engine.Co) (int64, error) {
		s := t.Submit("there", "endless", 0)
		if err := begun(t).Wait(co); err != nil {
			return 0, err
		}
		if _, err := engine.WaitFor(co, s, time.Millisecond); !errors.Is(err, engine.ErrTimeout) {
			return 0, errors.New("no timeout")
		}
		return t.Submit("there", "how many canceled", 0).Await(co)
	}, "1"},
	{"to a loop that is made later", func(t scenario.Thread, co *engine.Co) (int64, error) {
		first := t.Submit("late", "square", 8)
		late := t.Start("late", "late", 0)
		v, err := first.Await(co)
		t.Post("late", "stop", 0)
		late.Join()
		return v, err
	}, "64"},
	{"to a closed loop", func(t scenario.Thread, co *engine.Co) (int64, error) {
		t.Post("late", "stop", 0)
		t.Start("late", "late", 0).Join()
		if err := t.Post("late", "stop", 0); !errors.Is(err, engine.ErrClosed) {
			return 0, errors.New("the post was taken")
		}
		_, err := t.Submit("late", "square", 8).Await(co)
		return 0, errors.Join(err, map[bool]error{false: errors.New("not ErrClosed itself")}[errors.Is(err, engine.ErrClosed)])
	}, "Event loop is closed"},
	{"to a loop that closes first", func(t scenario.Thread, co *engine.Co) (int64, error) {
		t.Post("late", "stop", 0)
		s := t.Submit("late", "endless", 0)
		t.Start("late", "late", 0).Join()
		return s.Await(co)
	}, "canceled"},
	{"to a loop that closes before it has looked", func(t scenario.Thread, co *engine.Co) (int64, error) {
		abrupt := t.Start("late", "abrupt", 0)
		if err := begun(t).Wait(co); err != nil {
			return 0, err
		}
		s := t.Submit("late", "square", 8)
		abrupt.Join()
		return s.Await(co)
	}, "Event loop is closed"},
	{"awaited in another loop", func(t scenario.Thread, co *engine.Co) (int64, error) {
		s := t.Submit("there", "square", 7)
		l := engine.NewLoop(engine.Config{Name: "stranger", Thread: engine.NewThread(engine.ThreadConfig{}), Report: func(engine.Report) {}})
		defer l.Close()
		return engine.RunUntilComplete(l, engine.CreateTaskIn(l, "", s.Await))
	}, "got Future attached to a different loop: it belongs to here, awaited in stranger"},
	{"nobody awaits a failure", func(t scenario.Thread, co *engine.Co) (int64, error) {
		t.Submit("there", "fail", 0)
		return t.Submit("there", "square", 1).Await(co)
	}, "1"},
	{"posts come in order and before what is submitted later", func(t scenario.Thread, co *engine.Co) (int64, error) {
		for digit := range int64(6) {
			if err := t.Post("there", "append", digit+1); err != nil {
				return 0, err
			}
		}
		return t.Submit("there", "number", 0).Await(co)
	}, "123456"},
}

// local is what the coroutines and calls of one thread share.
type local struct {
	begun    engine.Event // an endless coroutine has, elsewhere
	over     engine.Event
	canceled int64
	number   int64
}

func localOf(t scenario.Thread) *local {
	if *t.Local() == nil {
		*t.Local() = &local{}
	}
	return (*t.Local()).(*local)
}

func begun(t scenario.Thread) *engine.Event { return &localOf(t).begun }

// serve runs a loop until it receives a stop.
func serve(name string) scenario.Body {
	return func(t scenario.Thread, _ int) error {
		_, err := engine.Run(t.Config(name), func(co *engine.Co) (any, error) { return nil, localOf(t).over.Wait(co) })
		return err
	}
}

var coroutines = map[string]scenario.Coroutine{
	"square": func(_ scenario.Thread, co *engine.Co, n int64) (int64, error) {
		return n * n, co.Sleep(time.Millisecond)
	},
	"fail":    func(scenario.Thread, *engine.Co, int64) (int64, error) { return 0, errors.New("bad luck") },
	"panic":   func(scenario.Thread, *engine.Co, int64) (int64, error) { panic("very bad luck") },
	"give up": func(scenario.Thread, *engine.Co, int64) (int64, error) { return 0, engine.ErrCanceled },
	"endless": func(t scenario.Thread, co *engine.Co, _ int64) (int64, error) {
		t.Post("here", "begun", 0)
		err := co.Sleep(time.Hour)
		localOf(t).canceled++
		return 0, err
	},
	"stubborn": func(t scenario.Thread, co *engine.Co, n int64) (int64, error) {
		t.Post("here", "begun", 0)
		if err := co.Sleep(time.Hour); err == nil {
			return 0, errors.New("it was not canceled")
		}
		co.Uncancel()
		localOf(t).canceled++
		return n, nil
	},
	"how many canceled": func(t scenario.Thread, _ *engine.Co, _ int64) (int64, error) { return localOf(t).canceled, nil },
	"number":            func(t scenario.Thread, _ *engine.Co, _ int64) (int64, error) { return localOf(t).number, nil },
	"work": func(t scenario.Thread, _ *engine.Co, _ int64) (int64, error) {
		t.Work(3 * time.Millisecond)
		return 0, nil
	},
}

var calls = map[string]scenario.Call{
	"begun":  func(t scenario.Thread, _ *engine.Loop, _ int64) { localOf(t).begun.Set() },
	"stop":   func(t scenario.Thread, _ *engine.Loop, _ int64) { localOf(t).over.Set() },
	"append": func(t scenario.Thread, _ *engine.Loop, n int64) { localOf(t).number = localOf(t).number*10 + n },
}

// scenario has the main thread start the loop "there" and run the loop "here".
func (h handOff) scenario() scenario.Scenario {
	return scenario.Scenario{ID: "hand-off", Coroutines: coroutines, Calls: calls,
		Bodies: map[string]scenario.Body{"there": serve("there"), "late": serve("late"), "abrupt": abrupt},
		Main: func(t scenario.Thread, _ int) error {
			there := t.Start("there", "there", 0)
			_, err := engine.Run(t.Config("here"), func(co *engine.Co) (any, error) {
				v, err := h.here(t, co)
				if err != nil {
					t.Print(err.Error())
				} else {
					t.Print(strconv.FormatInt(v, 10))
				}
				return nil, t.Post("there", "stop", 0)
			})
			there.Join()
			return err
		},
	}
}

// abrupt closes its loop some time after it has run.
func abrupt(t scenario.Thread, _ int) error {
	l := engine.NewLoop(t.Config("late"))
	l.CallSoon(func() {
		t.Post("here", "begun", 0)
		l.Stop()
	})
	err := l.RunForever()
	t.Block(20 * time.Millisecond)
	return errors.Join(err, l.Close())
}

// play runs a scenario to its end, with its trace checked.
func play(t *testing.T, s scenario.Scenario, r spec.Run) *recording {
	t.Helper()
	r.Timeout = 20 * time.Second
	rec := &recording{}
	_, err := session.RunScenario(context.Background(), s, r, session.Options{}, checked{t, rec})
	require.NoError(t, err)
	return rec
}

func TestSubmissionsOnEveryPlacement(t *testing.T) {
	for _, h := range handOffs {
		for _, at := range spec.Placements {
			t.Run(h.name+" "+string(at), func(t *testing.T) {
				t.Parallel()
				lines := play(t, h.scenario(), spec.Run{Placement: at}).lines()[1]
				require.Len(t, lines, 1)
				assert.Equal(t, h.want, lines[0])
			})
		}
	}
}

func TestSubmissionsAreTheSameEveryTimeInVirtualTime(t *testing.T) {
	for _, h := range handOffs {
		for seed := range uint32(5) {
			r := spec.Run{Placement: spec.Virtual, Seed: seed}
			first, again := play(t, h.scenario(), r), play(t, h.scenario(), r)
			require.Equal(t, first.events, again.events, h.name)
			require.Equal(t, first.trailer, again.trailer, h.name)
		}
	}
}

// TestPostsAreSeenFromBothEnds follows one submission there and back.
func TestPostsAreSeenFromBothEnds(t *testing.T) {
	for _, at := range spec.Placements {
		rec := play(t, handOffs[0].scenario(), spec.Run{Placement: at})
		var got []string
		for _, e := range rec.events {
			if e.Kind != trace.PostReceived {
				continue
			}
			sent := rec.events[e.Cause-1]
			require.Equal(t, int64(sent.Thread), e.Arg)
			step := rec.events[sent.Cause-1]
			require.Contains(t, []trace.Kind{trace.StepBegan, trace.CallBegan}, step.Kind)
			require.Equal(t, step.Loop, sent.Loop)
			require.Equal(t, step.Task, sent.Task)
			got = append(got, rec.name(sent.Loop)+" to "+rec.texts.Get(trace.Text(sent.Arg))+" = "+rec.name(e.Loop))
		}
		assert.Equal(t, []string{"here to there = there", "there to here = here", "here to there = there"}, got, at)
	}
}

// oneTick has a thread submit to a loop that stops in its first tick and closes.
var oneTick = scenario.Scenario{ID: "one-tick", Coroutines: coroutines,
	Bodies: map[string]scenario.Body{"brief": func(t scenario.Thread, _ int) error {
		t.Block(20 * time.Millisecond) // the message is sent meanwhile
		l := engine.NewLoop(t.Config("brief"))
		l.Stop()
		return errors.Join(l.RunForever(), l.Close())
	}},
	Main: func(t scenario.Thread, _ int) error {
		other := t.Start("brief", "brief", 0)
		_, err := engine.Run(t.Config("here"), func(co *engine.Co) (any, error) {
			_, err := t.Submit("brief", "square", 1).Await(co)
			t.Print(err.Error())
			return nil, nil
		})
		other.Join()
		return err
	},
}

func TestALoopThatNeverWaitsRefusesItsMessages(t *testing.T) {
	for _, at := range spec.Placements {
		assert.Equal(t, []string{engine.ErrClosed.Error()}, play(t, oneTick, spec.Run{Placement: at}).lines()[1], at)
	}
	l, err := (&fakeWorkers{}).run(t, t.Context(), oneTick, spec.Run{Scenario: oneTick.ID, Placement: spec.Threads, Timeout: 20 * time.Second})
	require.NoError(t, err)
	assert.Equal(t, []string{engine.ErrClosed.Error()}, l.lines()[1])
}

// name returns the name of a loop.
func (r *recording) name(id trace.LoopID) string {
	for _, e := range r.events {
		if e.Kind == trace.LoopCreated && e.Loop == id {
			return r.texts.Get(trace.Text(e.Arg))
		}
	}
	return ""
}

// TestAThreadFutureIsSeenFromBothEnds does the same for a coroutine that one loop sends to another by itself.
func TestAThreadFutureIsSeenFromBothEnds(t *testing.T) {
	loops := make(chan *engine.Loop, 1)
	s := scenario.Scenario{ID: "future",
		Bodies: map[string]scenario.Body{"there": func(t scenario.Thread, _ int) error {
			_, err := engine.Run(t.Config("there"), func(co *engine.Co) (any, error) {
				loops <- co.Loop()
				return nil, co.Sleep(20 * time.Millisecond)
			})
			return err
		}},
		Main: func(t scenario.Thread, _ int) error {
			there := t.Start("there", "there", 0)
			_, err := engine.Run(t.Config("here"), func(co *engine.Co) (int, error) {
				for len(loops) == 0 {
					co.Sleep(time.Millisecond)
				}
				f, err := engine.RunCoroutineThreadsafe(<-loops, "sent", func(co *engine.Co) (int, error) { return 7, co.Yield() })
				if err != nil {
					return 0, err
				}
				return f.Await(co)
			})
			there.Join()
			return err
		},
	}
	rec := play(t, s, spec.Run{Placement: spec.Virtual})
	var got []string
	for _, e := range rec.events {
		if e.Kind == trace.PostReceived {
			got = append(got, rec.name(rec.events[e.Cause-1].Loop)+" to "+rec.name(e.Loop))
		}
	}
	assert.Equal(t, []string{" to there", "there to here"}, got, "a caller outside of all loops is not known, the loop that answers is")
}
