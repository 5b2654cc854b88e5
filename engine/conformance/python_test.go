package conformance

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// answer is what testdata/harness/run.py says about the twins.
type answer struct {
	Version [2]int
	Names   map[string][]string
	Logs    map[string]map[string]log
}

// TestPythonWritesTheSameLogs runs the twins of every behavior that the python3 found can have, all in one
// process. A behavior of a later CPython is held by the log that was recorded with it, and says so.
func TestPythonWritesTheSameLogs(t *testing.T) {
	python := python3(t)
	found := pythonVersion(t, python)
	wanted := map[string][]string{}
	for _, c := range classes {
		for _, b := range c.all {
			if b.asked(found) {
				wanted[c.name] = append(wanted[c.name], b.twin())
			}
		}
	}
	got := ask(t, python, wanted)
	for _, c := range classes {
		var names []string
		for _, b := range c.all {
			names = append(names, b.twin())
			t.Run(c.name+"/"+b.name, func(t *testing.T) {
				if !b.asked(found) {
					t.Skipf("the log is one recorded with CPython 3.13; python3 here is %d.%d", found[0], found[1])
				}
				assert.Equal(t, b.want, got.Logs[c.name][b.twin()])
			})
		}
		slices.Sort(names)
		assert.Equal(t, names, got.Names[c.name], "the functions of testdata/%s.py are the behaviors of the class", c.name)
	}
	assert.Equal(t, len(classes), len(got.Names), "each file is a class's")
}

// asked tells whether a CPython of that version is asked for the behavior.
func (b behavior) asked(found [2]int) bool {
	return order(found, b.since) >= 0 && (b.until == "" || order(found, b.until) <= 0)
}

// twin is the name of the behavior's Python function.
func (b behavior) twin() string {
	return strings.NewReplacer(" ", "_", "'", "", ",", "").Replace(b.name)
}

func ask(t *testing.T, python string, wanted map[string][]string) (a answer) {
	t.Helper()
	question, err := json.Marshal(wanted)
	require.NoError(t, err)
	var complaints bytes.Buffer
	// -S: nothing of this machine's own packages; PYTHONASYNCIODEBUG would make the loops debug.
	cmd := exec.CommandContext(t.Context(), python, "-S", "testdata/harness/run.py", "testdata")
	cmd.Stdin, cmd.Stderr = bytes.NewReader(question), &complaints
	cmd.Env = append(os.Environ(), "PYTHONDONTWRITEBYTECODE=1", "PYTHONASYNCIODEBUG=")
	out, err := cmd.Output()
	require.NoError(t, err, "%s", &complaints)
	require.NoError(t, json.Unmarshal(out, &a))
	return a
}

// python3 finds a Python that has asyncio.Runner, timeouts, task groups and barriers.
func python3(t *testing.T) string {
	t.Helper()
	if testing.Short() {
		t.Skip("-short: Python is not started")
	}
	if runtime.GOOS == "js" {
		t.Skip("WASM starts no processes; the logs are compared with Python's where this test runs natively")
	}
	path, err := exec.LookPath("python3")
	if err != nil {
		missing(t, "no python3 on PATH: the logs are not compared with asyncio's")
	}
	if order(pythonVersion(t, path), "3.11") < 0 {
		missing(t, "python3 is older than 3.11: the logs are not compared with asyncio's")
	}
	return path
}

// missing skips a test whose host this machine does not have. Where everything is to be tried it fails instead.
func missing(t *testing.T, why string) {
	t.Helper()
	if os.Getenv("CI") == "true" {
		t.Fatal(why)
	}
	t.Skip(why)
}

func pythonVersion(t *testing.T, python string) (v [2]int) {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), python, "-S", "-c", "import sys; print(*sys.version_info[:2])").Output()
	require.NoError(t, err)
	major, minor, _ := strings.Cut(strings.TrimSpace(string(out)), " ")
	v[0], _ = strconv.Atoi(major)
	v[1], _ = strconv.Atoi(minor)
	return v
}

// order compares a version with a text like "3.12"; the empty text is as early as any.
func order(v [2]int, text string) int {
	major, minor, _ := strings.Cut(text, ".")
	var other [2]int
	other[0], _ = strconv.Atoi(major)
	other[1], _ = strconv.Atoi(minor)
	return slices.Compare(v[:], other[:])
}
