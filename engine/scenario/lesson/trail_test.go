package lesson

import (
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"loopyard/engine/scenario"
	"loopyard/engine/spec"
	"loopyard/engine/trace"
	"loopyard/engine/trace/replay"
)

var languages = map[string]func(spec.Run) Listing{"Python": Python, "Go": Go}

// trailOf follows a whole run through a listing.
func trailOf(l *replay.Log, listing Listing) *Trail {
	t := NewTrail(l, listing)
	for t.Follow(func() bool { return true }) {
	}
	return t
}

// litLines returns the line that each event runs, in the order of the events. A line that several events in a row run is
// listed once.
func litLines(t *testing.T, l *replay.Log, listing Listing) (all []string) {
	t.Helper()
	lines := strings.Split(listing.Text, "\n")
	trail := trailOf(l, listing)
	for id := range l.Events(1) {
		at, _, ok := trail.At(id)
		require.True(t, ok)
		if s := trail.steps[id-1]; s.runs {
			line := strings.TrimSpace(lines[listing.Marks[at-1].Line])
			if len(all) == 0 || all[len(all)-1] != line {
				all = append(all, line)
			}
		}
	}
	return all
}

func TestMarksAreWellFormed(t *testing.T) {
	t.Parallel()
	for _, s := range scenario.All {
		for _, set := range sets(s) {
			r := parse(t, "scenario="+s.ID+" "+set)
			for name, language := range languages {
				listing := language(r)
				require.NotEmpty(t, listing.Marks, "%s %s", s.ID, name)
				require.Less(t, len(listing.Marks), 256, s.ID)
				for _, m := range listing.Marks {
					for _, word := range m.Actions {
						_, ok := parseAction(word)
						assert.True(t, ok, "%s, %s: %q is not an action", s.ID, name, word)
					}
				}
			}
		}
	}
}

var values = regexp.MustCompile(`\d[\d._]*(\s\* time\.\w+)?`)

// TestEveryMarkedLineIsRunBySomeRun runs every variant and every preset, each with and without computing. A mark whose line
// is never run would be wrong. At the end of each run every actor must have left the listing.
func TestEveryMarkedLineIsRunBySomeRun(t *testing.T) {
	t.Parallel()
	for _, s := range scenario.All {
		t.Run(s.ID, func(t *testing.T) {
			t.Parallel()
			run := map[string]bool{}
			for _, set := range sets(s) {
				r := parse(t, "scenario="+s.ID+" "+set)
				if r.Coroutines > 10_000 {
					continue
				}
				r.Placement = spec.Virtual
				both := []spec.Run{r}
				for _, p := range s.Params {
					if p.Name == spec.Work.Name && r.Work == 0 {
						r.Work = 1_000_000
						both = append(both, r)
					}
				}
				for _, r := range both {
					l := log(t, r)
					for name, language := range languages {
						listing := language(r)
						lines := strings.Split(listing.Text, "\n")
						key := func(m Mark) string { return name + ": " + values.ReplaceAllString(lines[m.Line], "#") }
						for _, m := range listing.Marks {
							run[key(m)] = run[key(m)]
						}
						trail := trailOf(l, listing)
						for _, st := range trail.steps {
							if st.runs {
								run[key(listing.Marks[st.at-1])] = true
							}
						}
						_, others, ok := trail.At(trace.EventID(l.Len()))
						require.True(t, ok)
						for i, n := range others[1:] {
							assert.Zero(t, n, "%s %s: an actor never leaves %q", set, name, lines[listing.Marks[i].Line])
						}
					}
				}
			}
			for line, ok := range run {
				assert.True(t, ok, "never run: %s", line)
			}
		})
	}
}

func TestTheLinesOfARunInTheirOrder(t *testing.T) {
	t.Parallel()
	r := parse(t, "scenario=runner-conditional sleep=1s work=1ms")
	assert.Equal(t, []string{
		`err := engine.With(engine.Config{}, func(runner *engine.Runner) error {`,
		`if again, err = engine.RunIn(runner, first); err != nil {`,
		`fmt.Println("Hello from first coro")`,
		`compute(steps)`,
		`return visits < 2, co.Sleep(1 * time.Second)`,
		`if again, err = engine.RunIn(runner, first); err != nil {`,
		`fmt.Println("Hello from first coro")`,
		`compute(steps)`,
		`return visits < 2, co.Sleep(1 * time.Second)`,
		`_, err := engine.RunIn(runner, second)`,
		`fmt.Println("Hello from second coro")`,
		`compute(steps)`,
		`return nil, co.Sleep(1 * time.Second)`,
		`err := engine.With(engine.Config{}, func(runner *engine.Runner) error {`,
	}, litLines(t, log(t, r), Go(r)))
}

// TestATrailCountsTheActorsAtEachMark follows a crowd that is large enough for several pieces.
func TestATrailCountsTheActorsAtEachMark(t *testing.T) {
	t.Parallel()
	r := parse(t, "scenario=crowd loops=1 coroutines=3000")
	l, listing := log(t, r), Python(r)
	trail, pieces := NewTrail(l, listing), 1
	for trail.Follow(func() bool { return true }) {
		_, _, ok := trail.At(trace.EventID(l.Len()))
		require.False(t, ok, "it has not been read yet")
		pieces++
	}
	assert.Equal(t, (l.Len()+4095)/4096, pieces)
	assert.False(t, trail.Follow(func() bool { return false }), "nothing is new")

	mark := func(line string) int {
		for i, m := range listing.Marks {
			if strings.Contains(strings.Split(listing.Text, "\n")[m.Line], line) {
				return i + 1
			}
		}
		t.Fatal("no mark at " + line)
		return 0
	}
	most := func(line string) (n int) {
		for id := range l.Events(1) {
			_, others, _ := trail.At(id)
			n = max(n, int(others[mark(line)]))
		}
		return n
	}
	assert.Equal(t, 3000, most("async def member"), "all are created before the first begins")
	assert.Equal(t, 3000, most("await asyncio.sleep"))
	assert.Equal(t, 1, most("asyncio.gather"))
	assert.Equal(t, 1, most("thread.join"))

	sleep := listing.Marks[mark("await asyncio.sleep")-1].Line
	first := trail.Next(sleep, 0)
	assert.Equal(t, trace.TimerSet, l.Event(first).Kind)
	second := trail.Next(sleep, first)
	assert.Greater(t, second, first)
	assert.Equal(t, first, trail.Next(sleep, trace.EventID(l.Len())), "after the last comes the first")
	assert.Zero(t, trail.Next(0, 0), "no event runs the first line")
}

// A trace from a file may claim anything.
func TestATrailOfNonsenseIsNoPanic(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		var l replay.Log
		events := make([]trace.Event, 300)
		for i := range events {
			events[i] = trace.Event{
				Kind: trace.Kind(random.UintN(45)), Arg: random.Int64N(9), Cause: trace.EventID(random.UintN(300)),
				Loop: trace.LoopID(random.UintN(3)), Task: trace.TaskID(random.Uint32N(5) * random.Uint32N(1e9)), Thread: trace.ThreadID(random.UintN(4)),
			}
		}
		require.NoError(t, l.Batch(trace.Batch{First: 1, Strings: []string{"main", "Loop0", "first 1"}, Events: events}))
		for _, id := range []string{"handoff", "race"} {
			trail := trailOf(&l, Python(parse(t, "scenario="+id)))
			for id := range l.Events(1) {
				_, _, ok := trail.At(id)
				require.True(t, ok)
			}
		}
	}
}
