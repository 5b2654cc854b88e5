package ndjson_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"loopyard/engine/trace"
	"loopyard/engine/trace/ndjson"
)

func TestReadNamesTheLineThatIsWrong(t *testing.T) {
	head, rest, _ := strings.Cut(smallLines, "\n")
	event := `{"i":1,"t":0,"k":"ThreadStarted","thread":1,"arg":"Main"}`
	after := func(lines ...string) string { return head + "\n" + strings.Join(lines, "\n") }
	trailer := `{"end":7,"events":0,"dropped":0,"digest":"` + strings.Repeat("00", 32) + `"}`
	tests := []struct {
		name, lines string
		is          error
		says        string
	}{
		{"empty", "", ndjson.ErrTruncated, "line 1:"},
		{"header only", head + "\n", ndjson.ErrTruncated, "line 2:"},
		{"no trailer", after(event), ndjson.ErrTruncated, "line 3:"},
		{"cut in a line", smallLines[:len(head)+40], ndjson.ErrGarbled, "line 2:"},
		{"not JSON", "hello\n", ndjson.ErrGarbled, "line 1: garbled: invalid character 'h'"},
		{"another format", `{"format":"x"}`, ndjson.ErrGarbled, "loopyard-trace"},
		{"no header", rest, ndjson.ErrGarbled, "line 1: garbled: no header"},
		{"an array", "[]", ndjson.ErrGarbled, "line 1: garbled: array where an object must be"},
		{"future version", `{"format":"loopyard-trace","version":2,"spec":[]}`, ndjson.ErrTooNew, "line 1: made by a later version of the format: version 2"},
		{"version zero", `{"format":"loopyard-trace"}`, ndjson.ErrGarbled, "version 0"},
		{"no spec", `{"format":"loopyard-trace","version":1}`, ndjson.ErrGarbled, "spec"},
		{"spec of lists", `{"format":"loopyard-trace","version":1,"spec":{"loops":[1]}}`, ndjson.ErrGarbled, "spec.loops"},
		{"blank line", after("", event), ndjson.ErrGarbled, "line 2:"},
		{"neither", after(`{"x":1}`), ndjson.ErrGarbled, "line 2: garbled: neither an event"},
		{"unknown kind", after(`{"i":1,"t":0,"k":"Nap"}`), ndjson.ErrGarbled, `line 2: garbled: unknown kind "Nap"`},
		{"gap", after(event, `{"i":3,"t":0,"k":"ThreadEnded"}`), ndjson.ErrGarbled, "line 3: garbled: event 3 where event 2 must follow"},
		{"number as text", after(`{"i":1,"t":0,"k":"Printed","arg":4}`), ndjson.ErrGarbled, "the arg of Printed must be a string"},
		{"unknown reason", after(`{"i":1,"t":0,"k":"TaskReady","arg":"bored"}`), ndjson.ErrGarbled, `the arg of TaskReady cannot be "bored"`},
		{"fraction", after(`{"i":1,"t":0,"k":"TimerSet","arg":1.5}`), ndjson.ErrGarbled, "the arg of TimerSet must be a whole number"},
		{"thread too large", after(`{"i":1,"t":0,"k":"ThreadEnded","thread":70000}`), ndjson.ErrGarbled, "thread cannot be number 70000"},
		{"string as time", after(`{"i":1,"t":"0","k":"ThreadEnded"}`), ndjson.ErrGarbled, "t cannot be string"},
		{"short digest", after(`{"end":7,"events":0,"dropped":0,"digest":"ab"}`), ndjson.ErrGarbled, "digest"},
		{"no counts", after(`{"end":7}`), ndjson.ErrGarbled, "without events"},
		{"events missing at the end", after(event, strings.Replace(trailer, `"events":0`, `"events":2`, 1)), ndjson.ErrGarbled, "line 3: garbled: the trailer counts 2 events, 0 of them dropped, but 1 are there"},
		{"more dropped than there were", after(strings.Replace(trailer, `"dropped":0`, `"dropped":1`, 1)), ndjson.ErrGarbled, "line 2:"},
		{"after the trailer", after(trailer, event), ndjson.ErrGarbled, "line 3: garbled: more after the trailer"},
		{"long line", after(event, strings.Repeat("x", ndjson.MaxLine+1)), ndjson.ErrGarbled, "line 3: garbled: longer than 8388608 bytes"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			err := ndjson.Read(strings.NewReader(test.lines), &memory{})
			require.ErrorIs(t, err, test.is)
			assert.ErrorContains(t, err, "ndjson: line ")
			assert.ErrorContains(t, err, test.says)
		})
	}
}

func TestReadSkipsKeysOfLaterTimes(t *testing.T) {
	lines := strings.Replace(smallLines, `{"i":2,`, `{"i":2,"mood":{"good":[1]},`, 1)
	assert.Equal(t, &small, read(t, lines))
}

func TestReadStopsAtTheSinksError(t *testing.T) {
	for _, call := range []string{"begin", "batch", "end"} {
		m := memory{fail: call}
		require.ErrorIs(t, ndjson.Read(strings.NewReader(smallLines), &m), errSink)
		assert.Equal(t, call, m.calls[len(m.calls)-1])
	}
}

// brokenPipe is a writer whose reader has gone.
type brokenPipe struct{}

func (brokenPipe) Write([]byte) (int, error) { return 0, errSink }

func (brokenPipe) Read([]byte) (int, error) { return 0, errSink }

func TestErrorsOfReaderAndWriterComeBack(t *testing.T) {
	w := ndjson.NewWriter(brokenPipe{})
	require.ErrorIs(t, w.Begin(small.header), errSink)
	require.ErrorIs(t, w.Batch(trace.Batch{First: 1, Events: small.events}), errSink)
	require.ErrorIs(t, w.End(small.trailer), errSink)
	require.ErrorIs(t, ndjson.Read(brokenPipe{}, &memory{}), errSink)
}

func TestADecoderTakesItsInputInAnyPieces(t *testing.T) {
	for size := 1; size <= len(smallLines); size += 1 + size/3 {
		var d ndjson.Decoder
		var m memory
		for rest := smallLines; rest != ""; rest = rest[min(size, len(rest)):] {
			require.NoError(t, d.Feed([]byte(rest[:min(size, len(rest))]), &m))
		}
		require.NoError(t, d.Close())
		m.calls = nil
		assert.Equal(t, small, m, size)
	}
}

func TestWhatIsRightBeforeSomethingWrongIsThere(t *testing.T) {
	lines := strings.SplitAfter(smallLines, "\n")
	for name, end := range map[string]string{"nothing": "", "garbage": "hello\n", "half a line": lines[3][:5]} {
		var m memory
		require.Error(t, ndjson.Read(strings.NewReader(lines[0]+lines[1]+lines[2]+end), &m), name)
		assert.Equal(t, small.events[:2], m.events, name)
	}
}

func FuzzRead(f *testing.F) {
	f.Add(smallLines)
	f.Add(smallLines[:300])
	f.Add(`{"format":"loopyard-trace","version":2}`)
	f.Fuzz(func(t *testing.T, lines string) {
		var m memory
		if ndjson.Read(strings.NewReader(lines), &m) != nil {
			return
		}
		m.calls = nil
		assert.Equal(t, &m, read(t, write(t, &m, 3)), "what was read can be written and read again")
		assert.Equal(t, &m, read(t, strings.ReplaceAll(lines, "\n{", "\n {")), "a space changes nothing")
	})
}
