package web_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"loopyard/engine/scenario"
	"loopyard/engine/session"
	"loopyard/engine/spec"
	"loopyard/web"
)

func TestBadRunsAreRefusedWithTheFieldThatIsWrong(t *testing.T) {
	fake := newFakeRun(nil)
	h := web.NewServer(web.Config{Run: fake.run}).Handler()
	huge := `{"scenario":"` + strings.Repeat("x", 70_000) + `"}`
	tests := []struct {
		name, body string
		status     int
		field      string // "" if the error is not about one field
		says       string
	}{
		{"empty", ``, 400, "", "not JSON"},
		{"no object", `[]`, 400, "", "must be a JSON object"},
		{"null", `null`, 400, "", "must be a JSON object"},
		{"string", `"run-each"`, 400, "", "must be a JSON object"},
		{"cut", `{"scenario":"run-each"`, 400, "", "not JSON: unexpected end of JSON input at byte 22"},
		{"trailing value", `{"scenario":"run-each"}{}`, 400, "", "not JSON"},
		{"trailing word", `{"scenario":"run-each"} x`, 400, "", "not JSON"},
		{"trailing comma", `{"scenario":"run-each",}`, 400, "", "not JSON"},
		{"comment", `{"scenario":"run-each"/**/}`, 400, "", "not JSON"},
		{"NaN", `{"scenario":"run-each","coroutines":NaN}`, 400, "", "not JSON"},
		{"infinity", `{"scenario":"run-each","coroutines":-Infinity}`, 400, "", "not JSON"},
		{"too large", huge, 413, "", "64 KiB"},
		{"unknown name", `{"scenario":"run-each","color":"red"}`, 400, "color", "one of the names"},
		{"another case", `{"scenario":"run-each","Coroutines":2}`, 400, "Coroutines", "one of the names"},
		{"link's name", `{"s":"run-each"}`, 400, "s", "one of the names"},
		{"twice", `{"scenario":"run-each","sleep":"1s","sleep":"2s"}`, 400, "sleep", "once"},
		{"twice, escaped", `{"scenario":"run-each","sleep":"1s","sl\u0065ep":"2s"}`, 400, "sleep", "once"},
		{"version twice", `{"v":1,"v":1,"scenario":"run-each"}`, 400, "v", "once"},
		{"count as string", `{"scenario":"run-each","coroutines":"2"}`, 400, "coroutines", "whole number"},
		{"count as fraction", `{"scenario":"run-each","coroutines":2.0}`, 400, "coroutines", "whole number"},
		{"count with exponent", `{"scenario":"run-each","coroutines":1e308}`, 400, "coroutines", "whole number"},
		{"count as null", `{"scenario":"run-each","coroutines":null}`, 400, "coroutines", "whole number"},
		{"count as list", `{"scenario":"run-each","coroutines":[2]}`, 400, "coroutines", "whole number"},
		{"duration as number", `{"scenario":"run-each","sleep":1}`, 400, "sleep", "a string"},
		{"duration as object", `{"scenario":"run-each","sleep":{"s":1}}`, 400, "sleep", "a string"},
		{"word as true", `{"scenario":"run-each","placement":true}`, 400, "placement", "a string"},
		{"seed as string", `{"scenario":"run-each","seed":"1"}`, 400, "seed", "whole number"},
		{"later version", `{"v":2,"scenario":"run-each"}`, 400, "v", "a version from 1 to 1"},
		{"version zero", `{"v":0,"scenario":"run-each"}`, 400, "v", "a version"},
		{"no scenario", `{}`, 422, "scenario", "one of main-and-thread"},
		{"unknown scenario", `{"scenario":"nap"}`, 422, "scenario", "one of main-and-thread"},
		{"another's parameter", `{"scenario":"run-each","loops":2}`, 422, "loops", "a parameter of run-each"},
		{"zero", `{"scenario":"run-each","coroutines":0}`, 422, "coroutines", "from 1 to 1,000,000"},
		{"negative", `{"scenario":"run-each","coroutines":-1}`, 422, "coroutines", "from 1 to 1,000,000"},
		{"past the limit", `{"scenario":"loop-per-thread","loops":257}`, 422, "loops", "from 1 to 256"},
		{"past any number", `{"scenario":"run-each","coroutines":123456789012345678901234567890}`, 422, "coroutines", "from 1 to"},
		{"negative sleep", `{"scenario":"run-each","sleep":"-1s"}`, 422, "sleep", "a duration from 0s"},
		{"no unit", `{"scenario":"run-each","sleep":"5"}`, 422, "sleep", "a duration from 0s"},
		{"infinite sleep", `{"scenario":"run-each","sleep":"Infs"}`, 422, "sleep", "a duration from 0s"},
		{"placement", `{"scenario":"run-each","placement":"moon"}`, 422, "placement", "one of virtual, single, threads"},
		{"seed", `{"scenario":"run-each","seed":4294967296}`, 422, "seed", "to 4,294,967,295"},
		{"timeout", `{"scenario":"run-each","timeout":"25h"}`, 422, "timeout", "24h"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			w := serveTo(h, post(t.Context(), test.body))
			require.Equal(t, test.status, w.Code, w.Body)
			message, fields := apiError(t, w)
			assert.Contains(t, message, test.says)
			if test.field == "" {
				assert.Empty(t, fields)
				return
			}
			require.Len(t, fields, 1)
			assert.Equal(t, test.field, fields[0].Field)
			assert.NotEmpty(t, fields[0].Allowed)
		})
	}
	assert.Empty(t, fake.specs, "nothing ran")
}

func TestEveryFieldThatIsWrongIsNamed(t *testing.T) {
	h := web.NewServer(web.Config{Run: newFakeRun(nil).run}).Handler()
	w := serveTo(h, post(t.Context(), `{"scenario":"loop-per-thread","loops":0,"sleep":"x","timeout":"1h"}`))
	assert.Equal(t, 422, w.Code)
	_, fields := apiError(t, w)
	assert.Equal(t, []spec.FieldError{
		{Field: "loops", Value: "0", Allowed: "a whole number from 1 to 256"},
		{Field: "sleep", Value: "x", Allowed: "a duration from 0s to 168h, such as 500ms"},
	}, fields)
}

func TestARunMustBeSentAsJSON(t *testing.T) {
	h := web.NewServer(web.Config{Run: newFakeRun(nil).run}).Handler()
	for kind, status := range map[string]int{
		"application/json": 200, "Application/JSON; charset=utf-8": 200,
		"": 415, "text/plain": 415, "application/x-www-form-urlencoded": 415, "application/jsonx": 415, "multipart/form-data; boundary=x": 415,
	} {
		r := post(t.Context(), `{"scenario":"run-each"}`)
		r.Header.Set("Content-Type", kind)
		w := serveTo(h, r)
		assert.Equal(t, status, w.Code, kind)
		if status != 200 {
			apiError(t, w)
		}
	}
}

func TestTheHostsWallTimeCapsTheTimeout(t *testing.T) {
	tests := []struct {
		public  bool
		timeout string
		want    time.Duration
	}{
		{false, "", time.Minute}, {false, "0s", time.Minute}, {false, "3s", 3 * time.Second}, {false, "24h", time.Minute}, {true, "", 5 * time.Second}, {true, "1m", 5 * time.Second},
	}
	for _, test := range tests {
		fake := newFakeRun(nil)
		body := `{"scenario":"run-each"}`
		if test.timeout != "" {
			body = fmt.Sprintf(`{"scenario":"run-each","timeout":%q}`, test.timeout)
		}
		require.Equal(t, 200, serveTo(web.NewServer(web.Config{Run: fake.run, Public: test.public}).Handler(), post(t.Context(), body)).Code)
		assert.Equal(t, test.want, (<-fake.specs).Timeout, "%+v", test)
		limits := spec.LoopbackLimits()
		if test.public {
			limits = spec.PublicLimits()
		}
		assert.Equal(t, session.Options{Host: "native", Events: limits.Events}, <-fake.options)
	}
}

func FuzzRunBody(f *testing.F) {
	f.Add(`{"scenario":"loop-per-thread","loops":2,"sleep":"1ms","seed":7,"v":1,"placement":"threads","timeout":"1s"}`)
	f.Add(`{"scenario":"run-each","coroutines":1e308}`)
	f.Add(`{"scenario":"run-each","sl\u0065ep":"1s","sleep":"1s"}`)
	fake := newFakeRun(nil)
	h := web.NewServer(web.Config{Run: fake.run}).Handler()
	f.Fuzz(func(t *testing.T, body string) {
		w := serveTo(h, post(t.Context(), body))
		if w.Code != 200 {
			require.Contains(t, []int{400, 413, 422}, w.Code)
			apiError(t, w)
			return
		}
		run := <-fake.specs
		<-fake.options
		params, ok := scenario.Catalog{}.Params(run.Scenario)
		require.True(t, ok)
		again, err := spec.Parse(run.Pairs(params), scenario.Catalog{}, spec.LoopbackLimits())
		require.NoError(t, err, "what got in is within the limits")
		assert.Equal(t, run, again)
	})
}
