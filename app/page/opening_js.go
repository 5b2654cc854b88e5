package page

import "syscall/js"

// openFiles lets a trace be opened by the file picker, or by dropping it on the page.
func (b *browser) openFiles() {
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
	file := files.Index(0)
	name := file.Get("name").String()
	if file.Get("size").Float() > MaxFile {
		b.yard.TooLarge(name)
		return
	}
	b.then(file.Call("arrayBuffer"), func(buffer js.Value) {
		array := js.Global().Get("Uint8Array").New(buffer)
		content := make([]byte, array.Length())
		js.CopyBytesToGo(content, array)
		b.yard.OpenFile(name, content)
	}, func(err js.Value) { b.yard.Warn(name + " can not be read: " + err.Call("toString").String()) })
}

// pick opens the file picker.
func (b *browser) pick() {
	if picker := element("open-file"); !picker.IsNull() {
		picker.Call("click")
	}
}
