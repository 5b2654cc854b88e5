package trace_test

import (
	"bytes"
	"math/rand/v2"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"loopyard/engine/trace"
	"loopyard/engine/trace/tracetest"
)

func encode(t testing.TB, w *tracetest.Trace) []byte {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, w.Play(trace.NewEncoder(&b)))
	return b.Bytes()
}

func TestTheBinaryFormReadsBackHoweverItIsCut(t *testing.T) {
	want := tracetest.Sample(t)
	want.Header.Calibration, want.Trailer.Error = 12345, "stopped"
	raw := encode(t, want)
	for seed := range uint64(20) {
		random := rand.New(rand.NewPCG(seed, 0))
		var d trace.Decoder
		got := &tracetest.Trace{}
		for rest := raw; len(rest) > 0; {
			n := min(1+random.IntN(100), len(rest))
			require.NoError(t, d.Feed(rest[:n], got))
			rest = rest[n:]
		}
		require.NoError(t, d.Close())
		require.Equal(t, want, got, "seed %d", seed)
	}
}

func TestAnyTraceReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		event := rapid.Custom(func(t *rapid.T) trace.Event {
			return trace.Event{At: rapid.Int64().Draw(t, "at"), Arg: rapid.Int64().Draw(t, "arg"),
				Cause: trace.EventID(rapid.Uint32().Draw(t, "cause")), Loop: trace.LoopID(rapid.Uint32().Draw(t, "loop")),
				Task: trace.TaskID(rapid.Uint32().Draw(t, "task")), Thread: trace.ThreadID(rapid.Uint16().Draw(t, "thread")),
				Kind: trace.Kind(rapid.Byte().Draw(t, "kind"))}
		})
		want := &tracetest.Trace{Header: trace.Header{Version: trace.Version, Spec: [][2]string{{rapid.String().Draw(t, "k"), rapid.String().Draw(t, "v")}}},
			Events: trace.Batch{First: 1, Events: rapid.SliceOfN(event, 1, 50).Draw(t, "events"), Strings: rapid.SliceOfN(rapid.String(), 1, 9).Draw(t, "strings")}}
		want.Trailer.Error = rapid.String().Draw(t, "error")
		var b bytes.Buffer
		require.NoError(t, want.Play(trace.NewEncoder(&b)))
		got := &tracetest.Trace{}
		var d trace.Decoder
		require.NoError(t, d.Feed(b.Bytes(), got))
		require.NoError(t, d.Close())
		require.Equal(t, want, got)
	})
}

func TestALongBatchBecomesSeveralFrames(t *testing.T) {
	want := tracetest.Sample(t)
	for len(want.Events.Events) < 100_000 {
		want.Events.Events = append(want.Events.Events, want.Events.Events...)
	}
	got := &tracetest.Trace{}
	var d trace.Decoder
	require.NoError(t, d.Feed(encode(t, want), got))
	require.NoError(t, d.Close())
	assert.Equal(t, want, got)
}

func TestBadBytesAreRefused(t *testing.T) {
	good := encode(t, tracetest.Sample(t))
	read := func(raw []byte) error {
		var d trace.Decoder
		if err := d.Feed(raw, &tracetest.Trace{}); err != nil {
			return err
		}
		return d.Close()
	}
	later := bytes.Clone(good)
	later[5] = trace.Version + 1
	for name, c := range map[string]struct {
		raw  []byte
		want error
	}{
		"nothing":                 {nil, trace.ErrTruncated},
		"half":                    {good[:len(good)/2], trace.ErrTruncated},
		"no trailer's end":        {good[:len(good)-1], trace.ErrTruncated},
		"text":                    {[]byte("hello, this is not a trace"), trace.ErrGarbled},
		"a later version":         {later, trace.ErrTooNew},
		"two headers":             {append(bytes.Clone(good[:40]), good...), trace.ErrGarbled},
		"something after the end": {append(bytes.Clone(good), good...), trace.ErrGarbled},
	} {
		t.Run(name, func(t *testing.T) { assert.ErrorIs(t, read(c.raw), c.want) })
	}
}

func FuzzDecoder(f *testing.F) {
	f.Add(encode(f, tracetest.Sample(f)), 7)
	tailed := tracetest.Sample(f)
	tailed.Trailer.Overflow = drawn
	f.Add(encode(f, tailed), 7)
	f.Add([]byte("H\x03\x00\x00\x00\x01\x00\x00"), 1)
	f.Fuzz(func(t *testing.T, raw []byte, cut int) {
		var d trace.Decoder
		got := &tracetest.Trace{}
		cut = max(1, cut%64)
		for rest := raw; len(rest) > 0; {
			n := min(cut, len(rest))
			if d.Feed(rest[:n], got) != nil {
				return
			}
			rest = rest[n:]
		}
		d.Close()
	})
}

// steady is a clock that counts its readings.
type steady struct{ n int64 }

func (s *steady) Now() int64 { s.n++; return s.n }

func TestARecorderNumbersEventsAndTexts(t *testing.T) {
	r := trace.NewRecorder(&steady{}, 0)
	assert.Equal(t, trace.EventID(1), r.EmitText(trace.Event{Kind: trace.Printed, Thread: 1}, "a"))
	assert.Equal(t, trace.EventID(2), r.Emit(trace.Event{Kind: trace.ThreadEnded, Thread: 1}))
	r.EmitText(trace.Event{Kind: trace.Printed}, "b")
	r.EmitText(trace.Event{Kind: trace.Printed}, "a")
	r.EmitText(trace.Event{Kind: trace.Printed}, "")
	assert.Equal(t, 5, r.Pending())
	b, ok := r.Take()
	require.True(t, ok)
	assert.Equal(t, []string{"a", "b"}, b.Strings)
	var args, times []int64
	for _, e := range b.Events {
		args, times = append(args, e.Arg), append(times, e.At)
	}
	assert.Equal(t, []int64{1, 0, 2, 1, 0}, args)
	assert.Equal(t, []int64{1, 2, 3, 4, 5}, times)
	_, ok = r.Take()
	assert.False(t, ok)
	r.Emit(trace.Event{})
	b, _ = r.Take()
	assert.Equal(t, trace.EventID(6), b.First)
}

func TestTheDigestDoesNotDependOnHowItIsTaken(t *testing.T) {
	digest := func(takeEvery int) [32]byte {
		r := trace.NewRecorder(&steady{}, 0)
		for i := range 5000 {
			r.EmitText(trace.Event{Kind: trace.Printed}, string(rune('a'+i%500)))
			if i%takeEvery == 0 {
				r.Take()
			}
		}
		return r.End("").Digest
	}
	assert.Equal(t, digest(10_000), digest(7))
	assert.Equal(t, digest(10_000), digest(1024))
}

func TestANilRecorderRecordsNothing(t *testing.T) {
	var r *trace.Recorder
	assert.Zero(t, r.Emit(trace.Event{Kind: trace.Printed}))
	assert.Zero(t, r.EmitText(trace.Event{Kind: trace.Printed}, "x"))
}

func TestEmittingAllocatesNothing(t *testing.T) {
	r := trace.NewRecorder(&steady{}, 1)
	e := trace.Event{Kind: trace.StepBegan}
	for range 3000 {
		r.Emit(e)
	}
	assert.Zero(t, testing.AllocsPerRun(5000, func() { r.Emit(e) }))
}

func TestTextsComeWithTheEventsThatUseThem(t *testing.T) {
	const n = 20_000
	var b trace.Batch
	b.First = 1
	for i := range n {
		b.Events = append(b.Events, trace.Event{Kind: trace.TaskCreated, Loop: 1, Task: trace.TaskID(i + 1), Arg: int64(i + 1)}, trace.Event{Kind: trace.TaskReady})
		b.Strings = append(b.Strings, "Task-"+strconv.Itoa(i))
	}
	var out bytes.Buffer
	e := trace.NewEncoder(&out)
	require.NoError(t, e.Begin(trace.Header{Version: trace.Version}))
	require.NoError(t, e.Batch(b))
	b2 := trace.Batch{First: trace.EventID(2*n + 1), Strings: []string{"more"}, Events: []trace.Event{{Kind: trace.Printed, Arg: 3}, {Kind: trace.Printed, Arg: n + 1}}}
	require.NoError(t, e.Batch(b2))

	var got batches
	var d trace.Decoder
	require.NoError(t, d.Feed(out.Bytes(), &got))
	var texts trace.Strings
	for _, one := range got {
		assert.LessOrEqual(t, len(one.Strings), len(one.Events), "no batch has the texts of the others")
		texts = append(texts, one.Strings...)
		for _, e := range one.Events {
			if e.Kind.HasText() {
				require.LessOrEqual(t, e.Arg, int64(len(texts)), "a text comes with the first event that uses it, or before")
			}
		}
	}
	assert.Equal(t, append(b.Strings, "more"), []string(texts))
}

// batches keeps the batches that it is given.
type batches []trace.Batch

func (*batches) Begin(trace.Header) error { return nil }
func (*batches) End(trace.Trailer) error  { return nil }

func (b *batches) Batch(one trace.Batch) error {
	*b = append(*b, one)
	return nil
}
