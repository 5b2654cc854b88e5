package session_test

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"loopyard/engine"
	"loopyard/engine/scenario"
	"loopyard/engine/session"
	"loopyard/engine/spec"
	"loopyard/engine/trace"
)

// traffic is a random program: loops in threads that post and submit to one another. What each loop is sent is numbered
// by its sender.
type traffic struct {
	loops int
	sends [][]send // of each loop, in order
}

type send struct {
	to      int
	submits bool
	pause   time.Duration // before it
}

func drawTraffic(t *rapid.T) traffic {
	loops := rapid.IntRange(1, 4).Draw(t, "loops")
	one := rapid.Custom(func(t *rapid.T) send {
		return send{rapid.IntRange(0, loops-1).Draw(t, "to"), rapid.Bool().Draw(t, "submits"),
			time.Duration(rapid.IntRange(0, 2).Draw(t, "pause")) * 100 * time.Microsecond}
	})
	return traffic{loops, rapid.SliceOfN(rapid.SliceOfN(one, 0, 12), loops, loops).Draw(t, "sends")}
}

func loopCalled(n int) string { return "loop " + strconv.Itoa(n) }

// arrivals is what a loop has been sent, by the sender.
type arrivals map[int64][]int64

func (a arrivals) add(n int64) { a[n>>32] = append(a[n>>32], n&0xffffffff) }

func arrivalsOf(t scenario.Thread) *arrivals {
	if *t.Local() == nil {
		*t.Local() = &arrivals{}
	}
	return (*t.Local()).(*arrivals)
}

// scenario runs a loop for each sender. A loop that has sent all it has to says so to the others, and ends when all
// have: then nothing can come any more.
func (tr traffic) scenario() scenario.Scenario {
	over := func(a *arrivals) bool { return len((*a)[-1]) == tr.loops }
	return scenario.Scenario{ID: "traffic",
		Calls: map[string]scenario.Call{
			"post": func(t scenario.Thread, _ *engine.Loop, n int64) { arrivalsOf(t).add(n) },
			"over": func(t scenario.Thread, _ *engine.Loop, n int64) {
				(*arrivalsOf(t))[-1] = append((*arrivalsOf(t))[-1], n)
			},
		},
		Coroutines: map[string]scenario.Coroutine{"submit": func(t scenario.Thread, co *engine.Co, n int64) (int64, error) {
			arrivalsOf(t).add(n)
			return n + 1, co.Yield()
		}},
		Bodies: map[string]scenario.Body{"loop": func(t scenario.Thread, from int) error {
			_, err := engine.Run(t.Config(loopCalled(from)), func(co *engine.Co) (any, error) {
				if err := tr.send(t, co, from); err != nil {
					return nil, err
				}
				for to := range tr.loops {
					t.Post(loopCalled(to), "over", int64(from))
				}
				for a := arrivalsOf(t); !over(a); {
					co.Sleep(100 * time.Microsecond)
				}
				delete(*arrivalsOf(t), -1)
				t.Print(fmt.Sprint(*arrivalsOf(t)))
				return nil, nil
			})
			return err
		}},
		Main: func(t scenario.Thread, _ int) error {
			var all []scenario.Joiner
			for n := range tr.loops {
				all = append(all, t.Start(loopCalled(n), "loop", n))
			}
			for _, h := range all {
				h.Join()
			}
			return nil
		},
	}
}

// send sends what one loop has to send and waits for the answers.
func (tr traffic) send(t scenario.Thread, co *engine.Co, from int) error {
	var asked []*engine.Future[int64]
	var want []int64
	nth := map[int64]int64{}
	for _, s := range tr.sends[from] {
		if s.pause > 0 {
			co.Sleep(s.pause)
		}
		n := s.number(from, nth)
		if s.submits {
			asked, want = append(asked, t.Submit(loopCalled(s.to), "submit", n)), append(want, n+1)
		} else if err := t.Post(loopCalled(s.to), "post", n); err != nil {
			return err
		}
	}
	for i, s := range asked {
		if v, err := s.Await(co); v != want[i] || err != nil {
			return errors.Join(err, fmt.Errorf("answered %d, want %d", v, want[i]))
		}
	}
	return nil
}

// number returns a number that has the sender, the receiver and the kind of a send, and how many such there were before.
func (s send) number(from int, nth map[int64]int64) int64 {
	way := int64(from)*2 | int64(s.to)<<8
	if s.submits {
		way++
	}
	nth[way]++
	return way<<32 | nth[way]
}

// want is what a loop is to print: from each sender everything, in order. A call that is posted runs a tick before the
// coroutine that was submitted just before it, as in asyncio, so each kind has an order of its own.
func (tr traffic) want(to int) string {
	all := arrivals{}
	for from, sends := range tr.sends {
		nth := map[int64]int64{}
		for _, s := range sends {
			if n := s.number(from, nth); s.to == to {
				all.add(n)
			}
		}
	}
	return fmt.Sprint(all)
}

func TestWhatOneThreadSendsComesInItsOrder(t *testing.T) {
	for _, at := range spec.Placements {
		t.Run(string(at), func(t *testing.T) {
			rapid.Check(t, func(rt *rapid.T) {
				tr := drawTraffic(rt)
				rec := play(t, tr.scenario(), spec.Run{Placement: at, Seed: rapid.Uint32().Draw(rt, "seed")})
				got, want := map[string]string{}, map[string]string{}
				for id, lines := range rec.lines() {
					got[rec.name(id)] = lines[0]
				}
				for to := range tr.loops {
					want[loopCalled(to)] = tr.want(to)
				}
				require.Equal(rt, want, got)
			})
		})
	}
}

// TestEverySubmissionIsAnswered has a loop close while others submit to it.
func TestEverySubmissionIsAnswered(t *testing.T) {
	const senders, each = 3, 40
	outcomes := map[string]int{}
	closing := scenario.Scenario{ID: "closing",
		Coroutines: map[string]scenario.Coroutine{"sleep": func(_ scenario.Thread, co *engine.Co, ms int64) (int64, error) {
			return ms, co.Sleep(time.Duration(ms) * time.Millisecond)
		}},
		Bodies: map[string]scenario.Body{
			"close": func(t scenario.Thread, _ int) error {
				_, err := engine.Run(t.Config("closing"), func(co *engine.Co) (any, error) { return nil, co.Sleep(5 * time.Millisecond) })
				return err
			},
			"send": func(t scenario.Thread, n int) error {
				_, err := engine.Run(t.Config("sender"+strconv.Itoa(n)), func(co *engine.Co) (any, error) {
					for i := range each {
						s := t.Submit("closing", "sleep", int64(i%3))
						if i%4 == 0 {
							co.Sleep(time.Millisecond)
						}
						switch _, err := s.Await(co); {
						case err == nil:
							t.Print("done")
						case errors.Is(err, engine.ErrCanceled), errors.Is(err, engine.ErrClosed):
							t.Print(err.Error())
						default:
							return nil, err
						}
					}
					return nil, nil
				})
				return err
			},
		},
		Main: func(t scenario.Thread, _ int) error {
			all := []scenario.Joiner{t.Start("closing", "close", 0)}
			for n := range senders {
				all = append(all, t.Start("sender", "send", n))
			}
			for _, h := range all {
				h.Join()
			}
			return nil
		},
	}
	for _, at := range spec.Placements {
		for seed := range uint32(8) {
			answers := 0
			for _, lines := range play(t, closing, spec.Run{Placement: at, Seed: seed}).lines() {
				for _, line := range lines {
					outcomes[line]++
					answers++
				}
			}
			require.Equal(t, senders*each, answers, at)
		}
	}
	for _, how := range []string{"done", "canceled", "Event loop is closed"} {
		assert.Positive(t, outcomes[how], how)
	}
}

// circle is two loops, each of which waits for the other to answer.
var circle = scenario.Scenario{ID: "circle",
	Coroutines: map[string]scenario.Coroutine{"ask": func(t scenario.Thread, co *engine.Co, n int64) (int64, error) {
		return t.Submit(loopCalled(int(1-n)), "wait", 1-n).Await(co)
	}, "wait": func(t scenario.Thread, co *engine.Co, _ int64) (int64, error) {
		return 0, localOf(t).over.Wait(co)
	}},
	Bodies: map[string]scenario.Body{"loop": func(t scenario.Thread, n int) error {
		_, err := engine.Run(t.Config(loopCalled(n)), func(co *engine.Co) (any, error) {
			return t.Submit(loopCalled(1-n), "ask", int64(1-n)).Await(co)
		})
		return err
	}},
	Main: func(t scenario.Thread, _ int) error {
		all := []scenario.Joiner{t.Start("first", "loop", 0), t.Start("second", "loop", 1)}
		for _, h := range all {
			h.Join()
		}
		return nil
	},
}

func TestADeadlockAcrossLoopsNamesWhoWaits(t *testing.T) {
	_, err := session.RunScenario(context.Background(), circle, spec.Run{Placement: spec.Virtual}, session.Options{}, checked{t, &recording{}})
	require.ErrorIs(t, err, engine.ErrDeadlock)
	for _, want := range []string{"loop 0 has nothing to run", "loop 1 has nothing to run", "main (awaits a future), ask (awaits a future), wait (awaits"} {
		assert.ErrorContains(t, err, want)
	}
}

// TestStopWhileLoopsWaitForEachOther leaves no thread behind; TestMain looks.
func TestStopWhileLoopsWaitForEachOther(t *testing.T) {
	for _, at := range []spec.Placement{spec.Single, spec.Threads} {
		ctx, stop := context.WithCancel(context.Background())
		_, err := session.RunScenario(ctx, circle, spec.Run{Placement: at}, session.Options{}, checked{t, &recording{onBatch: stop}})
		assert.ErrorIs(t, err, session.ErrStopped)
	}
}

func TestMistakesInSending(t *testing.T) {
	for want, do := range map[string]func(t scenario.Thread){
		"scenario mistaken has no call nothing":                                                        func(t scenario.Thread) { t.Post("loop", "nothing", 0) },
		"scenario mistaken has no coroutine nothing":                                                   func(t scenario.Thread) { t.Submit("loop", "nothing", 0) },
		"MainThread submits coroutine something, but no loop runs there that could receive the answer": func(t scenario.Thread) { t.Submit("loop", "something", 0) },
	} {
		for _, at := range spec.Placements {
			s := scenario.Scenario{ID: "mistaken", Main: func(t scenario.Thread, _ int) error { do(t); return nil },
				Coroutines: map[string]scenario.Coroutine{"something": coroutines["square"]}}
			_, err := session.RunScenario(context.Background(), s, spec.Run{Placement: at}, session.Options{}, checked{t, &recording{}})
			assert.ErrorContains(t, err, want)
		}
	}
}

func TestPostFromAThreadWithoutALoop(t *testing.T) {
	s := scenario.Scenario{ID: "no loop", Calls: calls, Bodies: map[string]scenario.Body{"late": serve("late")},
		Main: func(t scenario.Thread, _ int) error {
			err := t.Post("late", "stop", 0)
			t.Start("late", "late", 0).Join()
			return err
		}}
	for _, at := range spec.Placements {
		rec := play(t, s, spec.Run{Placement: at})
		assert.Equal(t, 1, rec.count(trace.PostReceived))
	}
}
