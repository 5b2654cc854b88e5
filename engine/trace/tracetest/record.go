package tracetest

import (
	"context"
	"errors"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"loopyard/engine"
	"loopyard/engine/scenario"
	"loopyard/engine/scenario/scenariotest"
	"loopyard/engine/session"
	"loopyard/engine/spec"
	"loopyard/engine/trace"
	"loopyard/engine/trace/check"
	"loopyard/engine/trace/replay"
)

// Background is the context of the runs that tests record.
var Background = context.Background()

// BatchOf returns the events of a log as one batch.
func BatchOf(l *replay.Log) trace.Batch {
	b := trace.Batch{First: 1}
	for _, e := range l.Events(1) {
		b.Events = append(b.Events, e)
	}
	for t := trace.Text(1); l.Text(t) != ""; t++ {
		b.Strings = append(b.Strings, l.Text(t))
	}
	return b
}

// checked is a log whose trace is checked while it arrives.
type checked struct {
	replay.Log
	checker check.Checker
	broken  error
}

func (c *checked) Begin(h trace.Header) error {
	return errors.Join(c.Log.Begin(h), c.checker.Begin(h))
}

func (c *checked) Batch(b trace.Batch) error {
	c.broken = errors.Join(c.broken, c.checker.Batch(b))
	return c.Log.Batch(b)
}

func (c *checked) End(t trace.Trailer) error {
	if t.Error == "" {
		c.broken = errors.Join(c.broken, c.checker.End(t))
	}
	return c.Log.End(t)
}

// Record runs a scenario and returns its trace, which must keep all rules.
func Record(t require.TestingT, s scenario.Scenario, r spec.Run, o session.Options) *replay.Log {
	c := &checked{}
	_, err := session.RunScenario(Background, s, r, o, c)
	if err != nil && c.Trailer.Error == "" {
		require.NoError(t, err)
	}
	require.NoError(t, c.broken)
	return &c.Log
}

// Parse returns a scenario of the catalog and a spec to run it by.
func Parse(t testing.TB, id string, at spec.Placement, more ...spec.Pair) (scenario.Scenario, spec.Run) {
	t.Helper()
	pairs := append([]spec.Pair{{"scenario", id}, {"placement", string(at)}}, more...)
	r, err := spec.Parse(pairs, scenario.Catalog{}, spec.CLILimits())
	require.NoError(t, err)
	s, ok := scenario.Find(id)
	require.True(t, ok)
	return s, r
}

// Everywhere calls f with every scenario in every placement, in a subtest each. The runs are small, so that they take little
// real time. With -short, they run in virtual time only.
func Everywhere(t *testing.T, f func(t *testing.T, s scenario.Scenario, r spec.Run)) {
	for _, s := range scenario.All {
		for _, at := range spec.Placements {
			if testing.Short() && at != spec.Virtual {
				continue
			}
			for _, r := range scenariotest.Runs(s, at, spec.Pair{"iterations", "3"}, spec.Pair{"coroutines", "20"}) {
				t.Run(s.ID+" "+r.Variant+" "+string(at), func(t *testing.T) { f(t, s, r) })
			}
		}
	}
}

// Alone returns a scenario of one thread with a loop of its own.
func Alone(main func(th scenario.Thread, co *engine.Co) error) scenario.Scenario {
	return scenario.Scenario{ID: "alone", Main: func(th scenario.Thread, _ int) error {
		_, err := engine.Run(th.Config("loop"), func(co *engine.Co) (any, error) { return nil, main(th, co) })
		return err
	}}
}

// Virtual is the spec by which scenarios of a test run.
var Virtual = spec.Run{Placement: spec.Virtual, Seed: 1}

// Watched takes a snapshot of a loop after each line that the loop prints.
type Watched struct {
	mu        sync.Mutex
	Snapshots map[string]engine.Snapshot // by line; a line that comes twice has none
	Seen      map[string]int
}

// Scenario returns a scenario whose lines are each followed by a snapshot.
func (w *Watched) Scenario(s scenario.Scenario) scenario.Scenario {
	watch := func(b scenario.Body) scenario.Body {
		return func(t scenario.Thread, n int) error { return b(&watchedThread{t, w}, n) }
	}
	s.Main = watch(s.Main)
	bodies := map[string]scenario.Body{}
	for name, b := range s.Bodies {
		bodies[name] = watch(b)
	}
	s.Bodies = bodies
	return s
}

type watchedThread struct {
	scenario.Thread
	w *Watched
}

func (t *watchedThread) Print(line string) {
	t.Thread.Print(line)
	if l := t.Config("").Thread.Running(); l != nil {
		t.w.take(line, l)
	}
}

func (w *Watched) take(line string, l *engine.Loop) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.Snapshots == nil {
		w.Snapshots, w.Seen = map[string]engine.Snapshot{}, map[string]int{}
	}
	w.Snapshots[line] = l.Snapshot()
	w.Seen[line]++
}

// Scripted is a random program: tasks that do one thing after the other and print a line after each.
type Scripted struct {
	*rapid.T
	th      scenario.Thread
	lines   int
	lock    engine.Lock
	event   engine.Event
	futures []*engine.Future[int]
	tasks   []*engine.Task[int]
	handles []*engine.Handle
}

func (s *Scripted) snap() {
	s.lines++
	s.th.Print("line " + strconv.Itoa(s.lines))
}

// ErrScripted is the error of a task that fails on purpose.
var ErrScripted = errors.New("scripted")

// task draws a task that creates tasks, up to a number of levels down.
func (s *Scripted) task(level int) engine.Coroutine[int] {
	return func(co *engine.Co) (int, error) {
		var mine []*engine.Task[int] // it awaits no others: tasks that await one another would be a deadlock
		for range rapid.IntRange(0, 6).Draw(s.T, "things to do") {
			if err := s.do(co, level, &mine); err != nil {
				return 0, err
			}
			s.snap()
		}
		return level, nil
	}
}

func (s *Scripted) do(co *engine.Co, level int, mine *[]*engine.Task[int]) error {
	l := co.Loop()
	pause := time.Duration(rapid.IntRange(0, 5).Draw(s.T, "pause")) * time.Millisecond
	some := func(n int) int { return rapid.IntRange(0, n-1).Draw(s.T, "which") }
	switch rapid.SampledFrom([]string{"sleep", "sleep", "yield", "spawn", "spawn", "await", "cancel", "soon", "later", "take back", "future", "set",
		"gather", "timeout", "lock", "event", "post", "work", "block", "fail", "panic"}).Draw(s.T, "what") {
	case "sleep":
		return co.Sleep(pause)
	case "yield":
		return co.Yield()
	case "spawn":
		if level > 0 {
			t := engine.CreateTask(co, "", s.task(level-1))
			s.tasks, *mine = append(s.tasks, t), append(*mine, t)
		}
	case "await":
		if len(*mine) > 0 {
			if t := (*mine)[some(len(*mine))]; rapid.Bool().Draw(s.T, "shielded") {
				engine.WaitFor[int](co, t, pause)
			} else {
				engine.Wait[int](co, engine.AllCompleted, pause, t)
			}
		}
	case "cancel":
		if len(s.tasks) > 0 {
			s.tasks[some(len(s.tasks))].Cancel()
		}
	case "soon":
		s.handles = append(s.handles, l.CallSoon(s.snap))
	case "later":
		s.handles = append(s.handles, l.CallLater(pause, s.snap))
	case "take back":
		if len(s.handles) > 0 {
			s.handles[some(len(s.handles))].Cancel()
		}
	case "future":
		f := engine.NewFuture[int](l)
		s.futures = append(s.futures, f)
		f.WhenDone(s.snap)
		engine.WaitFor[int](co, f, pause)
	case "set":
		if len(s.futures) > 0 {
			s.futures[some(len(s.futures))].SetResult(1)
		}
	default:
		return s.doMore(co, level, pause)
	}
	return nil
}

func (s *Scripted) doMore(co *engine.Co, level int, pause time.Duration) error {
	switch rapid.SampledFrom([]string{"gather", "timeout", "lock", "event", "post", "work", "block", "group", "fail", "panic"}).Draw(s.T, "what else") {
	case "gather":
		var all []*engine.Task[int]
		for range min(level, 2) {
			all = append(all, engine.CreateTask(co, "", s.task(level-1)))
		}
		engine.Gather(co, all...)
	case "timeout":
		return engine.Timeout(co, pause, func(*engine.TimeoutScope) error { return co.Sleep(2 * time.Millisecond) })
	case "lock":
		return s.lock.With(co, func() error { return co.Sleep(pause) })
	case "event":
		co.Loop().CallLater(pause, s.event.Set)
		return s.event.Wait(co)
	case "post":
		return co.Loop().CallSoonThreadsafe(s.snap)
	case "work":
		s.th.Work(pause)
	case "block":
		s.th.Block(pause)
	case "group":
		return engine.Group(co, func(g *engine.TaskGroup) error {
			_, err := engine.GroupTask(g, co, "", s.task(max(level-1, 0)))
			return err
		})
	case "fail":
		if rapid.IntRange(0, 3).Draw(s.T, "really") == 0 {
			return ErrScripted
		}
	case "panic":
		if rapid.IntRange(0, 3).Draw(s.T, "really") == 0 {
			panic(ErrScripted)
		}
	}
	return nil
}

// Scenario returns the program: several runs in one runner, on the main thread.
func (s *Scripted) Scenario() scenario.Scenario {
	return scenario.Scenario{ID: "scripted", Main: func(th scenario.Thread, _ int) error {
		s.th = th
		engine.With(th.Config("loop"), func(r *engine.Runner) error {
			for range rapid.IntRange(1, 3).Draw(s.T, "runs") {
				engine.RunIn(r, s.task(3))
				s.snap()
			}
			return nil
		})
		return nil
	}}
}
