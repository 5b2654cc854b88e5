package page

import (
	"bytes"
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"loopyard/engine/scenario"
	"loopyard/engine/session"
	"loopyard/engine/spec"
	"loopyard/engine/trace"
)

// record runs a spec for real, or in virtual time, and gives what the page would know of it.
func record(t testing.TB, pairs ...spec.Pair) *Recording {
	t.Helper()
	run, err := spec.Parse(pairs, scenario.Catalog{}, spec.PageLimits())
	require.NoError(t, err)
	r := NewRecording(run, placeOf(run.Placement, false))
	_, err = session.Run(context.Background(), run, session.Options{Host: "browser"}, r)
	require.NoError(t, err)
	require.Equal(t, Ended, r.State)
	return r
}

// recordProgram runs a program in virtual time.
func recordProgram(t testing.TB, s scenario.Scenario) *Recording {
	t.Helper()
	r := NewRecording(spec.Run{Scenario: s.ID, Placement: spec.Virtual}, InVirtual)
	_, err := session.RunScenario(context.Background(), s, r.Spec, session.Options{Host: "browser"}, r)
	require.NoError(t, err)
	return r
}

// tale builds a trace by hand, for what no scenario does.
type tale struct {
	batch trace.Batch
	texts trace.Interner
}

func (s *tale) add(e trace.Event, text string) trace.EventID {
	if text != "" {
		n, fresh := s.texts.Intern(text)
		if fresh {
			s.batch.Strings = append(s.batch.Strings, text)
		}
		e.Arg = int64(n)
	}
	s.batch.Events = append(s.batch.Events, e)
	return trace.EventID(len(s.batch.Events))
}

func (s *tale) tell(t testing.TB) *Recording {
	t.Helper()
	s.batch.First = 1
	r := NewRecording(spec.Run{Scenario: "tale", Placement: spec.Virtual}, InVirtual)
	require.NoError(t, r.Begin(trace.Header{Version: trace.Version}))
	require.NoError(t, r.Batch(s.batch))
	end := s.batch.Events[len(s.batch.Events)-1].At
	require.NoError(t, r.End(trace.Trailer{End: end, Events: uint64(len(s.batch.Events))}))
	return r
}

// fake is a shell that notes what it is asked for.
type fake struct {
	started map[int]*Recording
	stopped []int
	links   []string
	focused []string
	copied  []string
	themed  Theme
	staged  bool
	opened  []string
	saved   map[string][]byte
	probes  int
	pieces  []byte
	rest    []byte // of the file that is being opened
	piece   int    // how much of it is read at once
	yard    *Yard  // who is told
}

func newFake() *fake {
	return &fake{piece: 1000, started: map[int]*Recording{}, saved: map[string][]byte{}}
}

func (f *fake) start(id int, r *Recording)       { f.started[id] = r }
func (f *fake) stop(id int)                      { f.stopped = append(f.stopped, id) }
func (f *fake) probe()                           { f.probes++ }
func (f *fake) wake()                            {}
func (f *fake) link(fragment string, fresh bool) { f.links = append(f.links, fragment) }
func (f *fake) focus(id string)                  { f.focused = append(f.focused, id) }
func (f *fake) copy(text string, what CopyOf)    { f.copied = append(f.copied, text) }
func (f *fake) theme(t Theme)                    { f.themed = t }
func (f *fake) stage(on bool)                    { f.staged = on }
func (f *fake) dialog(id string)                 { f.opened = append(f.opened, id) }
func (f *fake) palette() palette                 { return palette{Sans: "sans-serif", Mono: "monospace"} }
func (f *fake) savePNG(name string, p *paint, width, height float64) {
	f.saved[name] = p.Words
}
func (f *fake) pick() {}

// more gives the page the next piece of the file.
func (f *fake) more(id int) {
	if len(f.rest) == 0 {
		f.yard.Done(id)
		return
	}
	n := min(f.piece, len(f.rest))
	next := f.rest[:n]
	f.rest = f.rest[n:]
	f.yard.Arrive(id, bytes.NewReader(next))
}

// open opens a file in pieces, and gives how many frames that took.
func (f *fake) open(t testing.TB, y *Yard, name string, content []byte) (frames int) {
	t.Helper()
	first := content[:min(f.piece, len(content))]
	f.rest, f.yard = content[len(first):], y
	id, ok := y.OpenFile(name, int64(len(content)), first)
	if !ok {
		return 0
	}
	y.Arrive(id, bytes.NewReader(first))
	for frames = 1; y.Frame(0, func() bool { return false }) || y.Running(); frames++ {
		require.Less(t, frames, 10_000)
	}
	return frames
}
func (f *fake) put(piece []byte) { f.pieces = append(f.pieces, piece...) }
func (f *fake) save(name string) {
	if name != "" {
		f.saved[name] = f.pieces
	}
	f.pieces = nil
}

// ndjsonOf is the trace as the page saves it.
func ndjsonOf(r *Recording) (content []byte) {
	newExport(r, func(piece []byte) { content = append(content, piece...) }).write(func() bool { return false })
	return content
}

// bytesOfRun is the binary trace of a spec.
func bytesOfRun(t testing.TB, run spec.Run) []byte {
	t.Helper()
	var b buffer
	_, err := session.Run(context.Background(), run, session.Options{Host: "browser"}, trace.NewEncoder(&b))
	require.NoError(t, err)
	return b
}

type buffer []byte

func (b *buffer) Write(p []byte) (int, error) {
	*b = append(*b, p...)
	return len(p), nil
}

// finish plays the worker: it runs what was started last and gives the page its trace.
func (f *fake) finish(t testing.TB, y *Yard) {
	t.Helper()
	id := y.last
	require.NotNil(t, f.started[id])
	y.Arrive(id, bytes.NewReader(bytesOfRun(t, f.started[id].Spec)))
	y.Done(id)
	for y.Frame(0, func() bool { return false }) {
	}
}
