package session_test

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"loopyard/engine/scenario"
	"loopyard/engine/session"
	"loopyard/engine/spec"
	"loopyard/engine/trace"
)

var update = flag.Bool("update", false, "write the golden traces anew; read the difference before committing it")

// TestGoldenTraces holds the virtual run of every scenario, small enough to read.
func TestGoldenTraces(t *testing.T) {
	small := map[string][]spec.Pair{
		"loop-per-thread":   {{"loops", "2"}, {"iterations", "1"}, {"work", "40ms"}},
		"crowd":             {{"coroutines", "3"}},
		"cores":             {{"loops", "2"}, {"iterations", "1"}, {"cores", "1"}},
		"specialised-loops": {{"iterations", "1"}},
		"one-loop-blocks":   {{"loops", "2"}, {"coroutines", "2"}, {"iterations", "1"}},
		"unstable-loop":     {{"loops", "1"}, {"iterations", "1"}},
		"runner-cost":       {{"coroutines", "3"}},
		"mixed":             {{"iterations", "1"}},
		"handoff":           {{"loops", "1"}},
		"executor":          {{"coroutines", "1"}, {"iterations", "1"}},
		"pipeline":          {{"coroutines", "1"}, {"iterations", "2"}, {"capacity", "1"}},
		"busy-coroutine":    {{"iterations", "2"}},
		"race":              {{"iterations", "1"}, {"variant", spec.Mended}},
	}
	for _, s := range scenario.All {
		t.Run(s.ID, func(t *testing.T) {
			got := text(run(t, parse(t, s.ID, spec.Virtual, small[s.ID]...), session.Options{}))
			file := "testdata/" + s.ID + ".txt"
			if *update {
				require.NoError(t, os.WriteFile(file, []byte(got), 0o644))
			}
			want, err := os.ReadFile(file)
			require.NoError(t, err)
			assert.Equal(t, string(want), got)
			assert.LessOrEqual(t, strings.Count(got, "\n"), 60, "longer than a screen")
		})
	}
}

// text writes a trace for people: when, on which thread, loop and task, and what, with the event it comes from. What
// follows at the same time in the same place is on one line, which begins with the number of its first event.
func text(r *recording) string {
	var b strings.Builder
	for _, pair := range r.header.Spec {
		fmt.Fprintf(&b, "%s=%s ", pair[0], pair[1])
	}
	var last trace.Event
	for i, e := range r.events {
		what := e.Kind.String()
		switch e.Kind {
		case trace.TaskReady, trace.CallReady:
			what += " " + trace.Reason(e.Arg).String()
		case trace.StepEnded:
			what += " " + trace.Outcome(e.Arg).String()
		case trace.TimerSet, trace.TimerFired, trace.WorkBegan, trace.BlockBegan:
			what += " " + time.Duration(e.Arg).String()
		default:
			if e.Kind.HasText() {
				what += fmt.Sprintf(" %q", r.texts.Get(trace.Text(e.Arg)))
			} else if e.Arg != 0 {
				what += fmt.Sprintf(" %d", e.Arg)
			}
		}
		if e.Cause != 0 {
			what += fmt.Sprintf(" <- %d", e.Cause)
		}
		if i > 0 && e.At == last.At && e.Thread == last.Thread && e.Loop == last.Loop && e.Task == last.Task {
			b.WriteString("; " + what)
		} else {
			fmt.Fprintf(&b, "\n%3d %6v thread %d loop %d task %d  %s", i+1, time.Duration(e.At), e.Thread, e.Loop, e.Task, what)
		}
		last = e
	}
	return b.String() + "\n"
}
