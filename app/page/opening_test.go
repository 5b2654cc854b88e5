package page

import (
	"bytes"
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"loopyard/engine/scenario"
	"loopyard/engine/session"
	"loopyard/engine/spec"
	"loopyard/engine/trace/ndjson"
)

func saved(t *testing.T, pairs ...spec.Pair) []byte {
	t.Helper()
	run, err := spec.Parse(pairs, scenario.Catalog{}, spec.CLI)
	require.NoError(t, err)
	var b bytes.Buffer
	_, err = session.Run(context.Background(), run, session.Options{Host: "native"}, ndjson.NewWriter(&b))
	require.NoError(t, err)
	return b.Bytes()
}

func TestATraceOfTheCommandLineIsShown(t *testing.T) {
	y, _ := open(t, "#s=runner&at=single")
	content := saved(t, spec.Pair{"scenario", "loop-per-thread"}, spec.Pair{"loops", "3"}, spec.Pair{"sleep", "2ms"}, spec.Pair{"placement", "threads"})
	y.OpenFile("run.ndjson", content)
	require.NotNil(t, y.Shown)
	assert.Empty(t, y.Alert)
	assert.Equal(t, Ended, y.Shown.State)
	assert.Equal(t, OnNativeThreads, y.Shown.Place)
	assert.Equal(t, 3, y.Shown.Spec.Loops)
	assert.Equal(t, "3", y.Form.Text("loops"), "the form says what is shown")
	assert.Equal(t, content, y.Shown.NDJSON(), "and it saves as it was")
}

func TestATraceThatBreaksOffIsShownAsFarAsItGoes(t *testing.T) {
	y, _ := open(t, "#s=runner&at=single")
	content := saved(t, spec.Pair{"scenario", "loop-per-thread"})
	y.OpenFile("half.ndjson", content[:len(content)/2])
	require.NotNil(t, y.Shown)
	assert.Equal(t, Broken, y.Shown.State)
	assert.Contains(t, y.Alert, "half.ndjson")
}

func TestAFileThatIsNoTraceChangesNothing(t *testing.T) {
	y, _ := open(t, "#s=runner&at=single")
	for _, content := range []string{"", "hello", `{"format":"loopyard-trace","version":99,"spec":{}}` + "\n",
		`{"format":"loopyard-trace","version":1,"spec":{"scenario":"nope"},"placement":"virtual","host":"x","clock":"virtual","engine":"1"}` + "\n"} {
		y.OpenFile("bad.ndjson", []byte(content))
		assert.Contains(t, y.Alert, "bad.ndjson can not be opened: ", "%q", content)
		assert.Nil(t, y.Shown)
	}
}
