package cli_test

import (
	"encoding/hex"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"loopyard/app/cli"
	"loopyard/engine/scenario"
	"loopyard/engine/spec"
	"loopyard/web"
)

func hexOf(b [32]byte) string { return hex.EncodeToString(b[:]) }

func TestScenariosNamesEveryFlagWithItsRange(t *testing.T) {
	code, stdout, stderr := do(t, "scenarios")
	assert.Equal(t, 0, code)
	assert.Empty(t, stderr)
	for _, s := range scenario.All {
		assert.Regexp(t, `(?m)^`+s.ID+`  \S`, stdout)
	}
	assert.Contains(t, stdout, "  --loops        default 5, a whole number from 1 to 1,000 (to 256 in placement threads)\n")
	assert.Contains(t, stdout, "  --sleep        default 500ms, a duration from 0s to 168h, such as 500ms\n")
}

func TestScenariosForPrograms(t *testing.T) {
	code, stdout, stderr := do(t, "scenarios", "--json")
	assert.Equal(t, 0, code)
	assert.Empty(t, stderr)
	var got, want any
	require.NoError(t, json.Unmarshal([]byte(stdout), &got))
	again, err := json.Marshal(web.NewCatalog(spec.CLILimits()))
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(again, &want))
	assert.Equal(t, want, got)
}

func TestAListThatCannotBeWrittenIsAFailure(t *testing.T) {
	for _, args := range []string{"scenarios", "scenarios --json", "version"} {
		stdout := pipe{on: func(string) error { return errors.New("no space left on device") }}
		var stderr pipe
		assert.Equal(t, 1, cli.Main(t.Context(), strings.Fields(args), &stdout, &stderr))
		assert.Equal(t, "loopyard: no space left on device\n", stderr.String())
	}
}
