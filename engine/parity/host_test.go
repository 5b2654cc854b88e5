package parity_test

import (
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"loopyard/engine/parity"
	"loopyard/engine/scenario"
	"loopyard/engine/spec"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// missing skips a test if the machine does not have its host. With CI=true in the environment the test fails instead.
func missing(t *testing.T, why string) {
	t.Helper()
	if os.Getenv("CI") == "true" {
		t.Fatal(why)
	}
	t.Skip(why)
}

// wasm returns the host, if the program is built. The race detector cannot check what runs there and makes compiling it ten
// times slower, so the tests that need it are skipped under the race detector.
func wasm(t *testing.T) parity.Wasm {
	t.Helper()
	if raceDetector {
		t.Skip("WebAssembly is for a test run without the race detector")
	}
	if testing.Short() {
		t.Skip("-short: compiling the WebAssembly takes seconds")
	}
	_, err := parity.Wasm{}.Run(t.Context(), parse(t, "runner-conditional sleep=0s"), 0)
	var absent *parity.MissingError
	if errors.As(err, &absent) {
		missing(t, err.Error())
	}
	require.NoError(t, err)
	return parity.Wasm{}
}

// python returns the host, if python3 is installed.
func python(t *testing.T) parity.Python {
	t.Helper()
	if testing.Short() {
		t.Skip("-short: Python is not started")
	}
	p, err := parity.FindPython(t.Context())
	if err != nil {
		missing(t, err.Error())
	}
	return p
}

// parse parses the id of a scenario with names and values, such as "runner sleep=1ms".
func parse(t *testing.T, text string) spec.Run {
	t.Helper()
	id, rest, _ := strings.Cut(text, " ")
	pairs := []spec.Pair{{"scenario", id}}
	for field := range strings.FieldsSeq(rest) {
		name, value, _ := strings.Cut(field, "=")
		pairs = append(pairs, spec.Pair{name, value})
	}
	r, err := spec.Parse(pairs, scenario.Catalog{}, spec.CLILimits())
	require.NoError(t, err)
	return r
}
