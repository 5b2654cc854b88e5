package conformance

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"loopyard/engine"
	"loopyard/engine/scenario"
)

const (
	posters = 4
	posts   = 2000
)

// received is what a loop was sent by each poster.
type received [posters][]int

func (r *received) check(t *testing.T) {
	t.Helper()
	for i, got := range r {
		require.Len(t, got, posts, "poster %d", i)
		for n, v := range got {
			require.Equal(t, n, v, "poster %d's posts run in its order", i)
		}
	}
}

// TestPostsOfManyThreads has every post of every thread run, each thread's in its order, while the loop has work of
// its own, and checks the trace of it all.
func TestPostsOfManyThreads(t *testing.T) {
	for _, at := range everyPlacement() {
		t.Run(string(at), func(t *testing.T) {
			var got received
			record(t, at, func(p *program) { got.post(p) })
			got.check(t)
		})
	}
}

func (r *received) post(p *program) {
	var all []scenario.Joiner
	p.runIn(p.config(), func(co *engine.Co) {
		l, over := co.Loop(), engine.NewQueue[any](0)
		for i := range posters {
			all = append(all, p.start(func(scenario.Thread) {
				for n := range posts {
					l.CallSoonThreadsafe(func() { r[i] = append(r[i], n) })
				}
				l.CallSoonThreadsafe(func() { over.PutNow(nil) })
			}))
		}
		for range posters {
			over.Get(co)
			co.Yield()
		}
	})
	for _, h := range all {
		h.Join()
	}
}

// TestPostsToALoopThatCloses has threads send coroutines until the loop is closed. Each is answered, with its result
// or with a refusal, and none is lost.
func TestPostsToALoopThatCloses(t *testing.T) {
	for range 20 {
		l := make(chan *engine.Loop, posters)
		var ran, answered atomic.Int64
		send := func(loop *engine.Loop) error {
			f, err := engine.RunCoroutineThreadsafe(loop, "", func(*engine.Co) (any, error) { ran.Add(1); return nil, nil })
			if err != nil {
				return err
			}
			switch _, err := f.Wait(context.Background()); {
			case err == nil:
				answered.Add(1)
			case !errors.Is(err, engine.ErrClosed) && !errors.Is(err, engine.ErrCanceled): // it came in before the close
				return err
			}
			return nil
		}
		var all []*engine.Thread
		for range posters {
			all = append(all, engine.StartThread("poster", func(*engine.Thread) error {
				loop := <-l
				for {
					if err := send(loop); err != nil {
						return errors.Join(err, loop.CallSoonThreadsafe(func() {}))
					}
				}
			}))
		}
		_, err := engine.Run(engine.Config{}, func(co *engine.Co) (any, error) {
			for range posters {
				l <- co.Loop()
			}
			return nil, co.Sleep(ms)
		})
		require.NoError(t, err)
		for _, th := range all {
			require.EqualError(t, th.Join(), "Event loop is closed\nEvent loop is closed", "once it is closed it stays so")
		}
		assert.Equal(t, answered.Load(), ran.Load(), "what ran was answered, and what was not did not run")
	}
}

// TestAPostOfTheOwnThreadInVirtualTime has a loop that is alone with a virtual clock wait for its own post: that is no
// deadlock, and takes no time.
func TestAPostOfTheOwnThreadInVirtualTime(t *testing.T) {
	clock := &engine.VirtualClock{}
	th := engine.NewThread(engine.ThreadConfig{Clock: clock})
	_, err := engine.Run(engine.Config{Thread: th}, func(co *engine.Co) (any, error) {
		f := newFuture(co)
		co.Loop().CallLater(time.Hour, func() {})
		err := co.Loop().CallSoonThreadsafe(func() { f.SetResult(nil) })
		return result(f.Await(co)), err
	})
	require.NoError(t, err)
	assert.Zero(t, clock.Now())
}
