package web_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"loopyard/engine/spec"
	"loopyard/web"
)

func TestLimitsShowsWhatHoldsHereAndEverywhere(t *testing.T) {
	for _, public := range []bool{false, true} {
		w := ask(web.NewServer(web.Config{Public: public}).Handler(), "GET", "/api/limits")
		require.Equal(t, 200, w.Code)
		var info struct {
			Active struct {
				Host, Wall                         string
				Loops, Threads, Coroutines, Events int
			}
			Hosts  []struct{ Host, Wall string }
			Server map[string]any
		}
		require.NoError(t, json.Unmarshal(w.Body.Bytes(), &info))
		want := spec.LoopbackLimits()
		if public {
			want = spec.PublicLimits()
		}
		assert.Equal(t, want.Host, info.Active.Host)
		assert.Equal(t, want.Wall.String(), info.Active.Wall)
		assert.Equal(t, []int{want.Loops, want.Threads, want.Coroutines, want.Events},
			[]int{info.Active.Loops, info.Active.Threads, info.Active.Coroutines, info.Active.Events})
		require.Len(t, info.Hosts, 4)
		assert.Equal(t, "cli", info.Hosts[0].Host)
		assert.Equal(t, "0s", info.Hosts[0].Wall)
		_, limited := info.Server["runsPerMinute"]
		assert.Equal(t, public, limited, "only a public server counts its clients' runs")
	}
}

// atOnce returns how many runs the server admits at once.
func atOnce(t *testing.T, h http.Handler) int {
	var info struct{ Server struct{ Runs int } }
	require.NoError(t, json.Unmarshal(ask(h, "GET", "/api/limits").Body.Bytes(), &info))
	require.GreaterOrEqual(t, info.Server.Runs, 2)
	return info.Server.Runs
}

// client sends a run in the background.
type client struct {
	leave context.CancelFunc
	w     *httptest.ResponseRecorder
	done  atomic.Bool
}

func newClient(h http.Handler, body string) *client {
	ctx, leave := context.WithCancel(context.Background())
	c := &client{leave: leave, w: httptest.NewRecorder()}
	go func() {
		h.ServeHTTP(c.w, post(ctx, body))
		c.done.Store(true)
	}()
	synctest.Wait()
	return c
}

const someRun = `{"scenario":"run-each"}`

func TestRunsWaitTheirTurnAndNotForLong(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		fake := newFakeRun(untilStopped)
		s := web.NewServer(web.Config{Run: fake.run})
		h := s.Handler()
		var running []*client
		for range atOnce(t, h) {
			running = append(running, newClient(h, someRun))
		}
		require.Len(t, fake.specs, len(running))

		var waiting []*client
		for i := range 16 {
			waiting = append(waiting, newClient(h, fmt.Sprintf(`{"scenario":"run-each","seed":%d}`, 100+i)))
		}
		assert.Len(t, fake.specs, len(running), "the others wait")
		assert.Contains(t, ask(s.Metrics(), "GET", "/metrics").Body.String(), "loopyard_waiting_runs 16")
		late := newClient(h, someRun)
		require.True(t, late.done.Load(), "there is no seat left to wait on")
		assert.Equal(t, 503, late.w.Code)
		assert.Equal(t, "5", late.w.Header().Get("Retry-After"))
		apiError(t, late.w)

		running[0].leave()
		synctest.Wait()
		require.Len(t, fake.specs, len(running)+1, "a place was free")
		for range running {
			<-fake.specs
		}
		assert.EqualValues(t, 100, (<-fake.specs).Seed, "the first who waited got it")
		waiting[15].leave()
		synctest.Wait()
		assert.True(t, waiting[15].done.Load(), "who leaves while waiting is gone")

		time.Sleep(5*time.Second - 1)
		synctest.Wait()
		assert.False(t, waiting[1].done.Load())
		time.Sleep(time.Nanosecond)
		synctest.Wait()
		for _, c := range waiting[1:15] {
			require.True(t, c.done.Load())
			assert.Equal(t, 503, c.w.Code)
			assert.Equal(t, "5", c.w.Header().Get("Retry-After"))
		}
		s.Drain()
		synctest.Wait()
		assert.Contains(t, ask(s.Metrics(), "GET", "/metrics").Body.String(), "loopyard_active_runs 0")
	})
}

func TestDrainingTurnsThoseWhoWaitAway(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		fake := newFakeRun(untilStopped)
		s := web.NewServer(web.Config{Run: fake.run})
		var all []*client
		for range atOnce(t, s.Handler()) + 1 {
			all = append(all, newClient(s.Handler(), someRun))
		}
		s.Drain()
		synctest.Wait()
		for _, c := range all {
			assert.True(t, c.done.Load())
		}
		assert.Equal(t, 503, all[len(all)-1].w.Code)
		assert.Contains(t, all[0].w.Body.String(), `"error":"stopped"`)
	})
}

func TestThreadsAreSharedByAllRuns(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		fake := newFakeRun(untilStopped)
		s := web.NewServer(web.Config{Run: fake.run})
		onThreads := func(loops int) *client {
			return newClient(s.Handler(), fmt.Sprintf(`{"scenario":"loop-per-thread","placement":"threads","loops":%d}`, loops))
		}
		first := onThreads(256)
		require.Len(t, fake.specs, 1, "the largest run that is allowed fits")
		assert.Contains(t, ask(s.Metrics(), "GET", "/metrics").Body.String(), "loopyard_active_threads 256")
		second := onThreads(1)
		assert.Len(t, fake.specs, 1, "no thread is left")
		third := newClient(s.Handler(), someRun)
		assert.Len(t, fake.specs, 1, "and nobody overtakes")
		first.leave()
		synctest.Wait()
		assert.Len(t, fake.specs, 3)
		assert.Contains(t, ask(s.Metrics(), "GET", "/metrics").Body.String(), "loopyard_active_threads 2")
		second.leave()
		third.leave()
	})
}

// from sends a run from another address.
func from(h http.Handler, remote string) *httptest.ResponseRecorder {
	r := post(context.Background(), someRun)
	r.RemoteAddr = remote
	return serveTo(h, r)
}

func TestAPublicServerCountsTheRunsOfEachClient(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := web.NewServer(web.Config{Public: true, Run: newFakeRun(nil).run}).Handler()
		const me, neighbor = "198.51.100.1:1000", "198.51.100.2:1000"
		for range 5 {
			assert.Equal(t, 200, from(h, me).Code)
		}
		w := from(h, "198.51.100.1:2000")
		assert.Equal(t, 429, w.Code, "another port is the same client")
		assert.Equal(t, "6", w.Header().Get("Retry-After"))
		apiError(t, w)
		assert.Equal(t, 200, from(h, neighbor).Code)
		assert.Equal(t, 429, from(h, "[::ffff:198.51.100.1]:1000").Code, "another spelling is too")

		time.Sleep(4500 * time.Millisecond)
		assert.Equal(t, "2", from(h, me).Header().Get("Retry-After"), "to ask too early does not make it longer")
		time.Sleep(1500 * time.Millisecond)
		assert.Equal(t, 200, from(h, me).Code)
		assert.Equal(t, 429, from(h, me).Code)
		assert.Equal(t, 200, ask(h, "GET", "/api/limits").Code, "only runs are counted")

		for i := range 5 {
			assert.Equal(t, 200, from(h, fmt.Sprintf("[2001:db8:0:1::%d]:1", i)).Code)
		}
		assert.Equal(t, 429, from(h, "[2001:db8:0:1:ffff::9]:1").Code, "a /64 is one client")
		assert.Equal(t, 200, from(h, "[2001:db8:0:2::]:1").Code)
	})
}

func TestClientsAreForgottenAndNotGatheredForEver(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := web.NewServer(web.Config{Public: true, Run: newFakeRun(nil).run}).Handler()
		const me = "198.51.100.1:1000"
		for range 6 {
			from(h, me)
		}
		require.Equal(t, 429, from(h, me).Code)
		for i := range 4096 {
			from(h, fmt.Sprintf("10.0.%d.%d:1", i/256, i%256))
		}
		assert.Equal(t, 200, from(h, me).Code, "so many others have asked since")
	})
}

func TestALoopbackServerDoesNotCount(t *testing.T) {
	h := web.NewServer(web.Config{Run: newFakeRun(nil).run}).Handler()
	for range 50 {
		require.Equal(t, 200, from(h, "127.0.0.1:1").Code)
	}
}
