package cli_test

import "testing"

// needsWasm skips a test that runs the engine as WebAssembly: with -short, because compiling it takes seconds, and under
// the race detector, which checks nothing there and makes compiling ten times slower.
func needsWasm(t *testing.T) {
	t.Helper()
	if testing.Short() || raceDetector {
		t.Skip("it takes WebAssembly, which is for a test run without -short and -race")
	}
}
