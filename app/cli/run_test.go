package cli_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"loopyard/app/cli"
	"loopyard/engine/trace"
	"loopyard/engine/trace/ndjson"
)

// kept is a sink that stores what the tests check.
type kept struct {
	header  trace.Header
	events  int
	trailer trace.Trailer
}

func (k *kept) Begin(h trace.Header) error {
	k.header = h
	return nil
}

func (k *kept) Batch(b trace.Batch) error {
	k.events += len(b.Events)
	return nil
}

func (k *kept) End(t trace.Trailer) error {
	k.trailer = t
	return nil
}

func readTrace(t *testing.T, lines string) kept {
	t.Helper()
	var k kept
	require.NoError(t, ndjson.Read(strings.NewReader(lines), &k))
	return k
}

func TestTextIsTheProgramsLines(t *testing.T) {
	code, stdout, stderr := do(t, "run", "run-each", "--coroutines", "3")
	assert.Equal(t, 0, code)
	assert.Empty(t, stderr)
	assert.Equal(t, "Hello from first coro\nHello from second coro\nHello from third coro\n", stdout)
}

func TestEveryLineIsOneWrite(t *testing.T) {
	for _, placement := range []string{"virtual", "single", "threads"} {
		var stdout, stderr pipe
		code := cli.Main(t.Context(), []string{"run", "loop-per-thread", "--sleep", "1ms", "--placement", placement}, &stdout, &stderr)
		assert.Equal(t, 0, code, stderr.String())
		assert.Len(t, stdout.writes, 5*(2+6+1))
		for _, w := range stdout.writes {
			assert.Regexp(t, `^Loop\d[^\n]*\n$`, string(w))
		}
	}
}

func TestNDJSONIsTheWholeTrace(t *testing.T) {
	code, stdout, stderr := do(t, "run", "loop-per-thread", "--format", "ndjson", "--seed", "3", "--loops", "2")
	assert.Equal(t, 0, code)
	assert.Empty(t, stderr)
	k := readTrace(t, stdout)
	assert.Equal(t, "native", k.header.Host)
	assert.Equal(t, "virtual", k.header.Clock)
	assert.Contains(t, k.header.Spec, [2]string{"seed", "3"})
	assert.Contains(t, k.header.Spec, [2]string{"loops", "2"})
	assert.EqualValues(t, k.events, k.trailer.Events)
	assert.Empty(t, k.trailer.Error)

	_, again, _ := do(t, "run", "loop-per-thread", "--format", "ndjson", "--seed", "3", "--loops", "2")
	assert.Equal(t, stdout, again, "the same spec is the same trace")
}

func TestNDJSONSaysWhenEventsWereDropped(t *testing.T) {
	code, stdout, stderr := doWithin(t, 10, "run", "run-each", "--format", "ndjson")
	assert.Equal(t, 0, code)
	k := readTrace(t, stdout)
	assert.Equal(t, 10, k.events)
	assert.Equal(t, k.trailer.Events-10, k.trailer.Dropped)
	assert.Regexp(t, `^loopyard: \d+ of \d+ events are past the limit of 10 and were not stored\n$`, stderr)

	_, stdout, stderr = doWithin(t, 10, "run", "run-each")
	assert.Equal(t, "Hello from first coro\nHello from second coro\n", stdout, "text stores no events, so it has no limit")
	assert.Empty(t, stderr)
}

func TestSummaryIsReadable(t *testing.T) {
	code, stdout, stderr := do(t, "run", "loop-per-thread", "--format", "summary")
	assert.Equal(t, 0, code)
	assert.Empty(t, stderr)
	_, lines, _ := do(t, "run", "loop-per-thread", "--format", "ndjson")
	for _, want := range []string{
		`^loop-per-thread loops=5 iterations=6 sleep=500ms work=0s placement=virtual seed=1\nvirtual time, native, engine 1\n`,
		`\nwall +3s\n`, `\nbusy +0s\n`, `\nswitches +35\n`, `\nevents +\d+, 0 of them dropped\n`, `\ndigest +[0-9a-f]{64}\n`,
		`\nloop +thread +busy +switches +lag p50 +lag p99 +lag max\nLoop0 +Loop0 +0s +7 +0s +0s +0s\nLoop1 `, `\ntotal +0s +35 +0s +0s +0s\n$`,
	} {
		assert.Regexp(t, want, stdout)
	}
	digest := readTrace(t, lines).trailer.Digest
	assert.Contains(t, stdout, hexOf(digest))
}

func TestSummaryOfManyLoopsIsShort(t *testing.T) {
	_, stdout, _ := do(t, "run", "run-each", "--coroutines", "150", "--format", "summary")
	assert.Contains(t, stdout, "\n50 more ")
	assert.Less(t, strings.Count(stdout, "\n"), 120)
}

func TestOutputIsAFileThatIsThereOnceItIsWhole(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "run.ndjson")
	code, stdout, stderr := do(t, "run", "run-each", "--format", "ndjson", "--output", file)
	assert.Equal(t, 0, code, stderr)
	assert.Empty(t, stdout)
	first, err := os.ReadFile(file)
	require.NoError(t, err)
	readTrace(t, string(first))
	assert.Equal(t, []string{"run.ndjson"}, namesIn(t, dir))

	require.NoError(t, os.Chmod(file, 0o600))
	link := filepath.Join(dir, "link")
	require.NoError(t, os.Symlink("run.ndjson", link))
	code, _, stderr = do(t, "run", "run-each", "-o", link)
	assert.Equal(t, 0, code, stderr)
	second, err := os.ReadFile(file)
	require.NoError(t, err)
	assert.Equal(t, "Hello from first coro\nHello from second coro\n", string(second), "the file that the link leads to is replaced")
	info, err := os.Stat(file)
	require.NoError(t, err)
	assert.Equal(t, os.FileMode(0o600), info.Mode().Perm(), "and keeps its mode")
	assert.Equal(t, []string{"link", "run.ndjson"}, namesIn(t, dir))
}

func TestOutputOfARunThatIsNotIsNot(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "old")
	require.NoError(t, os.WriteFile(file, []byte("precious"), 0o666))
	for _, args := range [][]string{{"run", "run-each", "--loops", "1"}, {"run", "nap"}, {"run", "run-each", "--format", "x"}, {"run", "run-each", "--x"}} {
		code, _, _ := do(t, append(args, "--output", file)...)
		assert.Equal(t, 2, code)
		code, _, _ = do(t, append(args, "--output", filepath.Join(dir, "new"))...)
		assert.Equal(t, 2, code)
	}
	assert.Equal(t, []string{"old"}, namesIn(t, dir))
	old, err := os.ReadFile(file)
	require.NoError(t, err)
	assert.Equal(t, "precious", string(old))
}

func TestOutputThatCannotBeOpenedIsAFailure(t *testing.T) {
	dir := t.TempDir()
	for name, says := range map[string]string{dir: "is a directory", filepath.Join(dir, "no", "file"): "cannot write " + filepath.Join(dir, "no", "file")} {
		code, stdout, stderr := do(t, "run", "run-each", "--output", name)
		assert.Equal(t, 1, code)
		assert.Empty(t, stdout, "nothing ran")
		assert.Contains(t, stderr, "--output: ")
		assert.Contains(t, stderr, says)
	}
}

func TestOutputToADeviceIsWrittenThere(t *testing.T) {
	code, stdout, stderr := do(t, "run", "run-each", "--output", os.DevNull)
	assert.Equal(t, 0, code, stderr)
	assert.Empty(t, stdout)
	info, err := os.Stat(os.DevNull)
	require.NoError(t, err)
	assert.False(t, info.Mode().IsRegular())
}

func TestATimeoutExitsWith3AndTheTraceIsWhole(t *testing.T) {
	defer goleak.VerifyNone(t)
	for _, placement := range []string{"single", "threads"} {
		code, stdout, stderr := do(t, "run", "loop-per-thread", "--placement", placement, "--sleep", "1h", "--timeout", "20ms", "--format", "ndjson")
		assert.Equal(t, 3, code)
		assert.Equal(t, "loopyard: the run was stopped at its timeout of 20ms\n", stderr)
		assert.Equal(t, "stopped at its timeout", readTrace(t, stdout).trailer.Error)
	}
}

func TestAnInterruptedRunExitsWith130AndTheTraceIsWhole(t *testing.T) {
	defer goleak.VerifyNone(t)
	for _, placement := range []string{"single", "threads"} {
		for _, format := range []string{"ndjson", "text", "summary"} {
			ctx, interrupt := context.WithCancel(t.Context())
			if format == "summary" { // it prints nothing while it runs
				interrupt()
			}
			stdout := pipe{on: func(text string) error {
				if strings.Contains(text, "Loop0: running...") {
					interrupt()
				}
				return nil
			}}
			var stderr pipe
			args := []string{"run", "loop-per-thread", "--placement", placement, "--sleep", "1h", "--format", format}
			assert.Equal(t, 130, cli.Main(ctx, args, &stdout, &stderr))
			assert.Equal(t, "loopyard: interrupted\n", stderr.String())
			switch format {
			case "ndjson":
				assert.Equal(t, "stopped", readTrace(t, stdout.String()).trailer.Error)
			case "summary":
				assert.Contains(t, stdout.String(), "stopped")
			}
			interrupt()
		}
	}
}

func TestAnInterruptedRunLeavesItsOutput(t *testing.T) {
	file := filepath.Join(t.TempDir(), "run.ndjson")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var stderr strings.Builder
	assert.Equal(t, 130, cli.Main(ctx, []string{"run", "run-each", "--placement", "single", "--format", "ndjson", "-o", file}, &pipe{}, &stderr))
	lines, err := os.ReadFile(file)
	require.NoError(t, err)
	assert.Equal(t, "stopped", readTrace(t, string(lines)).trailer.Error)
}

func TestAReaderThatHasSeenEnoughEndsTheRunQuietly(t *testing.T) {
	defer goleak.VerifyNone(t)
	for _, format := range []string{"text", "ndjson"} {
		stdout := pipe{on: func(text string) error {
			if strings.Contains(text, "Loop0: running...") {
				return &os.PathError{Op: "write", Path: "|1", Err: syscall.EPIPE}
			}
			return nil
		}}
		var stderr pipe
		args := []string{"run", "loop-per-thread", "--placement", "threads", "--sleep", "1h", "--format", format}
		assert.Equal(t, 0, cli.Main(t.Context(), args, &stdout, &stderr))
		assert.Empty(t, stderr.String())
	}
}

func TestOutputThatCannotBeWrittenIsAFailure(t *testing.T) {
	stdout := pipe{on: func(string) error { return errors.New("no space left on device") }}
	var stderr pipe
	code := cli.Main(t.Context(), []string{"run", "loop-per-thread", "--placement", "single", "--sleep", "1h"}, &stdout, &stderr)
	assert.Equal(t, 1, code)
	assert.Equal(t, "loopyard: no space left on device\n", stderr.String())
	assert.Len(t, stdout.writes, 1, "the run ends there")
}

func namesIn(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}
