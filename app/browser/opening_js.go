package browser

import (
	"bytes"
	"errors"
	"io"
	"syscall/js"
)

// filePiece is how many bytes of a file are read at once.
const filePiece = 1 << 20

// openFile is a file that is being read.
type openFile struct {
	js   js.Value
	size int64
	read int64
}

// openFiles opens a trace that the visitor picks, or drops on the page.
func (b *browser) openFiles() {
	b.files = map[int]*openFile{}
	document := js.Global().Get("document")
	b.hear(document, "dragover", func(event js.Value) { event.Call("preventDefault") })
	b.listen(document, "drop", func(event js.Value) {
		event.Call("preventDefault")
		b.openFirst(event.Get("dataTransfer").Get("files"))
	})
	b.listen(document, "change", func(event js.Value) {
		if picker := event.Get("target"); picker.Get("id").String() == "open-file" {
			b.openFirst(picker.Get("files"))
			picker.Set("value", "") // the same file may be picked again
		}
	})
}

func (b *browser) openFirst(files js.Value) {
	if files.Get("length").Int() == 0 {
		return
	}
	chosen := files.Index(0)
	f := &openFile{js: chosen, size: int64(chosen.Get("size").Float())}
	name := chosen.Get("name").String()
	b.next(f, func(came *array) {
		first := make([]byte, came.Len())
		_, _ = io.ReadFull(came, first) // it has them all
		if id, ok := b.model.OpenFile(name, f.size, first); ok {
			b.files[id] = f
			b.model.Jobs.OnData(id, bytes.NewReader(first))
		}
	}, func(reason string) { b.model.CannotOpen(name, errors.New(reason)) })
}

// next reads the next piece of a file.
func (b *browser) next(f *openFile, done func(*array), failed func(reason string)) {
	to := min(f.read+filePiece, f.size)
	b.then(f.js.Call("slice", f.read, to).Call("arrayBuffer"), func(buffer js.Value) {
		f.read = to
		done(newArray(js.Global().Get("Uint8Array").New(buffer)))
	}, func(err js.Value) { failed("it cannot be read: " + err.Call("toString").String()) })
}

// more reads on where the page has taken in what was read.
func (b *browser) ReadMore(id int) {
	f := b.files[id]
	if f == nil {
		return
	}
	if f.read == f.size {
		delete(b.files, id)
		b.model.Jobs.OnEnd(id)
		return
	}
	b.next(f, func(next *array) {
		if b.files[id] == f {
			b.model.Jobs.OnData(id, next)
		}
	}, func(reason string) {
		if b.files[id] == f {
			delete(b.files, id)
			b.model.Jobs.OnError(id, reason)
		}
	})
}

// pick opens the file picker.
func (b *browser) PickFile() {
	if picker := element("open-file"); !picker.IsNull() {
		picker.Call("click")
	}
}
