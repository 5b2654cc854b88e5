package cli_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"loopyard/app/cli"
	"loopyard/engine/spec"
	"loopyard/web"
)

// do runs the program as main does.
func do(t *testing.T, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, errs strings.Builder
	code = cli.Main(t.Context(), args, &out, &errs)
	return code, out.String(), errs.String()
}

// doWithin is do with a limit of its own for the events that are stored.
func doWithin(t *testing.T, events int, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	limits := spec.CLILimits()
	limits.Events = events
	var out, errs strings.Builder
	code = cli.MainWithin(t.Context(), limits, args, &out, &errs)
	return code, out.String(), errs.String()
}

// pipe is a stdout or stderr that a test watches and that can fail.
type pipe struct {
	mu     sync.Mutex
	writes [][]byte
	on     func(text string) error // called for each write
}

func (p *pipe) Write(b []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.writes = append(p.writes, bytes.Clone(b))
	if p.on != nil {
		if err := p.on(string(b)); err != nil {
			return 0, err
		}
	}
	return len(b), nil
}

func (p *pipe) String() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return string(bytes.Join(p.writes, nil))
}

// built returns the error of building the page, once for all tests.
var built = sync.OnceValue(func() error {
	_, err := web.Build("/")
	return err
})

// needsPage skips a test that serves the page if the page is not built. With CI=true, it fails the test unless -short is set.
func needsPage(t *testing.T) {
	t.Helper()
	err := built()
	switch {
	case !errors.Is(err, web.ErrNotBuilt):
	case os.Getenv("CI") == "true" && !testing.Short():
		t.Fatal(err)
	default:
		t.Skip(err)
	}
}

func TestHelpStartsWithExamples(t *testing.T) {
	for _, command := range []string{"", "run", "parity", "serve", "scenarios", "export", "version"} {
		args := strings.Fields(command + " --help")
		code, stdout, stderr := do(t, args...)
		assert.Equal(t, 0, code)
		assert.Empty(t, stderr)
		examples, usage := strings.Index(stdout, "Examples:\n  loopyard "+command), strings.Index(stdout, "Usage:\n")
		require.Positive(t, examples, stdout)
		assert.Greater(t, usage, examples, stdout)
		_, asked, _ := do(t, append([]string{"help"}, strings.Fields(command)...)...)
		assert.Equal(t, stdout, asked)
	}
	_, alone, _ := do(t)
	_, asked, _ := do(t, "--help")
	assert.Equal(t, asked, alone)
}

func TestWrongUseExitsWith2AndSaysWhatIsWrong(t *testing.T) {
	tests := []struct {
		args string
		says []string
	}{
		{"rnu", []string{`unknown command "rnu"`, "Did you mean this?\n\trun"}},
		{"bench nope", []string{`WORKLOAD: got "nope", want one of yield, `}},
		{"bench yield 0", []string{`N: got "0", want a whole number from 1 to 10,000,000`}},
		{"--nope", []string{"unknown flag: --nope"}},
		{"run", []string{"the id of a scenario", "loop-per-thread"}},
		{"run run-each wrapper", []string{"run takes one scenario, and got 2: run-each, wrapper"}},
		{"run loop-per-tread", []string{`unknown scenario "loop-per-tread"`, "Did you mean loop-per-thread?", "The scenarios are main-and-thread, "}},
		{"run Runner", []string{"Did you mean runner?"}},
		{"run runner-cond", []string{"Did you mean runner-conditional?"}},
		{"run x", []string{`unknown scenario "x"`}},
		{"run run-each --loops 3", []string{`--loops: got "3", want a parameter of run-each: coroutines, sleep, work,`}},
		{"run run-each --lops 3", []string{"unknown flag: --lops", "Did you mean --loops?"}},
		{"run run-each --frobnicate", []string{"unknown flag: --frobnicate", "loopyard run --help"}},
		{"run run-each -x", []string{"unknown shorthand flag"}},
		{"run run-each --coroutines", []string{"--coroutines"}},
		{"run run-each --coroutines 0", []string{`--coroutines: got "0", want a whole number from 1 to `}},
		{"run run-each --coroutines -1", []string{`--coroutines: got "-1", want a whole number from 1 to `}},
		{"run run-each --coroutines 1e3", []string{`--coroutines: got "1e3", want a whole number from 1 to `}},
		{"run run-each --coroutines=", []string{`--coroutines: got "", want a whole number from 1 to `}},
		{"run run-each --coroutines 99999999999999999999", []string{`--coroutines: got "99999999999999999999", want`}},
		{"run loop-per-thread --loops 1001", []string{`--loops: got "1001", want a whole number from 1 to 1,000`}},
		{"run loop-per-thread --placement threads --loops 257", []string{`--loops: got "257", want a whole number from 1 to 256`}},
		{"run loop-per-thread --loops 2 --loops 3", []string{`--loops: got "3", want the name once only`}},
		{"run loop-per-thread --sleep 5", []string{`--sleep: got "5", want a duration from 0s to 168h, such as 500ms`}},
		{"run loop-per-thread --sleep -1s", []string{`--sleep: got "-1s", want a duration`}},
		{"run loop-per-thread --placement thread", []string{`--placement: got "thread", want one of virtual, single, threads`}},
		{"run loop-per-thread --seed -1", []string{`--seed: got "-1", want a whole number from 0 to 4,294,967,295`}},
		{"run loop-per-thread --timeout soon", []string{`--timeout: got "soon", want a duration from 0s to 24h`}},
		{"run loop-per-thread --loops 0 --sleep x", []string{"loopyard: --loops: got", "\nloopyard: --sleep: got"}},
		{"run loop-per-thread --format xml", []string{`--format: got "xml", want one of text, ndjson, chrome, csv, summary`}},
		{"run loop-per-thread --output=", []string{"--output: "}},
		{"scenarios all", []string{"all"}},
		{"version 1", []string{"1"}},
		{"export", []string{"export takes the directory"}},
		{"export a b", []string{"export takes the directory"}},
		{"export a --base-path loops", []string{`--base-path: got "loops"`, `must start and end with "/"`}},
		{"export a --base-path /a/../b/", []string{`--base-path: got "/a/../b/"`}},
		{"serve here", []string{"here"}},
		{"serve --addr nonsense", []string{`--addr: got "nonsense", want a host and a port from 0 to 65535`}},
		{"serve --addr 127.0.0.1:65536", []string{`--addr: got "127.0.0.1:65536"`}},
		{"serve --host=", []string{"--host: "}},
		{"serve --embed=blog.example.org", []string{"--embed: ", `"blog.example.org"`, "https://"}},
		{"serve --embed=https://a.example/page", []string{"--embed: ", "origin"}},
		{"serve --metrics-addr :9100", []string{`--metrics-addr: got ":9100", want a loopback address`}},
		{"serve --metrics-addr 0.0.0.0:9100", []string{"a loopback address"}},
		{"serve --metrics-addr example.org:9100", []string{"a loopback address"}},
		{"serve --metrics-addr 9100", []string{"--metrics-addr"}},
	}
	for _, test := range tests {
		t.Run(test.args, func(t *testing.T) {
			code, stdout, stderr := do(t, strings.Fields(test.args)...)
			assert.Equal(t, 2, code)
			assert.Empty(t, stdout)
			assert.True(t, strings.HasPrefix(stderr, "loopyard: "), stderr)
			for _, says := range test.says {
				assert.Contains(t, stderr, says)
			}
		})
	}
}

func TestVersionSaysWhatItIsMadeOf(t *testing.T) {
	code, stdout, stderr := do(t, "version")
	assert.Equal(t, 0, code)
	assert.Empty(t, stderr)
	assert.Regexp(t, `^loopyard \S+\nengine   1\ntrace    1\nspec     1\ngo       go1\.\S+ \S+/\S+\n$`, stdout)
	_, short, _ := do(t, "--version")
	assert.Contains(t, stdout, strings.Fields(short)[2])
}

func TestAContextThatHasEndedRunsNothing(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var stdout, stderr strings.Builder
	code := cli.Main(ctx, []string{"run", "loop-per-thread", "--placement", "single", "--sleep", "1h"}, &stdout, &stderr)
	assert.Equal(t, 130, code)
	assert.Equal(t, "loopyard: interrupted\n", stderr.String())
}
