package page

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"loopyard/engine/spec"
	"loopyard/engine/spec/specjson"
)

func TestAServersWordsAreReadOrReplaced(t *testing.T) {
	reason, fields := readRefusal([]byte(`{"error":{"message":"loops: got \"300\"","fields":[{"field":"loops","value":"300","allowed":"fewer"}]}}`), 422)
	assert.Equal(t, `the server refused: loops: got "300"`, reason)
	assert.Equal(t, spec.Errors{{Field: "loops", Value: "300", Allowed: "fewer"}}, fields)
	reason, _ = readRefusal([]byte("<html>"), 502)
	assert.Equal(t, "the server answered 502", reason)
	reason, _ = readRefusal([]byte("405 method not allowed"), 405)
	assert.Equal(t, noServer, reason)
	for _, body := range []string{"", "<!doctype html>", "{}", `{"active":null}`, `{"active":{"loops":0}}`} {
		_, here := readLimits([]byte(body))
		assert.False(t, here, body)
	}
}

func TestTheBodyOfANativeRunHasNumbersAndDurations(t *testing.T) {
	y, _ := open(t, "#at=threads&host=native&seed=9")
	run, ok := y.Form.Read(y.catalog, y.Limits(OnNativeThreads))
	require.True(t, ok)
	assert.JSONEq(t, `{"scenario":"loop-per-thread","loops":5,"iterations":6,"sleep":"500ms","work":"0s","placement":"threads","seed":9}`,
		string(specjson.EncodeRun(run.Pairs(y.Form.Params))))
}

func TestOnlyAVirtualRunHasAMachine(t *testing.T) {
	y, shell := open(t, "#cores=2&gil=true")
	shell.finish(t, y)
	what, more := y.Badge()
	assert.Equal(t, "virtual time · seed 1 · 2 cores · GIL", what+more)
	y.Compare()
	assert.Zero(t, shell.started[2].Spec.Cores)
	assert.False(t, shell.started[2].Spec.GIL)

	y.Move(InBrowser)
	fragment, ok := y.Fragment()
	assert.True(t, ok)
	assert.NotContains(t, fragment, "cores")
	y.Move(InVirtual)
	fragment, _ = y.Fragment()
	assert.Contains(t, fragment, "cores=2&gil=true", "what was typed is not forgotten")
	y.Type("cores", "3")
	assert.True(t, y.outdated())
	assert.JSONEq(t, `{"scenario":"runner","coroutines":2,"sleep":"1s","work":"0s","placement":"virtual","seed":1,"cores":4,"gil":true}`,
		string(specjson.EncodeRun(readLink("s=runner&cores=4&gil=true").Run.Pairs(mustParams(t, y, "runner")))))
}

func mustParams(t *testing.T, y *Yard, id string) []spec.Param {
	params, ok := y.catalog.Params(id)
	require.True(t, ok)
	return params
}
