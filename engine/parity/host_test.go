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

// missing skips a test whose host this machine does not have. Where everything is to be tried it fails instead.
func missing(t *testing.T, why string) {
	t.Helper()
	if os.Getenv("CI") == "true" {
		t.Fatal(why)
	}
	t.Skip(why)
}

// wasm gives the host, if this program has it inside. The race detector sees nothing of what runs there and makes its
// compiling ten times slower, so the tests that need it are for a run without.
func wasm(t *testing.T) parity.Wasm {
	t.Helper()
	if raceDetector {
		t.Skip("WebAssembly is for a test run without the race detector")
	}
	_, err := parity.Wasm{}.Run(t.Context(), parse(t, "runner-conditional sleep=0s"), 0)
	var absent *parity.MissingError
	if errors.As(err, &absent) {
		missing(t, err.Error())
	}
	require.NoError(t, err)
	return parity.Wasm{}
}

// python gives the host, if there is one.
func python(t *testing.T) parity.Python {
	t.Helper()
	p, err := parity.FindPython(t.Context())
	if err != nil {
		missing(t, err.Error())
	}
	return p
}

// parse reads the id of a scenario and names with values: "runner sleep=1ms".
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
