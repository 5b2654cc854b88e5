package cli_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"loopyard/app/cli"
	"loopyard/engine/parity"
)

// absent skips a test if the machine does not have its host. With CI=true in the environment the test fails instead.
func absent(t *testing.T, code int, stderr string) {
	t.Helper()
	if code == 4 {
		if os.Getenv("CI") == "true" {
			t.Fatal(stderr)
		}
		t.Skip(stderr)
	}
}

// saved runs a scenario into a file and returns its path.
func saved(t *testing.T, args string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "saved.ndjson")
	code, _, stderr := do(t, append(strings.Fields("run "+args), "--format", "ndjson", "--output", path)...)
	require.Equal(t, 0, code, stderr)
	return path
}

// bent is saved with one change in the file.
func bent(t *testing.T, args, old, to string) string {
	t.Helper()
	path := saved(t, args)
	content, err := os.ReadFile(path)
	require.NoError(t, err)
	changed := bytes.Replace(content, []byte(old), []byte(to), 1)
	require.NotEqual(t, content, changed)
	require.NoError(t, os.WriteFile(path, changed, 0o666))
	return path
}

func TestParityWithWasmIsEqual(t *testing.T) {
	needsWasm(t)
	code, stdout, stderr := do(t, strings.Fields("parity loop-per-thread --work 7ms --cores 2 --with wasm")...)
	absent(t, code, stderr)
	assert.Equal(t, 0, code)
	assert.Empty(t, stderr)
	for _, want := range []string{
		`^loop-per-thread loops=5 iterations=6 sleep=500ms work=7ms placement=virtual seed=1 cores=2\n\nhost +time +wall +`,
		`\nnative virtual +virtual +3\.\d+s +\S+ +\S+ +\S+ +\S+ +\d+ +[0-9a-f]{12}\nwasm virtual +virtual +`,
		`\nnative: go1\S+ \S+\nwasm: WebAssembly under wazero\n`,
		`\nwasm virtual against native virtual: same\n  must match +every event +\d+ events, the same\n  must match +digest +[0-9a-f]{64}, the same\n`,
		`\nEverything that must match does\.\n$`,
	} {
		assert.Regexp(t, want, stdout)
	}
}

func TestParityTakesTheHostsThatAreThere(t *testing.T) {
	needsWasm(t)
	t.Setenv("PATH", t.TempDir())
	code, stdout, stderr := do(t, strings.Fields("parity runner --placement threads --sleep 1ms")...)
	assert.Equal(t, 0, code, "the missing hosts were not requested")
	assert.Empty(t, stderr)
	assert.Contains(t, stdout, "\nnative threads against native virtual: same\n")
	assert.Contains(t, stdout, "\nwasm is not compared: it has only one thread and cannot run placement threads\n")
	assert.Contains(t, stdout, "\npython is not compared: no python3 on PATH\n")
}

func TestParityWithPython(t *testing.T) {
	code, stdout, stderr := do(t, strings.Fields("parity main-and-thread --sleep 5ms --with python")...)
	absent(t, code, stderr)
	assert.Equal(t, 0, code, stdout)
	assert.Empty(t, stderr)
	assert.Regexp(t, `\npython +real +\S+ +\S+ +\S+ +\S+ *\n`, stdout)
	assert.Regexp(t, `\npython against native virtual: same\n  must match +the lines of each loop +6 lines of 2 loops, the same\n`, stdout)
	assert.Regexp(t, `\n  may differ +wall +\S+ for 5ms, \+\S+%\n`, stdout)
}

func TestParityWithASavedTraceTakesItsParameters(t *testing.T) {
	path := saved(t, "loop-per-thread --loops 3 --iterations 2 --seed 9 --gil --work 1ms")
	code, stdout, stderr := do(t, "parity", "loop-per-thread", "--with", path)
	assert.Equal(t, 0, code, stdout)
	assert.Empty(t, stderr)
	assert.Contains(t, stdout, "loop-per-thread loops=3 iterations=2 sleep=500ms work=1ms placement=virtual seed=9 gil=true\n")
	assert.Contains(t, stdout, "\n"+path+": saved by native, engine 1\n")

	code, stdout, _ = do(t, "parity", "loop-per-thread", "--loops", "3", "--placement", "threads", "--sleep", "500ms", "--iterations=2", "--with", path, "--timeout", "1m")
	assert.Equal(t, 0, code, stdout)
	assert.Contains(t, stdout, path+" virtual against native threads: same\n")
}

func TestParityShowsTheFirstDifference(t *testing.T) {
	path := bent(t, "loop-per-thread --loops 2", `"arg":"Loop1: running..."`, `"arg":"Loop1: walking..."`)
	code, stdout, stderr := do(t, "parity", "loop-per-thread", "--with", path)
	assert.Equal(t, 1, code)
	assert.Equal(t, "loopyard: "+path+" virtual is different from native virtual\n", stderr)
	for _, want := range []string{
		`\n  must match +every event +different: \d+ events\n`,
		`\n  The first difference, in Loop1, main: .+\n`,
		`\n  native virtual:\n(   +\d+  .+\n)+  > +\d+  0s Loop1, main: Printed .*Loop1: running\.\.\..*\n`,
		`\n  ` + path + ` virtual:\n(   +\d+  .+\n)+  > +\d+  0s Loop1, main: Printed .*Loop1: walking\.\.\..*\n`,
		`\nSomething that must match differs\.\n$`,
	} {
		assert.Regexp(t, want, stdout)
	}

	code, stdout, _ = do(t, "parity", "loop-per-thread", "--placement", "single", "--sleep=500ms", "--timeout=1m", "--with", path)
	assert.Equal(t, 1, code, "in real time too")
	assert.Contains(t, stdout, "walking")
}

func TestParityAsJSON(t *testing.T) {
	path := bent(t, "run-each", `"arg":"Hello from first coro"`, `"arg":"Hello"`)
	code, stdout, stderr := do(t, "parity", "run-each", "--with", path+","+saved(t, "run-each"), "--json")
	assert.Equal(t, 1, code)
	assert.NotEmpty(t, stderr)
	var got struct {
		Spec    map[string]any
		Verdict string
		Hosts   []parity.Row
		Pairs   []parity.Pair
	}
	d := json.NewDecoder(strings.NewReader(stdout))
	d.DisallowUnknownFields()
	require.NoError(t, d.Decode(&got))
	assert.Equal(t, map[string]any{"scenario": "run-each", "coroutines": 2., "sleep": "1s", "work": "0s", "placement": "virtual", "seed": 1.}, got.Spec)
	assert.Equal(t, "different", got.Verdict)
	require.Len(t, got.Hosts, 3)
	assert.EqualValues(t, 2e9, got.Hosts[0].Wall)
	require.Len(t, got.Pairs, 2)
	assert.Equal(t, []string{"different", "same"}, []string{got.Pairs[0].Verdict, got.Pairs[1].Verdict})
	require.NotNil(t, got.Pairs[0].Divergence)
	assert.Nil(t, got.Pairs[1].Divergence)
}

func TestParityOfAHostThatIsNotThereExitsWith4(t *testing.T) {
	code, stdout, stderr := do(t, strings.Fields("parity runner --placement threads --sleep 1ms --with wasm")...)
	assert.Equal(t, 4, code)
	assert.Equal(t, "loopyard: wasm: it has only one thread and cannot run placement threads\n", stderr)
	assert.Contains(t, stdout, "native threads against native virtual: same", "the rest is compared")

	t.Setenv("PATH", t.TempDir())
	code, _, stderr = do(t, strings.Fields("parity runner --with python")...)
	assert.Equal(t, 4, code)
	assert.Equal(t, "loopyard: python: no python3 on PATH\n", stderr)
}

func TestParityIsStopped(t *testing.T) {
	code, stdout, stderr := do(t, strings.Fields("parity runner --placement single --sleep 1h --timeout 20ms --with wasm")...)
	assert.Equal(t, 3, code)
	assert.Empty(t, stdout)
	assert.Equal(t, "loopyard: the run was stopped at its timeout of 20ms\n", stderr)

	ctx, interrupt := context.WithCancel(t.Context())
	interrupt()
	var errs strings.Builder
	code = cli.Main(ctx, strings.Fields("parity runner --placement single --sleep 1h"), &strings.Builder{}, &errs)
	assert.Equal(t, 130, code)
	assert.Equal(t, "loopyard: interrupted\n", errs.String())
}

func TestParityOfTooMuchExitsWith3(t *testing.T) {
	code, stdout, stderr := do(t, strings.Fields("parity runner --placement single --sleep 0s --with")[0:]...)
	assert.Equal(t, 2, code, stdout, stderr)
	path := saved(t, "runner")
	code, stdout, stderr = doWithin(t, 20, "parity", "runner", "--placement", "single", "--sleep", "1s", "--with", path)
	assert.Equal(t, 3, code, stdout)
	assert.Equal(t, "loopyard: a run has more events than the limit of 20, so not everything was compared\n", stderr)
	assert.Contains(t, stdout, "Everything that could be compared is the same.")
}

func TestWrongUseOfParityExitsWith2(t *testing.T) {
	path := saved(t, "loop-per-thread --loops 3 --seed 2")
	text := filepath.Join(t.TempDir(), "text")
	require.NoError(t, os.WriteFile(text, []byte("Hello\n"), 0o666))
	for args, says := range map[string]string{
		"parity":                                             "parity takes the id of a scenario: main-and-thread",
		"parity runner wrapper":                              "parity takes one scenario, and got 2",
		"parity runer":                                       "Did you mean runner?",
		"parity runner --loops 2":                            `--loops: got "2", want a parameter of runner`,
		"parity runner --format json":                        "unknown flag: --format",
		"parity runner --with=":                              `--with: got ""`,
		"parity runner --with pyhton":                        "Did you mean python?",
		"parity runner --with " + text:                       `--with: got "` + text + `", want wasm, python, or the file of a saved trace: trace: `,
		"parity runner --with " + path:                       "--with: " + path + " is a run of loop-per-thread, not of runner",
		"parity loop-per-thread --loops 5 --with " + path:    `--loops: got "5", but ` + path + " was recorded with 3",
		"parity loop-per-thread --seed 1 --with " + path:     `--seed: got "1", but ` + path + " was recorded with 2",
		"parity loop-per-thread --loops zero --with " + path: `--loops: got "zero", want a whole number from 1 to 1,000`,
	} {
		code, stdout, stderr := do(t, strings.Fields(args)...)
		assert.Equal(t, 2, code, args)
		assert.Empty(t, stdout, args)
		assert.Contains(t, stderr, says, args)
	}
}

func TestAReportThatCannotBeWrittenIsAFailure(t *testing.T) {
	path := saved(t, "runner")
	stdout := pipe{on: func(string) error { return errors.New("no space left on device") }}
	var stderr pipe
	assert.Equal(t, 1, cli.Main(t.Context(), []string{"parity", "runner", "--with", path}, &stdout, &stderr))
	assert.Equal(t, "loopyard: no space left on device\n", stderr.String())
	assert.Len(t, stdout.writes, 1)
}
