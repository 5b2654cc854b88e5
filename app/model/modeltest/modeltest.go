// Package modeltest helps the tests of the page's model and of what shows it: a browser that notes what it is asked for,
// and visits that are played without one.
package modeltest

import (
	"bytes"
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"loopyard/app/model"
	"loopyard/app/recording"
	"loopyard/app/timeline"
	"loopyard/engine/scenario"
	"loopyard/engine/session"
	"loopyard/engine/spec"
	"loopyard/engine/trace"
)

// Browser is a [model.Browser] that notes what it is asked for. Use NewBrowser.
type Browser struct {
	Started    map[int]*recording.Recording
	Stopped    []int
	Fragments  []string
	Focused    []string
	Copied     []string
	Theme      model.Theme
	FullScreen bool
	Dialogs    []string
	Saved      map[string][]byte
	Probes     int
	Last       int          // the run that was started last
	Model      *model.Model // gets the pieces of the file that is being read
	Rest       []byte       // of that file
	PieceSize  int          // how much of it is read at once

	written []byte // of the file that is being saved
}

// NewBrowser returns a browser that has not been asked for anything.
func NewBrowser() *Browser {
	return &Browser{PieceSize: 1000, Started: map[int]*recording.Recording{}, Saved: map[string][]byte{}}
}

// RequestFrame does nothing.
func (b *Browser) RequestFrame() {}

// Start notes what it is asked for.
func (b *Browser) Start(id int, r *recording.Recording) { b.Started[id], b.Last = r, id }

// Stop notes what it is asked for.
func (b *Browser) Stop(id int) { b.Stopped = append(b.Stopped, id) }

// Probe notes what it is asked for.
func (b *Browser) Probe() { b.Probes++ }

// SetFragment notes what it is asked for.
func (b *Browser) SetFragment(fragment string, newEntry bool) {
	b.Fragments = append(b.Fragments, fragment)
}

// Focus notes what it is asked for.
func (b *Browser) Focus(id string) { b.Focused = append(b.Focused, id) }

// Copy notes what it is asked for.
func (b *Browser) Copy(text string, what model.Copied) { b.Copied = append(b.Copied, text) }

// SetTheme notes what it is asked for.
func (b *Browser) SetTheme(t model.Theme) { b.Theme = t }

// SetFullScreen notes what it is asked for.
func (b *Browser) SetFullScreen(on bool) { b.FullScreen = on }

// OpenDialog notes what it is asked for.
func (b *Browser) OpenDialog(id string) { b.Dialogs = append(b.Dialogs, id) }

// PickFile does nothing.
func (b *Browser) PickFile() {}

// Put notes what it is asked for.
func (b *Browser) Put(piece []byte) { b.written = append(b.written, piece...) }

// Palette returns fonts and no colors.
func (b *Browser) Palette() timeline.Palette {
	return timeline.Palette{Sans: "sans-serif", Mono: "monospace"}
}

// SavePNG notes what it is asked for.
func (b *Browser) SavePNG(name string, list *timeline.DisplayList, width, height float64) {
	b.Saved[name] = list.Data
}

// Save notes what it is asked for.
func (b *Browser) Save(name string) {
	if name != "" {
		b.Saved[name] = b.written
	}
	b.written = nil
}

// ReadMore passes the next piece of the file to the model.
func (b *Browser) ReadMore(id int) {
	if len(b.Rest) == 0 {
		b.Model.Jobs.OnEnd(id)
		return
	}
	n := min(b.PieceSize, len(b.Rest))
	next := b.Rest[:n]
	b.Rest = b.Rest[n:]
	b.Model.Jobs.OnData(id, bytes.NewReader(next))
}

// OpenFile opens a file, and returns how many frames that took.
func (b *Browser) OpenFile(t testing.TB, m *model.Model, name string, content []byte) (frames int) {
	t.Helper()
	first := content[:min(b.PieceSize, len(content))]
	b.Rest, b.Model = content[len(first):], m
	id, ok := m.OpenFile(name, int64(len(content)), first)
	if !ok {
		return 0
	}
	m.Jobs.OnData(id, bytes.NewReader(first))
	for frames = 1; m.Frame(0, Never) || m.Runs.Running(); frames++ {
		require.Less(t, frames, 10_000)
	}
	return frames
}

// Finish does what the worker would: it runs the spec that was started last and passes its trace to the model.
func (b *Browser) Finish(t require.TestingT, m *model.Model) {
	require.NotNil(t, b.Started[b.Last])
	m.Jobs.OnData(b.Last, bytes.NewReader(BytesOfRun(t, b.Started[b.Last].Spec)))
	m.Jobs.OnEnd(b.Last)
	for frames := 0; m.Frame(0, Never) && frames < 100; frames++ { // while anything runs or plays there is always another frame
	}
}

// Never is for [model.Model.Frame]: it never has enough.
func Never() bool { return false }

// BytesOfRun returns the binary trace of a run.
func BytesOfRun(t require.TestingT, run spec.Run) []byte {
	var b bytes.Buffer
	_, err := session.Run(context.Background(), run, session.Options{Host: "browser"}, trace.NewEncoder(&b))
	require.NoError(t, err)
	return b.Bytes()
}

// ReadLink reads a link as a page does that knows of no server.
func ReadLink(fragment string) model.Link {
	return model.ReadLink(fragment, scenario.Catalog{}, func(t recording.Target) spec.Limits {
		if t.Native() {
			return spec.LoopbackLimits()
		}
		return spec.PageLimits()
	})
}

// Open opens the page at a link.
func Open(t testing.TB, fragment string) (*model.Model, *Browser) {
	t.Helper()
	b := NewBrowser()
	m := model.New(b)
	m.Open(fragment)
	return m, b
}

// Visit opens the page and runs what the links say, one after the other.
func Visit(t *testing.T, links ...string) (*model.Model, *Browser) {
	t.Helper()
	m, b := Open(t, links[0])
	b.Finish(t, m)
	for _, link := range links[1:] {
		m.Open(link)
		b.Finish(t, m)
	}
	return m, b
}

// Showing returns a page that shows a recording.
func Showing(r *recording.Recording) *model.Model {
	m := model.New(NewBrowser())
	m.SetPrimary(r)
	return m
}

// SweepOf opens a link and plays a sweep to its end.
func SweepOf(t *testing.T, link string, set func(m *model.Model)) (*model.Model, *Browser) {
	t.Helper()
	m, b := Visit(t, link)
	m.Sweep.Open(model.IDSweep)
	set(m)
	m.StartSweep()
	require.True(t, m.Sweep.Running(), "from: %v, to: %v, places: %v", m.Sweep.Err("from"), m.Sweep.Err("to"), m.Sweep.Err("places"))
	for m.Sweep.Running() {
		b.Finish(t, m)
	}
	return m, b
}

// Vary sets up a sweep: a parameter, its range as typed, and where it runs.
func Vary(name, from, to, number string, targets ...recording.Target) func(m *model.Model) {
	return func(m *model.Model) {
		m.Sweep.Vary(name)
		m.Sweep.Type("from", from)
		m.Sweep.Type("to", to)
		m.Sweep.Type("number", number)
		for _, t := range recording.Targets {
			m.Sweep.Toggle(t, false)
		}
		for _, t := range targets {
			m.Sweep.Toggle(t, true)
		}
	}
}

// NDJSONOf returns a recording's trace as the page saves it.
func NDJSONOf(r *recording.Recording) []byte {
	b := NewBrowser()
	m := model.New(b)
	m.SetPrimary(r)
	m.Export.Trace()
	for m.Frame(0, Never) {
	}
	for _, content := range b.Saved {
		return content
	}
	return nil
}
