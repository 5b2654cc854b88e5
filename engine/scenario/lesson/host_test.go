package lesson

import (
	"bytes"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// missing skips a test if the machine does not have what it needs. With CI=true in the environment the test fails instead.
func missing(t *testing.T, why string) {
	t.Helper()
	if os.Getenv("CI") == "true" {
		t.Fatal(why)
	}
	t.Skip(why)
}

// python3 finds a Python that has asyncio.Runner.
func python3(t *testing.T) string {
	t.Helper()
	if testing.Short() {
		t.Skip("-short: Python is not started")
	}
	path, err := exec.LookPath("python3")
	if err != nil {
		missing(t, "no python3 on PATH, so no listing can be tried")
	}
	answer, err := exec.CommandContext(t.Context(), path, "-c", "import sys; print(sys.version_info >= (3, 11))").Output()
	if err != nil || strings.TrimSpace(string(answer)) != "True" {
		missing(t, "python3 is older than 3.11, which has no asyncio.Runner")
	}
	return path
}

// output runs a program and returns what it printed. The program must succeed.
func output(t *testing.T, name string, args ...string) string {
	t.Helper()
	var out, complaints bytes.Buffer
	cmd := exec.CommandContext(t.Context(), name, args...)
	cmd.Stdout, cmd.Stderr = &out, &complaints
	err := cmd.Run()
	require.Empty(t, complaints.String())
	require.NoError(t, err)
	return out.String()
}
