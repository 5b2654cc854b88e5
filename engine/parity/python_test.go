package parity_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"loopyard/engine"
	"loopyard/engine/parity"
	"loopyard/engine/scenario"
	"loopyard/engine/scenario/scenariotest"
	"loopyard/engine/session"
	"loopyard/engine/spec"
)

// TestPythonPrintsTheSameLinesInEachLoop compares every scenario's listing with the scenario.
func TestPythonPrintsTheSameLinesInEachLoop(t *testing.T) {
	h := python(t)
	for _, s := range scenario.All {
		for _, r := range scenariotest.Runs(s, spec.Virtual) {
			if scenariotest.Races(r) {
				continue
			}
			t.Run(s.ID+" "+r.Variant, func(t *testing.T) {
				t.Parallel()
				report, err := parity.Compare(t.Context(), r, []parity.Host{h}, parity.Options{})
				require.NoError(t, err)
				if report.Verdict() != "same" {
					report, err = parity.Compare(t.Context(), scenariotest.Slower(r), []parity.Host{h}, parity.Options{})
					require.NoError(t, err)
				}
				require.Len(t, report.Pairs, 1)
				assert.Equal(t, "same", report.Pairs[0].Verdict, "%+v", report.Pairs[0])
				assert.Equal(t, "lines", report.Pairs[0].Rules)
				assert.Nil(t, report.Pairs[0].Divergence)
				row := report.Hosts[1]
				if r.Work == 0 { // what computing takes is measured, and may be less the next time
					assert.GreaterOrEqual(t, row.Wall, report.Hosts[0].Wall, "real time is never ahead of virtual time")
				}
				assert.True(t, s.ID != "loop-per-thread" || row.LagMax > 0, "no sleep ends in no time")
				assert.LessOrEqual(t, row.LagP50, row.LagP99)
				assert.LessOrEqual(t, row.LagP99, row.LagMax)
				assert.Regexp(t, `^cpython 3\.\d+\.\d+`, row.What)
			})
		}
	}
}

func TestPythonStops(t *testing.T) {
	h := python(t)
	clock := engine.NewRealClock()
	_, err := h.Run(t.Context(), parse(t, "loop-per-thread sleep=1h timeout=100ms"), 0)
	assert.Equal(t, session.ErrTimeout, err)
	ctx, stop := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer stop()
	_, err = h.Run(ctx, parse(t, "loop-per-thread sleep=1h"), 0)
	assert.Equal(t, session.ErrStopped, err)
	assert.Less(t, clock.Now(), int64(10*time.Second))
}

func TestPythonThatIsNotThere(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	_, err := parity.Python{}.Run(t.Context(), parse(t, "runner"), 0)
	assert.Equal(t, &parity.MissingError{Host: "python", Why: "no python3 on PATH"}, err)
}

func TestPythonThatIsTooOld(t *testing.T) {
	t.Setenv("PATH", program(t, "echo False"))
	_, err := parity.FindPython(t.Context())
	assert.Equal(t, &parity.MissingError{Host: "python", Why: "python3 is older than 3.11, which has no asyncio.Runner"}, err)
}

func TestPythonThatBreaks(t *testing.T) {
	for script, says := range map[string]string{
		`[ $# = 4 ] && case $4 in import\ sys*) echo True; exit;; esac; echo 'Traceback: …' >&2; echo 'OSError: no room' >&2; exit 1`: "python: exit status 1: OSError: no room",
		`[ $# = 4 ] && case $4 in import\ sys*) echo True; exit;; esac; echo 'what now?' >&2`:                                         "python: unexpected output: what now?",
		`[ $# = 4 ] && case $4 in import\ sys*) echo True; exit;; esac; exit 3`:                                                       "python: exit status 3: no message",
	} {
		t.Setenv("PATH", program(t, script))
		_, err := parity.Python{}.Run(t.Context(), parse(t, "runner sleep=0s"), 0)
		assert.EqualError(t, err, says)
	}
}

// program makes a directory with a python3 that is the given shell script.
func program(t *testing.T, script string) string {
	t.Helper()
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "python3"), []byte("#!/bin/sh\n"+script+"\n"), 0o755))
	return dir
}
