package main

import (
	"bufio"
	"context"
	"io"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The test binary is the program itself when this is set: that is how a test gets a process that it can signal.
const beProgram = "LOOPYARD_BE_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(beProgram) != "" {
		main()
	}
	os.Exit(m.Run())
}

// program starts Loopyard in a process of its own.
func program(t *testing.T, args ...string) (c *exec.Cmd, stdout, stderr *bufio.Reader) {
	t.Helper()
	self, err := os.Executable()
	require.NoError(t, err)
	c = exec.CommandContext(t.Context(), self, args...)
	c.Env = append(os.Environ(), beProgram+"=1")
	out, err := c.StdoutPipe()
	require.NoError(t, err)
	errs, err := c.StderrPipe()
	require.NoError(t, err)
	require.NoError(t, c.Start())
	return c, bufio.NewReader(out), bufio.NewReader(errs)
}

// readTo reads lines up to one with the word.
func readTo(t *testing.T, r *bufio.Reader, word string) string {
	t.Helper()
	for {
		line, err := r.ReadString('\n')
		require.NoError(t, err, "no %q: %s", word, line)
		if strings.Contains(line, word) {
			return line
		}
	}
}

func TestRunGivesTheExitCode(t *testing.T) {
	tests := []struct {
		args string
		code int
	}{
		{"run run-each", 0}, {"scenarios", 0}, {"--help", 0}, {"run nap", 2}, {"run run-each --sleep 1h --placement single --timeout 1ms", 3},
	}
	for _, test := range tests {
		var stdout, stderr strings.Builder
		assert.Equal(t, test.code, run(context.Background(), strings.Fields(test.args), &stdout, &stderr), test.args)
		assert.Equal(t, test.code == 0, stderr.Len() == 0, stderr.String())
	}
}

func TestASignalEndsARunAndItsTraceIsWhole(t *testing.T) {
	for _, signal := range []os.Signal{os.Interrupt, syscall.SIGTERM} {
		for _, placement := range []string{"single", "threads"} {
			c, stdout, stderr := program(t, "run", "loop-per-thread", "--sleep", "1h", "--placement", placement, "--format", "ndjson")
			readTo(t, stdout, "Loop4: running...")
			require.NoError(t, c.Process.Signal(signal))
			rest, err := io.ReadAll(stdout)
			require.NoError(t, err)
			assert.Regexp(t, `\{"end":\d+,"events":\d+,"dropped":0,"digest":"[0-9a-f]{64}","error":"stopped"\}\n$`, string(rest))
			said, err := io.ReadAll(stderr)
			require.NoError(t, err)
			assert.Equal(t, "loopyard: interrupted\n", string(said))
			c.Wait()
			assert.Equal(t, 130, c.ProcessState.ExitCode())
		}
	}
}

func TestAReaderThatHasSeenEnoughEndsTheProgramQuietly(t *testing.T) {
	for _, format := range []string{"text", "ndjson"} {
		self, err := os.Executable()
		require.NoError(t, err)
		r, w, err := os.Pipe()
		require.NoError(t, err)
		var stderr strings.Builder
		c := exec.CommandContext(t.Context(), self, "run", "run-each", "--coroutines", "100000", "--format", format)
		c.Env = append(os.Environ(), beProgram+"=1")
		c.Stdout, c.Stderr = w, &stderr
		require.NoError(t, c.Start())
		w.Close()
		_, err = bufio.NewReaderSize(r, 16).ReadString('\n')
		require.NoError(t, err)
		r.Close()
		c.Wait()
		assert.Empty(t, stderr.String())
	}
}

func TestASignalEndsTheServerCleanly(t *testing.T) {
	c, _, stderr := program(t, "serve", "--addr", "127.0.0.1:0")
	line, err := stderr.ReadString('\n')
	require.NoError(t, err)
	if strings.Contains(line, "not built") {
		c.Wait()
		if os.Getenv("CI") == "true" && !testing.Short() {
			t.Fatal(line)
		}
		t.Skip(line)
	}
	require.Contains(t, line, "Loopyard is on http://127.0.0.1:")
	require.NoError(t, c.Process.Signal(syscall.SIGTERM))
	said, err := io.ReadAll(stderr)
	require.NoError(t, err)
	assert.Empty(t, string(said))
	require.NoError(t, c.Wait())
}
