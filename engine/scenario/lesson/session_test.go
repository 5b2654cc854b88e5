package lesson

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"loopyard/engine/session"
	"loopyard/engine/spec"
	"loopyard/engine/trace"
)

// TestSessionPrintsTheContractsLines checks that the tutorials' scenarios print the lines of the tutorials in every placement.
func TestSessionPrintsTheContractsLines(t *testing.T) {
	t.Parallel()
	for _, text := range runs {
		for _, at := range spec.Placements {
			t.Run(text+" "+string(at), func(t *testing.T) {
				t.Parallel()
				r := parse(t, text+" placement="+string(at))
				assert.Equal(t, contract(r), perLoop(lines(t, r)))
			})
		}
	}
}

// lines returns what a run prints.
func lines(t *testing.T, r spec.Run) []string {
	t.Helper()
	var c console
	_, err := session.Run(t.Context(), r, session.Options{}, &c)
	require.NoError(t, err)
	return c.lines
}

// console is a sink that stores the printed lines.
type console struct {
	strings trace.Strings
	lines   []string
}

func (c *console) Begin(trace.Header) error { return nil }

func (c *console) Batch(b trace.Batch) error {
	c.strings = append(c.strings, b.Strings...)
	for _, e := range b.Events {
		if e.Kind == trace.Printed {
			c.lines = append(c.lines, c.strings.Get(trace.Text(e.Arg)))
		}
	}
	return nil
}

func (c *console) End(trace.Trailer) error { return nil }
