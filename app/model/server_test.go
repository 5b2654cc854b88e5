package model_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"loopyard/app/model"
	"loopyard/app/model/modeltest"
	"loopyard/app/recording"
	"loopyard/engine/scenario"
	"loopyard/engine/spec"
	"loopyard/engine/spec/specjson"
)

func TestAServersWordsAreReadOrReplaced(t *testing.T) {
	reason, fields := model.ReadRefusal([]byte(`{"error":{"message":"loops: got \"300\"","fields":[{"field":"loops","value":"300","allowed":"fewer"}]}}`), 422)
	assert.Equal(t, `the server refused: loops: got "300"`, reason)
	assert.Equal(t, spec.Errors{{Field: "loops", Value: "300", Allowed: "fewer"}}, fields)
	reason, _ = model.ReadRefusal([]byte("<html>"), 502)
	assert.Equal(t, "the server answered 502", reason)
	reason, _ = model.ReadRefusal([]byte("405 method not allowed"), 405)
	assert.Equal(t, model.NoServer, reason)
	for _, body := range []string{"", "<!doctype html>", "{}", `{"active":null}`, `{"active":{"loops":0}}`} {
		m := model.New(modeltest.NewBrowser())
		m.Server.Answer([]byte(body))
		assert.True(t, m.Server.Missing(), body)
	}
}

func TestTheBodyOfANativeRunHasNumbersAndDurations(t *testing.T) {
	m, _ := modeltest.Open(t, "#at=threads&host=native&seed=9")
	run, errs := m.Form.Parse()
	require.Empty(t, errs)
	assert.JSONEq(t, `{"scenario":"loop-per-thread","loops":5,"iterations":6,"sleep":"500ms","work":"0s","placement":"threads","seed":9}`,
		string(specjson.EncodeRun(run.Pairs(m.Form.Params()))))
}

func TestOnlyAVirtualRunHasAMachine(t *testing.T) {
	m, browser := modeltest.Open(t, "#cores=2&gil=true")
	browser.Finish(t, m)
	what, more := m.Badge()
	assert.Equal(t, "virtual time · seed 1 · 2 cores · GIL", what+more)
	m.Compare()
	assert.Zero(t, browser.Started[2].Spec.Cores)
	assert.False(t, browser.Started[2].Spec.GIL)

	m.SetTarget(recording.TargetBrowser)
	fragment, ok := m.Address.Fragment()
	assert.True(t, ok)
	assert.NotContains(t, fragment, "cores")
	m.SetTarget(recording.TargetVirtual)
	fragment, _ = m.Address.Fragment()
	assert.Contains(t, fragment, "cores=2&gil=true", "what was typed is not forgotten")
	m.Type("cores", "3")
	assert.True(t, m.Outdated())
	assert.JSONEq(t, `{"scenario":"runner","coroutines":2,"sleep":"1s","work":"0s","placement":"virtual","seed":1,"cores":4,"gil":true}`,
		string(specjson.EncodeRun(modeltest.ReadLink("s=runner&cores=4&gil=true").Run.Pairs(mustParams(t, "runner")))))
}

func mustParams(t *testing.T, id string) []spec.Param {
	params, ok := scenario.Catalog{}.Params(id)
	require.True(t, ok)
	return params
}
