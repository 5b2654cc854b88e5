package ndjson_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"loopyard/engine/trace"
	"loopyard/engine/trace/ndjson"
)

// memory is a sink that keeps a trace, its batches as one.
type memory struct {
	header  trace.Header
	events  []trace.Event
	strings []string
	trailer trace.Trailer
	calls   []string
	fail    string // the call that fails
}

var errSink = errors.New("the sink's own error")

func (m *memory) call(name string) error {
	m.calls = append(m.calls, name)
	if m.fail == name {
		return errSink
	}
	return nil
}

func (m *memory) Begin(h trace.Header) error {
	m.header = h
	return m.call("begin")
}

func (m *memory) Batch(b trace.Batch) error {
	if int(b.First) != len(m.events)+1 {
		return errors.New("a batch out of order")
	}
	m.events = append(m.events, b.Events...)
	m.strings = append(m.strings, b.Strings...)
	return m.call("batch")
}

func (m *memory) End(t trace.Trailer) error {
	m.trailer = t
	return m.call("end")
}

var small = memory{
	header: trace.Header{Version: 1, Spec: [][2]string{{"scenario", "run-each"}, {"coroutines", "2"}, {"sleep", "1s"}},
		Placement: "virtual", Host: "native", Clock: "virtual", Engine: "1", Calibration: 1200, Cores: 2},
	events: []trace.Event{
		{Kind: trace.ThreadStarted, Thread: 1, Arg: 1},
		{Kind: trace.TaskReady, Loop: 1, Task: 1, Thread: 1, Arg: int64(trace.Started), Cause: 1},
		{Kind: trace.StepEnded, Loop: 1, Task: 1, Thread: 1, Arg: int64(trace.GaveWay), At: 5},
		{Kind: trace.TimerSet, Loop: 1, Thread: 1, Arg: 1_000_000_005, At: 5},
		{Kind: trace.Printed, Thread: 1, Arg: 2, At: 6},
		{Kind: trace.Printed, Thread: 1, At: 6},
	},
	strings: []string{"Main", "say \"hi\"\t\\ \x00\u2028é\n"},
	trailer: trace.Trailer{End: 7, Events: 8, Dropped: 2, Digest: [32]byte{0xab, 31: 1}, Error: "stopped"},
}

const smallLines = `{"format":"loopyard-trace","version":1,"spec":{"scenario":"run-each","coroutines":2,"sleep":"1s"},"placement":"virtual","host":"native","clock":"virtual","engine":"1","calibration":1200,"cores":2}
{"i":1,"t":0,"k":"ThreadStarted","thread":1,"arg":"Main"}
{"i":2,"t":0,"k":"TaskReady","loop":1,"task":1,"thread":1,"arg":"started","cause":1}
{"i":3,"t":5,"k":"StepEnded","loop":1,"task":1,"thread":1,"arg":"gave way"}
{"i":4,"t":5,"k":"TimerSet","loop":1,"thread":1,"arg":1000000005}
{"i":5,"t":6,"k":"Printed","thread":1,"arg":"say \"hi\"\t\\ \u0000` + "\u2028" + `é\n"}
{"i":6,"t":6,"k":"Printed","thread":1}
{"end":7,"events":8,"dropped":2,"digest":"ab00000000000000000000000000000000000000000000000000000000000001","error":"stopped"}
`

// write gives the trace to a Writer in batches of the given size.
func write(t require.TestingT, m *memory, batch int) string {
	var out bytes.Buffer
	w := ndjson.NewWriter(&out)
	require.NoError(t, w.Begin(m.header))
	strings := m.strings
	for first := 0; first < len(m.events); first += batch {
		end := min(first+batch, len(m.events))
		b := trace.Batch{First: trace.EventID(first + 1), Events: m.events[first:end], Strings: strings}
		strings = nil
		require.NoError(t, w.Batch(b))
	}
	require.NoError(t, w.End(m.trailer))
	return out.String()
}

func read(t require.TestingT, lines string) *memory {
	var m memory
	require.NoError(t, ndjson.Read(strings.NewReader(lines), &m))
	m.calls = nil
	return &m
}

func TestWriterWritesTheDocumentedLines(t *testing.T) {
	for _, batch := range []int{1, 2, 100} {
		assert.Equal(t, smallLines, write(t, &small, batch))
	}
}

func TestReadGivesBackWhatWasWritten(t *testing.T) {
	assert.Equal(t, &small, read(t, smallLines))
	assert.Equal(t, &small, read(t, strings.TrimSuffix(strings.ReplaceAll(smallLines, "\n", "\r\n"), "\r\n")))
}

func TestReadHandsOnLongTracesInBatches(t *testing.T) {
	long := memory{header: small.header, events: make([]trace.Event, 5000), trailer: trace.Trailer{Events: 5000}}
	for i := range long.events {
		long.events[i] = trace.Event{Kind: trace.TickBegan, At: int64(i)}
	}
	var got memory
	require.NoError(t, ndjson.Read(strings.NewReader(write(t, &long, 777)), &got))
	assert.Equal(t, long.events, got.events)
	assert.Equal(t, []string{"begin", "batch", "batch", "batch", "batch", "batch", "end"}, got.calls)
}

func TestRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := drawTrace(t)
		lines := write(t, m, rapid.IntRange(1, 9).Draw(t, "batch"))
		for line := range strings.Lines(lines) {
			require.True(t, json.Valid([]byte(line)), line)
		}
		require.True(t, utf8.ValidString(lines))
		require.Equal(t, m, read(t, lines))
		require.Equal(t, m, read(t, respell(t, lines)), "another spelling of the same JSON")
	})
}

// respell writes every line as another program might: spaces, and keys in the order of the alphabet.
func respell(t require.TestingT, lines string) string {
	head, rest, _ := strings.Cut(lines, "\n")
	out := head + "\n" // the order in the header's spec says something
	for line := range strings.Lines(rest) {
		var fields map[string]json.RawMessage
		require.NoError(t, json.Unmarshal([]byte(line), &fields))
		b, err := json.Marshal(fields)
		require.NoError(t, err)
		out += " " + string(b) + "\n"
	}
	return out
}

func drawTrace(t *rapid.T) *memory {
	text, i64 := rapid.String(), rapid.Int64()
	m := &memory{header: trace.Header{Version: 1, Spec: [][2]string{}, Placement: text.Draw(t, "placement"), Host: text.Draw(t, "host"),
		Clock: text.Draw(t, "clock"), Engine: text.Draw(t, "engine"), Calibration: i64.Draw(t, "calibration"), Cores: rapid.Int().Draw(t, "cores")}}
	value := rapid.OneOf(text, rapid.StringMatching(`-?[0-9]{1,20}(\.[0-9]+)?|[0-9]e[0-9]|[0-9]+ms`))
	for range rapid.IntRange(0, 4).Draw(t, "pairs") {
		m.header.Spec = append(m.header.Spec, [2]string{text.Draw(t, "name"), value.Draw(t, "value")})
	}
	var table trace.Interner
	for range rapid.IntRange(0, 30).Draw(t, "events") {
		e := trace.Event{At: i64.Draw(t, "at"), Kind: trace.Kind(rapid.Uint8Range(0, 60).Draw(t, "kind")),
			Loop: trace.LoopID(rapid.Uint32().Draw(t, "loop")), Task: trace.TaskID(rapid.Uint32().Draw(t, "task")),
			Thread: trace.ThreadID(rapid.Uint16().Draw(t, "thread")), Cause: trace.EventID(rapid.Uint32().Draw(t, "cause"))}
		if e.Kind.HasText() {
			line := rapid.OneOf(text, rapid.SampledFrom([]string{"", "a", "\x7f", "\"", "\u2028", "😀"})).Draw(t, "text")
			n, fresh := table.Intern(line)
			if e.Arg = int64(n); fresh {
				m.strings = append(m.strings, line)
			}
		} else {
			e.Arg = rapid.OneOf(i64, rapid.Int64Range(-1, 9)).Draw(t, "arg")
		}
		m.events = append(m.events, e)
	}
	dropped := rapid.Uint64Range(0, 1<<40).Draw(t, "dropped")
	m.trailer = trace.Trailer{End: i64.Draw(t, "end"), Dropped: dropped, Events: dropped + uint64(len(m.events)), Error: text.Draw(t, "error")}
	if rapid.Bool().Draw(t, "tail") {
		m.trailer.Overflow = drawTail(t)
	}
	copy(m.trailer.Digest[:], rapid.SliceOfN(rapid.Byte(), 32, 32).Draw(t, "digest"))
	return m
}

func drawTail(t *rapid.T) *trace.Overflow {
	sums := rapid.Custom(func(t *rapid.T) trace.Slots {
		return trace.Slots{Width: rapid.Int64Range(1, 1<<50).Draw(t, "width"), Sums: rapid.SliceOfN(rapid.Int64Range(0, 1<<62), 1, 9).Draw(t, "sums")}
	})
	tail := &trace.Overflow{From: rapid.Int64Range(0, 1<<60).Draw(t, "from"), Rows: []trace.OverflowRow{}}
	for thread := range trace.ThreadID(rapid.IntRange(0, 3).Draw(t, "threads")) {
		row := trace.OverflowRow{Thread: thread, Busy: sums.Draw(t, "busy"), Steps: sums.Draw(t, "steps"), Kinds: rapid.SliceOfN(rapid.Uint64(), 1, 40).Draw(t, "kinds")}
		row.Kinds[len(row.Kinds)-1] = 1 // zeros at the end are not written
		tail.Rows = append(tail.Rows, row)
	}
	return tail
}

func TestTextThatIsNotUTF8BecomesReplacementCharacters(t *testing.T) {
	m := memory{header: trace.Header{Version: 1, Spec: [][2]string{}}, events: []trace.Event{{Kind: trace.Printed, Arg: 1}},
		strings: []string{"a\xffb\xed\xa0\x80é\ufffd\xc3"}, trailer: trace.Trailer{Events: 1}}
	lines := write(t, &m, 1)
	assert.True(t, utf8.ValidString(lines))
	assert.Equal(t, []string{"a\ufffdb\ufffd\ufffd\ufffdé\ufffd\ufffd"}, read(t, lines).strings)
}

// discard takes writes without a method that would copy.
type discard struct{ n int64 }

func (d *discard) Write(p []byte) (int, error) {
	d.n += int64(len(p))
	return len(p), nil
}

func BenchmarkWriter(b *testing.B) {
	batch := trace.Batch{First: 1, Events: make([]trace.Event, 1024), Strings: small.strings}
	for i := range batch.Events {
		batch.Events[i] = small.events[i%len(small.events)]
	}
	var out discard
	w := ndjson.NewWriter(&out)
	b.ReportAllocs()
	for b.Loop() {
		if err := w.Batch(batch); err != nil {
			b.Fatal(err)
		}
		batch.Strings = nil
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/1024, "ns/event")
}

func BenchmarkRead(b *testing.B) {
	const events = 10_000
	m := memory{header: small.header, strings: []string{"Main", "Loop0: running..."}, trailer: trace.Trailer{Events: events}}
	for i := range events {
		m.events = append(m.events, small.events[i%len(small.events)])
	}
	lines := write(b, &m, 1000)
	b.ReportAllocs()
	for b.Loop() {
		if err := ndjson.Read(strings.NewReader(lines), &memory{}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/events, "ns/event")
}
