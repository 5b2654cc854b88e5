package csv_test

import (
	"bytes"
	"context"
	stdcsv "encoding/csv"
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"loopyard/engine/scenario"
	"loopyard/engine/session"
	"loopyard/engine/spec"
	"loopyard/engine/trace"
	"loopyard/engine/trace/csv"
	"loopyard/engine/trace/stats"
)

func TestARowALoop(t *testing.T) {
	for _, at := range spec.Placements {
		r, err := spec.Parse([]spec.Pair{{"scenario", "loop-per-thread"}, {"placement", string(at)}, {"sleep", "2ms"}, {"work", "100us"}}, scenario.Catalog{}, spec.CLILimits())
		require.NoError(t, err)
		var out bytes.Buffer
		_, err = session.Run(context.Background(), r, session.Options{}, csv.NewWriter(&out))
		require.NoError(t, err)
		rows, err := stdcsv.NewReader(&out).ReadAll()
		require.NoError(t, err)
		require.Len(t, rows, 6)
		column := func(name string) (all []string) {
			for i, head := range rows[0] {
				if head == name {
					for _, row := range rows[1:] {
						all = append(all, row[i])
					}
				}
			}
			return all
		}
		assert.Equal(t, []string{"2", "3", "4", "5", "6"}, column("loop"))
		assert.Equal(t, []string{"Loop0", "Loop1", "Loop2", "Loop3", "Loop4"}, column("thread_name"))
		assert.Equal(t, []string{"7", "7", "7", "7", "7"}, column("steps"))
		for _, name := range []string{"lag_p99_ns", "queue_delay_max_ns", "step_time_p50_ns", "busy_ns", "longest_step_event", "utilization"} {
			assert.Len(t, column(name), 5, name)
		}
	}
}

func TestTheForm(t *testing.T) {
	var out strings.Builder
	require.NoError(t, csv.Write(&out, stats.Summary{Loops: []stats.LoopSummary{{ID: 2, Thread: 2, Name: `a "b", c`}, {ID: 1, Thread: 1}}}))
	lines := strings.Split(out.String(), "\r\n")
	require.Len(t, lines, 4)
	assert.True(t, strings.HasPrefix(lines[0], "loop,name,thread,thread_name,life_ns,busy_ns,"))
	assert.True(t, strings.HasPrefix(lines[1], "1,,1,,0,0,0,0.000000,0,"))
	assert.True(t, strings.HasPrefix(lines[2], `2,"a ""b"", c",2,,`))
	assert.Empty(t, lines[3])
}

type full struct{}

var errFull = errors.New("full")

func (full) Write(p []byte) (int, error) { return 0, errFull }

func TestAWriterThatFails(t *testing.T) {
	assert.ErrorIs(t, csv.NewWriter(full{}).End(trace.Trailer{}), errFull)
}
