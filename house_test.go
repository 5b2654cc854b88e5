package main

import (
	"cmp"
	"encoding/json"
	"errors"
	"go/parser"
	"go/token"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// allowed lists which packages of this module each package may import. A package that is not here fails the test:
// decide where it stands first. Imports run one way, from what people touch down to what happened.
var allowed = map[string][]string{
	"":                                 {"app/cli"},
	"app/cli":                          {"engine/bench", "engine/parity", "engine/scenario", "engine/scenario/lesson", "engine/session", "engine/spec", "engine/spec/specjson", "engine/text", "engine/trace", "engine/trace/chrome", "engine/trace/compare", "engine/trace/csv", "engine/trace/ndjson", "engine/trace/replay", "engine/trace/stats", "web"},
	"app/page":                         {"app/browser", "app/model", "app/recording", "app/view"},
	"app/pagetest":                     {"app/pagetest/chromium", "web", "web/webtest"},
	"app/pagetest/chromium":            {"web/webtest"},
	"app/wasm":                         {"app/page"},
	"engine":                           {"engine/trace"},
	"engine/trace":                     {"engine/trace/sha256", "engine/trace/wire"},
	"engine/trace/chrome":              {"engine/trace"},
	"engine/trace/csv":                 {"engine/trace", "engine/trace/stats"},
	"engine/trace/ndjson":              {"engine/spec", "engine/trace"},
	"engine/trace/sha256":              {},
	"engine/bench":                     {"engine", "engine/trace"},
	"engine/spec":                      {"engine/text"},
	"engine/spec/specjson":             {"engine/spec"},
	"engine/text":                      {},
	"engine/scenario":                  {"engine", "engine/spec"},
	"engine/scenario/lesson":           {"engine/spec", "engine/text", "engine/trace", "engine/trace/lint", "engine/trace/replay", "engine/trace/stats"},
	"engine/scenario/scenariotest":     {"engine/scenario", "engine/spec"},
	"engine/session":                   {"engine/scenario", "engine/session/internal/host", "engine/session/internal/osthread", "engine/session/internal/remote", "engine/session/internal/simulate", "engine/spec", "engine/trace"},
	"engine/session/internal/host":     {"engine", "engine/scenario", "engine/spec", "engine/trace"},
	"engine/session/internal/mail":     {"engine", "engine/scenario", "engine/session/internal/host", "engine/trace"},
	"engine/session/internal/merge":    {"engine", "engine/trace"},
	"engine/session/internal/osthread": {"engine", "engine/scenario", "engine/session/internal/host", "engine/session/internal/mail", "engine/trace"},
	"engine/session/internal/remote":   {"engine", "engine/scenario", "engine/session/internal/host", "engine/session/internal/mail", "engine/session/internal/merge", "engine/spec", "engine/trace"},
	"engine/session/internal/simulate": {"engine", "engine/scenario", "engine/session/internal/host", "engine/session/internal/mail", "engine/spec", "engine/trace"},
	"engine/parity":                    {"engine", "engine/scenario", "engine/scenario/lesson", "engine/session", "engine/spec", "engine/trace", "engine/trace/check", "engine/trace/compare", "engine/trace/ndjson", "engine/trace/replay", "engine/trace/stats"},
	"engine/parity/guest":              {"engine/scenario", "engine/session", "engine/spec", "engine/trace"},
	"engine/worker":                    {"engine/scenario", "engine/session", "engine/spec", "engine/trace"},
	"web":                              {"app/model", "app/page", "engine/scenario", "engine/scenario/lesson", "engine/session", "engine/spec", "engine/spec/specjson", "engine/text", "engine/trace", "engine/trace/ndjson"},
	"web/pack":                         {},
	"web/webtest":                      {"web"},
	"engine/trace/check":               {"engine/trace"},
	"engine/trace/compare":             {"engine/spec", "engine/trace", "engine/trace/replay", "engine/trace/stats"},
	"engine/trace/lint":                {"engine/trace", "engine/trace/replay"},
	"engine/trace/replay":              {"engine/trace", "engine/trace/chunks"},
	"engine/trace/stats":               {"engine/trace", "engine/trace/replay"},
	"engine/trace/tracetest":           {"engine", "engine/scenario", "engine/scenario/scenariotest", "engine/session", "engine/spec", "engine/trace", "engine/trace/check", "engine/trace/replay"},
	"app/browser":                      {"app/model", "app/recording", "app/timeline", "engine/spec/specjson", "engine/trace"},
	"app/format":                       {"engine/text"},
	"app/model":                        {"app/format", "app/recording", "app/timeline", "engine/scenario", "engine/scenario/lesson", "engine/spec", "engine/spec/specjson", "engine/text", "engine/trace", "engine/trace/compare", "engine/trace/ndjson"},
	"app/model/modeltest":              {"app/model", "app/recording", "app/timeline", "engine/scenario", "engine/session", "engine/spec", "engine/trace"},
	"app/recording":                    {"app/format", "app/recording/rows", "engine/scenario", "engine/scenario/lesson", "engine/spec", "engine/trace", "engine/trace/compare", "engine/trace/lint", "engine/trace/replay", "engine/trace/stats"},
	"app/recording/recordingtest":      {"app/format", "app/recording", "engine/scenario", "engine/session", "engine/spec", "engine/trace"},
	"app/recording/rows":               {"engine/trace", "engine/trace/chunks"},
	"app/timeline":                     {"app/format", "app/recording", "app/recording/rows", "engine/text", "engine/trace"},
	"app/timeline/timelinetest":        {"app/timeline"},
	"app/view":                         {"app/format", "app/model", "app/recording", "app/recording/rows", "app/timeline", "engine/scenario/lesson", "engine/spec", "engine/trace", "engine/trace/compare", "engine/trace/lint", "engine/trace/replay", "engine/trace/stats"},
	"engine/trace/chunks":              {},
	"engine/trace/wire":                {},
}

// only lists the standard packages that few may import, and who.
var only = map[string][]string{
	"net/http":      {"", "web", "app/cli"},
	"encoding/json": {"app/cli", "app/model", "web", "engine/parity", "engine/spec/specjson", "engine/trace/chrome", "engine/trace/ndjson"},
	"fmt":           {"", "app/cli", "app/browser", "app/wasm", "web", "web/pack", "engine/parity", "engine/spec/specjson", "engine/trace/ndjson", "engine/scenario/lesson"},
}

// foreign lists what the engine imports besides the standard library, and where: a host is not the engine.
var foreign = map[string]string{"engine/parity": "github.com/tetratelabs/wazero"}

// alone lists the packages that exist on one system only.
var alone = map[string]string{"app/pagetest": "native", "app/pagetest/chromium": "native", "app/wasm": "js", "app/browser": "js", "engine/worker": "js", "engine/parity/guest": "wasip1"}

type listed struct {
	ImportPath string
	Dir        string
	GoFiles    []string
	Imports    []string
	Standard   bool
}

func TestImportsRunOneWay(t *testing.T) {
	for _, system := range []string{"", "js", "wasip1"} {
		here := cmp.Or(system, "native")
		t.Run(here, func(t *testing.T) {
			seen := map[string]bool{}
			for _, p := range list(t, target(system)) {
				name := strings.TrimPrefix(strings.TrimPrefix(p.ImportPath, "loopyard"), "/")
				seen[name] = true
				may, known := allowed[name]
				require.True(t, known, "package %q is not in the list of this test: say what it may import", name)
				for _, i := range p.Imports {
					if own, ok := strings.CutPrefix(i, "loopyard/"); ok {
						assert.Contains(t, may, own, "%s imports %s", name, own)
					}
					if who, few := only[i]; few && !forTests(name) {
						assert.Contains(t, who, name, "%s imports %s", name, i)
					}
					if own := foreign[name]; strings.HasPrefix(name, "engine") && !forTests(name) && strings.Contains(i, ".") && (own == "" || !strings.HasPrefix(i, own)) {
						assert.Fail(t, "the engine imports the standard library only", "%s imports %s", name, i)
					}
				}
			}
			for name := range allowed {
				if home, one := alone[name]; one && home == here || !one && here != "wasip1" {
					assert.True(t, seen[name], "the list names %q, which is gone", name)
				}
			}
		})
	}
}

// forTests reports whether a package holds helpers that tests share: its name ends in "test", or it is below app/pagetest.
func forTests(name string) bool {
	return strings.HasSuffix(name, "test") || strings.HasPrefix(name, "app/pagetest/")
}

// TestSyscallJSOnlyInJSFiles and the clock rule below are about files, not packages.
func TestSyscallJSOnlyInJSFiles(t *testing.T) {
	for _, p := range list(t, target("js")) {
		for _, file := range p.GoFiles {
			if !strings.HasSuffix(file, "_js.go") {
				assert.NotContains(t, imports(t, filepath.Join(p.Dir, file)), "syscall/js", "%s/%s", p.ImportPath, file)
			}
		}
	}
}

func TestOnlyClocksReadTheClock(t *testing.T) {
	for _, p := range list(t, nil) {
		if !strings.HasPrefix(p.ImportPath, "loopyard/engine") || p.ImportPath == "loopyard/engine/scenario/lesson" {
			continue // the lessons' listings are text, and read clocks of their own
		}
		for _, file := range p.GoFiles {
			if p.ImportPath == "loopyard/engine" && strings.HasPrefix(file, "clock") {
				continue
			}
			text, err := os.ReadFile(filepath.Join(p.Dir, file))
			require.NoError(t, err)
			for _, call := range []string{"time.Now(", "time.Since(", "time.Sleep(", "time.After("} {
				assert.NotContains(t, string(text), call, "%s/%s", p.ImportPath, file)
			}
		}
	}
}

// TestTopLevel holds the list of what stands at the top.
func TestTopLevel(t *testing.T) {
	want := []string{"Makefile", "README.md", "app", "engine", "go.mod", "go.sum", "server.go", "web"}
	out, err := exec.Command("git", "ls-files").Output()
	if err != nil {
		t.Skip("not a git checkout: ", err)
	}
	top := map[string]bool{}
	for line := range strings.Lines(string(out)) {
		name, _, _ := strings.Cut(strings.TrimSpace(line), "/")
		if !strings.HasPrefix(name, ".") && !strings.HasSuffix(name, "_test.go") {
			top[name] = true
		}
	}
	for name := range top {
		assert.Contains(t, want, name, "at the top level")
	}
}

// target gives the environment that the go command takes for a system; "" is this one.
func target(system string) []string {
	if system == "" {
		return nil
	}
	return []string{"GOOS=" + system, "GOARCH=wasm"}
}

func list(t *testing.T, env []string) []listed {
	t.Helper()
	from := "./..."
	if slices.Contains(env, "GOOS=wasip1") {
		from = "./engine/..." // the page's library does not build there
	}
	c := exec.Command("go", "list", "-json=ImportPath,Dir,GoFiles,Imports", from)
	c.Env = append(os.Environ(), env...)
	c.Stderr = os.Stderr
	out, err := c.Output()
	require.NoError(t, err)
	var all []listed
	for d := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p listed
		err := d.Decode(&p)
		if errors.Is(err, io.EOF) {
			break
		}
		require.NoError(t, err)
		if len(p.GoFiles) > 0 {
			all = append(all, p)
		}
	}
	require.NotEmpty(t, all)
	slices.SortFunc(all, func(a, b listed) int { return strings.Compare(a.ImportPath, b.ImportPath) })
	return all
}

func imports(t *testing.T, file string) []string {
	t.Helper()
	f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
	require.NoError(t, err)
	var all []string
	for _, i := range f.Imports {
		all = append(all, strings.Trim(i.Path.Value, `"`))
	}
	return all
}
