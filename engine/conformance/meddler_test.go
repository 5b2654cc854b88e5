package conformance

import (
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"loopyard/engine"
	"loopyard/engine/scenario"
	"loopyard/engine/spec"
	"loopyard/engine/trace"
	"loopyard/engine/trace/check"
)

// meddler is a host in virtual time that cancels one task once: the one that it finds, between two turns of a loop,
// as the nth of all tasks so found in the run. So every task is canceled at every of its suspensions, one in each run.
// It is a scenario's host too, whose threads run one after the other: most of the catalog do not talk.
type meddler struct {
	engine.VirtualClock
	t    *testing.T
	rec  *trace.Recorder
	spec spec.Run

	nth, found int
	threads    []*engine.Thread
	loops      map[*engine.Loop]bool
}

func newMeddler(t *testing.T, nth int) *meddler {
	m := &meddler{t: t, nth: nth, loops: map[*engine.Loop]bool{}}
	m.rec = trace.NewRecorder(m, 0)
	return m
}

// Park meddles, or waits if it does not.
func (m *meddler) Park(until int64) error {
	if m.meddle() {
		return nil
	}
	return m.VirtualClock.Park(until)
}

// Pass meddles.
func (m *meddler) Pass() error { m.meddle(); return nil }

func (m *meddler) meddle() bool {
	for _, th := range m.threads {
		l := th.Running()
		if l == nil {
			continue
		}
		m.loops[l] = true
		for _, co := range l.AllTasks() {
			if m.found++; m.found == m.nth {
				return co.Cancel()
			}
		}
	}
	return false
}

// thread runs body as a thread of the host.
func (m *meddler) thread(name string, body func(th *engine.Thread) error) error {
	id := trace.ThreadID(len(m.threads) + 1)
	th := engine.NewThread(engine.ThreadConfig{ID: id, Name: name, Clock: m, Trace: m.rec})
	m.threads = append(m.threads, th)
	m.rec.EmitText(trace.Event{Kind: trace.ThreadStarted, Thread: id}, name)
	err := engine.Guard(func() error { return body(th) })
	m.rec.Emit(trace.Event{Kind: trace.ThreadEnded, Thread: id})
	return err
}

// end checks that nothing is left of the run and that its trace is right.
func (m *meddler) end(err error) {
	m.t.Helper()
	if err != nil {
		require.ErrorIs(m.t, err, engine.ErrCanceled, "canceled at %d", m.nth)
	}
	for l := range m.loops {
		assert.Equal(m.t, engine.Closed, l.State())
		assert.Empty(m.t, l.AllTasks())
	}
	var c check.Checker
	b, _ := m.rec.Take()
	require.NoError(m.t, c.Begin(trace.Header{}))
	require.NoError(m.t, c.Batch(b), "canceled at %d", m.nth)
	require.NoError(m.t, c.End(m.rec.End("")))
}

// meddled is one thread of the host as a scenario sees it.
type meddled struct {
	scenario.Thread // none: what a scenario asks for and is not below fails its test
	host            *meddler
	thread          *engine.Thread
	bodies          map[string]scenario.Body
	failed          error
}

func (m *meddled) Spec() spec.Run { return m.host.spec }
func (m *meddled) Config(name string) engine.Config {
	return engine.Config{Name: name, Thread: m.thread}
}
func (m *meddled) Print(string)        {}
func (m *meddled) Work(time.Duration)  {}
func (m *meddled) Block(time.Duration) {}

// Start runs the new thread to its end.
func (m *meddled) Start(name, body string, n int) scenario.Joiner {
	err := m.host.thread(name, func(th *engine.Thread) error {
		return m.bodies[body](&meddled{host: m.host, thread: th, bodies: m.bodies}, n)
	})
	m.failed = errors.Join(m.failed, err)
	return ended{}
}

// ended is a thread that has ended.
type ended struct{}

func (ended) Join() {}

// everywhere runs a program without meddling and then once for each of its tasks' suspensions.
func everywhere(t *testing.T, run func(m *meddler) error) {
	t.Helper()
	m := newMeddler(t, 0)
	m.end(run(m))
	require.Positive(t, m.found)
	require.Less(t, m.found, 2000, "a smaller program says as much")
	for nth := 1; nth <= m.found; nth++ {
		again := newMeddler(t, nth)
		again.end(run(again))
		require.GreaterOrEqual(t, again.found, nth)
	}
}
