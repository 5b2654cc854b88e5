package cli_test

import (
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestChromeFormatIsJSONOfTheWholeRun(t *testing.T) {
	for args, want := range map[string]int{
		"": 0,
		" --placement threads --sleep 1h --timeout 20ms": 3, // the output of a stopped run is complete JSON too
	} {
		code, stdout, _ := do(t, strings.Fields("run loop-per-thread --loops 2 --format chrome"+args)...)
		assert.Equal(t, want, code)
		var got struct {
			OtherData   map[string]any
			TraceEvents []map[string]any
		}
		require.NoError(t, json.Unmarshal([]byte(stdout), &got))
		assert.Equal(t, "native", got.OtherData["host"])
		assert.NotEmpty(t, got.TraceEvents)
	}
}

func TestCSVFormatIsTheFigures(t *testing.T) {
	code, stdout, stderr := do(t, strings.Fields("run loop-per-thread --loops 2 --format csv")...)
	assert.Equal(t, 0, code)
	assert.Empty(t, stderr)
	rows, err := csv.NewReader(strings.NewReader(stdout)).ReadAll()
	require.NoError(t, err)
	require.Greater(t, len(rows), 2)
	assert.Contains(t, stdout, "Loop1")
}
