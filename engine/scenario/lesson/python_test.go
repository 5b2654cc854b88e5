package lesson

import (
	"encoding/json"
	"os/exec"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestPythonPrintsTheScenariosLines(t *testing.T) {
	t.Parallel()
	agree(t, func(texts []string) (lines [][]string) {
		listings := make([]string, len(texts))
		for i, text := range texts {
			listings[i] = Python(parse(t, text)).Text
		}
		for i, got := range pythons(t, listings, "") {
			assert.Empty(t, slow.ReplaceAllString(got.Complaints, ""), texts[i])
			assert.Zero(t, got.Status, texts[i])
			lines = append(lines, printed(t, got.Output))
		}
		return lines
	})
}

// slow matches what asyncio's debug mode prints on a busy machine.
var slow = regexp.MustCompile(`(?m)^Executing <.* took \d+\.\d+ seconds\n`)

func TestPythonRunnersOtherForm(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"scenario=runner sleep=1ms", "scenario=runner sleep=0s coroutines=12"} {
		r := parse(t, text)
		with := Python(r).Text
		steps := strings.Replace(with, "\nwith_form()", "\nstep_by_step()", 1)
		require.NotEqual(t, with, steps)
		got := pythons(t, []string{steps}, "")[0]
		assert.Empty(t, got.Complaints)
		assert.Equal(t, contract(r), perLoop(printed(t, got.Output)), text)
	}
}

func TestPythonOfTwoRunsWritesThemOut(t *testing.T) {
	t.Parallel()
	listing := Python(parse(t, "scenario=runner sleep=500ms")).Text
	assert.Equal(t, 2, strings.Count(listing, `runner.run(greet("first"))`))
	assert.Equal(t, 2, strings.Count(listing, `runner.run(greet("second"))`))
	assert.Contains(t, listing, "await asyncio.sleep(0.5)\n")
}

// ended is the result of a Python program.
type ended struct {
	Output     string
	Complaints string // its output on stderr
	Status     int
}

// several runs programs as separate scripts, a few at a time. Each one runs in a fork of a process that has imported the
// modules, because importing takes longer than most of the programs.
const several = `
import asyncio, json, os, sys, tempfile, threading, time, traceback, warnings
programs = json.load(sys.stdin)
ends, under_way = [None] * len(programs), {}

def wait():
    pid, status = os.wait()
    i, out, err = under_way.pop(pid)
    texts = []
    for f in (out, err):
        f.seek(0)
        texts.append(f.read().decode())
    ends[i] = {"Output": texts[0], "Complaints": texts[1], "Status": status}

for i, program in enumerate(programs):
    if len(under_way) == 4:
        wait()
    out, err = tempfile.TemporaryFile(), tempfile.TemporaryFile()
    pid = os.fork()
    if pid == 0:
        os.dup2(out.fileno(), 1)
        os.dup2(err.fileno(), 2)
        status, hooks = 0, {}
        try:
            exec(compile(sys.argv[1], "before", "exec"), hooks)
            exec(compile(program, "listing", "exec"), {"__name__": "__main__"})
        except BaseException:
            traceback.print_exc()
            status = 1
        hooks.get("done", lambda: None)()
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)
    under_way[pid] = i, out, err
while under_way:
    wait()
json.dump(ends, sys.stdout)
`

// pythons runs listings. The code in before runs before each of them. It may define done, which is called at the end.
func pythons(t *testing.T, listings []string, before string) (all []ended) {
	t.Helper()
	programs, err := json.Marshal(listings)
	require.NoError(t, err)
	cmd := exec.CommandContext(t.Context(), python3(t), "-I", "-S", "-c", several, before)
	cmd.Stdin = strings.NewReader(string(programs))
	out, err := cmd.Output()
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(out, &all))
	require.Len(t, all, len(listings))
	return all
}
