package modeltest

import (
	"bytes"
	"context"
	"loopyard/app/model"
	"loopyard/app/recording"
	"loopyard/app/timeline"
	"loopyard/engine/scenario"
	"loopyard/engine/session"
	"loopyard/engine/spec"
	"loopyard/engine/trace"
	"testing"

	"github.com/stretchr/testify/require"
)

func Open(t testing.TB, fragment string) (*model.Model, *Fake) {
	t.Helper()
	shell := NewFake()
	y := model.New(shell)
	y.Open(fragment)
	return y, shell
}

// fake is a shell that notes what it is asked for.
type Fake struct {
	Started map[int]*recording.Recording
	Stopped []int
	Links   []string
	Focused []string
	Copied  []string
	Themed  model.Theme
	Staged  bool
	Opened  []string
	Saved   map[string][]byte
	probes  int
	pieces  []byte
	Rest    []byte       // of the file that is being opened
	Piece   int          // how much of it is read at once
	Yard    *model.Model // who is told
	Last    int          // the run that was started last
}

func NewFake() *Fake {
	return &Fake{Piece: 1000, Started: map[int]*recording.Recording{}, Saved: map[string][]byte{}}
}

func (f *Fake) Start(id int, r *recording.Recording) { f.Started[id], f.Last = r, id }

func (f *Fake) Stop(id int) { f.Stopped = append(f.Stopped, id) }

func (f *Fake) Probe() { f.probes++ }

func (f *Fake) Wake() {}

func (f *Fake) Link(fragment string, fresh bool) { f.Links = append(f.Links, fragment) }

func (f *Fake) Focus(id string) { f.Focused = append(f.Focused, id) }

func (f *Fake) Copy(text string, what model.CopyOf) { f.Copied = append(f.Copied, text) }

func (f *Fake) Theme(t model.Theme) { f.Themed = t }

func (f *Fake) Stage(on bool) { f.Staged = on }

func (f *Fake) Dialog(id string) { f.Opened = append(f.Opened, id) }

func (f *Fake) Palette() timeline.Palette {
	return timeline.Palette{Sans: "sans-serif", Mono: "monospace"}
}

func (f *Fake) SavePNG(name string, p *timeline.DisplayList, width, height float64) {
	f.Saved[name] = p.Data
}

func (f *Fake) Pick() {}

// more gives the page the next piece of the file.
func (f *Fake) More(id int) {
	if len(f.Rest) == 0 {
		f.Yard.Done(id)
		return
	}
	n := min(f.Piece, len(f.Rest))
	next := f.Rest[:n]
	f.Rest = f.Rest[n:]
	f.Yard.Arrive(id, bytes.NewReader(next))
}

// open opens a file in pieces, and gives how many frames that took.
func (f *Fake) Open(t testing.TB, y *model.Model, name string, content []byte) (frames int) {
	t.Helper()
	first := content[:min(f.Piece, len(content))]
	f.Rest, f.Yard = content[len(first):], y
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

func (f *Fake) Put(piece []byte) { f.pieces = append(f.pieces, piece...) }

func (f *Fake) Save(name string) {
	if name != "" {
		f.Saved[name] = f.pieces
	}
	f.pieces = nil
}

// bytesOfRun is the binary trace of a spec.
func BytesOfRun(t testing.TB, run spec.Run) []byte {
	t.Helper()
	var b Buffer
	_, err := session.Run(context.Background(), run, session.Options{Host: "browser"}, trace.NewEncoder(&b))
	require.NoError(t, err)
	return b
}

type Buffer []byte

func (b *Buffer) Write(p []byte) (int, error) {
	*b = append(*b, p...)
	return len(p), nil
}

// finish plays the worker: it runs what was started last and gives the page its trace.
func (f *Fake) Finish(t testing.TB, y *model.Model) {
	t.Helper()
	id := f.Last
	require.NotNil(t, f.Started[id])
	y.Arrive(id, bytes.NewReader(BytesOfRun(t, f.Started[id].Spec)))
	y.Done(id)
	for y.Frame(0, func() bool { return false }) {
	}
}

func pageLimits(p recording.Target) spec.Limits {
	if p.Native() {
		return spec.LoopbackLimits()
	}
	return spec.PageLimits()
}

func ReadLink(fragment string) model.Link {
	return model.ReadLink(fragment, scenario.Catalog{}, pageLimits)
}

// sweepOf opens a link and plays a sweep to its end.
func SweepOf(t *testing.T, link string, set func(y *model.Model)) (*model.Model, *Fake) {
	t.Helper()
	y, shell := Visit(t, link)
	y.OpenSweep()
	set(y)
	y.StartSweep()
	require.True(t, y.Sweep.Running, "%v", y.Sweep.Errs)
	for y.Sweep.Running {
		shell.Finish(t, y)
	}
	return y, shell
}

func Vary(name, from, to, number string, places ...recording.Target) func(y *model.Model) {
	return func(y *model.Model) {
		y.Vary(name)
		y.Sweep.From, y.Sweep.To, y.Sweep.Number = from, to, number
		y.Sweep.Places = [5]bool{}
		for _, at := range places {
			y.Sweep.Places[at] = true
		}
	}
}

// visit opens the page and runs what the links say, one after the other.
func Visit(t *testing.T, links ...string) (*model.Model, *Fake) {
	t.Helper()
	y, shell := Open(t, links[0])
	shell.Finish(t, y)
	for _, link := range links[1:] {
		y.Open(link)
		shell.Finish(t, y)
	}
	return y, shell
}

func Never() bool { return false }

// yardWith is a page that shows a recording.
func YardWith(r *recording.Recording) *model.Model {
	y := model.New(NewFake())
	y.SetPrimary(r)
	return y
}

// ndjsonOf returns a recording's trace as the page saves it.
func NdjsonOf(r *recording.Recording) []byte {
	shell := NewFake()
	y := model.New(shell)
	y.SetPrimary(r)
	y.Export()
	for y.GoOnExporting(Never) {
	}
	for _, content := range shell.Saved {
		return content
	}
	return nil
}
