// Package conformance holds the engine to asyncio. A behavior is a small program on the engine's public API, the
// log that it writes, and a Python twin of the same name in testdata that writes the same log. Every behavior is
// run on every placement with its trace checked; the twins are run by the python3 that is found.
//
// Equal deadlines are left out: CPython says nothing about their order, and the engine does.
package conformance

import (
	"context"
	"errors"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"loopyard/engine/scenario"
	"loopyard/engine/session"
	"loopyard/engine/spec"
)

// behavior is one thing that asyncio does and the engine must do too.
type behavior struct {
	name  string // the twin's function has it with underscores
	since string // the first CPython that does it; empty: 3.11. An older one is not asked, and want is recorded
	until string // the last one that does, if a later one is known to differ; the engine follows 3.13
	want  log
	run   func(p *program)
}

// class is the behaviors of one part of asyncio. Its twins are in testdata/<name>.py.
type class struct {
	name string
	all  []behavior
}

var classes = []class{
	{"runners", runners}, {"loops", loops}, {"tasks", tasks}, {"cancellation", cancellation}, {"requests", requests},
	{"futures", futures}, {"gatherings", gatherings}, {"waits", waits}, {"crowds", crowds}, {"shields", shields}, {"locks", locks}, {"events", events},
	{"conditions", conditions}, {"semaphores", semaphores}, {"barriers", barriers}, {"queues", queues},
	{"timeouts", timeouts}, {"groups", groups}, {"variables", variables}, {"threads", threads}, {"reports", reports},
}

func TestEveryBehaviorOnEveryPlacement(t *testing.T) {
	for _, c := range classes {
		for _, b := range c.all {
			for _, at := range everyPlacement() {
				t.Run(c.name+"/"+b.name+"/"+string(at), func(t *testing.T) {
					t.Parallel()
					assert.Equal(t, b.want, record(t, at, b.run))
				})
			}
		}
	}
}

// placements lists a session's placements that this build has: WASM has one thread.
func placements() []spec.Placement {
	if runtime.GOOS == "js" {
		return []spec.Placement{spec.Virtual, spec.Single}
	}
	return spec.Placements
}

// record runs a program on a placement, checks its trace if it has one, and gives its log.
func record(t *testing.T, at spec.Placement, run func(p *program)) log {
	t.Helper()
	p := &program{}
	s := scenario.Scenario{
		ID: "behavior",
		Main: func(th scenario.Thread, _ int) error {
			p.thread = th
			run(p)
			return nil
		},
		Bodies: map[string]scenario.Body{"body": p.body},
	}
	var err error
	if at == untraced {
		err = runUntraced(s)
	} else {
		r := spec.Run{Placement: at, Timeout: 20 * time.Second}
		_, err = session.RunScenario(context.Background(), s, r, session.Options{}, checked(t))
	}
	require.NoError(t, err)
	require.NoError(t, errors.Join(p.unexpected...), "reported and not asked for")
	return p.words
}

func TestNamesAreSentencesAndUnique(t *testing.T) {
	total := 0
	for _, c := range classes {
		seen := map[string]bool{}
		for _, b := range c.all {
			assert.False(t, seen[b.name], b.name)
			seen[b.name] = true
			assert.NotContains(t, b.name, "_")
			assert.Equal(t, strings.ToLower(b.name), b.name, "as Python names functions")
			assert.NotEmpty(t, b.want, b.name)
		}
		total += len(c.all)
	}
	assert.GreaterOrEqual(t, total, 140)
}
