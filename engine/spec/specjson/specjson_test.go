package specjson_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"loopyard/engine/spec"
	"loopyard/engine/spec/specjson"
)

func TestARunReadsBackFromItsJSON(t *testing.T) {
	var pairs []spec.Pair
	for name, text := range map[string]string{"scenario": "cores", "loops": "4", "iterations": "10", "coroutines": "3", "capacity": "2", "sleep": "1.5s",
		"work": "0s", "block": "1m0s", "variant": "wrong", "placement": "threads", "cores": "2", "gil": "true", "seed": "4294967295", "timeout": "10s"} {
		pairs = append(pairs, spec.Pair{name, text})
	}
	require.Len(t, pairs, len(spec.Names), "every name")
	again, err := specjson.DecodeRun(specjson.EncodeRun(pairs))
	require.NoError(t, err)
	assert.ElementsMatch(t, pairs, again)
}

func TestAValueHasTheTypeOfItsName(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       any
	}{
		{"loops", "5", int64(5)}, {"seed", "4294967295", int64(4294967295)}, {"gil", "true", true}, {"gil", "false", false},
		{"sleep", "500ms", "500ms"}, {"variant", "true", "true"}, {"variant", "7", "7"}, {"unknown", "7", "7"},
		{"loops", "five", "five"}, {"gil", "maybe", "maybe"},
	} {
		assert.Equal(t, c.want, specjson.Value(c.name, c.text), c.name+"="+c.text)
	}
}

func TestLimitsReadBackFromTheirJSON(t *testing.T) {
	limits := spec.Limits{Host: "here", Loops: 1, Threads: 2, Coroutines: 3, Events: 4, Wall: 5 * time.Second}
	body, err := json.Marshal(specjson.NewLimits(limits))
	require.NoError(t, err)
	assert.JSONEq(t, `{"host":"here","loops":1,"threads":2,"coroutines":3,"events":4,"wall":"5s"}`, string(body))
	var again specjson.Limits
	require.NoError(t, json.Unmarshal(body, &again))
	assert.Equal(t, limits, again.Spec())
}
