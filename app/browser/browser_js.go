// Package browser joins the page's model to a browser: Web Workers that run the engine, requests to a native server, files,
// the address, the pointer and the keyboard, and the canvas. It implements the interfaces of app/model and exists for
// js/wasm only.
package browser

import (
	"fmt"
	"strings"
	"syscall/js"
	"time"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"loopyard/app/model"
	"loopyard/app/recording"
	"loopyard/app/timeline"
)

// browser is the [model.Browser] of a page. All its callbacks run on the one thread of the browser's user interface,
// between go-app's own tasks, so they may use the model.
type browser struct {
	ctx     app.Context   // nil: the page is not mounted yet
	early   chan struct{} // what wakes it until then
	model   *model.Model
	base    string // the site's path, with its last slash
	painter painter
	workers workers
	fetches map[int]js.Value // the AbortController of each native run
	saving  js.Value         // the pieces of a file that is to be saved, as Blobs
	files   map[int]*openFile

	framed  js.Func
	waiting bool    // a frame is asked for
	readAt  float64 // when what arrived was last read, in milliseconds
	sent    uint    // the model's changes that the components have drawn
	sentAt  float64 // and when
	cost    float64 // of drawing them, in milliseconds
	line    string  // the console line that was last brought into view
	address address
	release []func()
}

// budget is how much of a frame may be spent on decoding a trace, in milliseconds. settled is the least time between two
// updates of the components while something moves, in milliseconds: the document is slower than the canvas.
const (
	budget  = 8
	settled = 66
)

// firstRunWait is how long a page waits for its first run before it takes the place of the pre-rendered one, in
// milliseconds. A run that takes longer is shown while it comes in.
const firstRunWait = 500

// Begin makes a model that is joined to the browser, shows what the address says and waits a little for its run. join is
// to be called when the page is mounted, and stop when it is not any more.
func Begin() (m *model.Model, join func(app.Context) (stop func())) {
	b := &browser{base: app.Getenv("GOAPP_ROOT_PREFIX") + "/", fetches: map[int]js.Value{}, early: make(chan struct{}, 1)}
	m = model.New(b)
	b.model = m
	b.workers.browser, b.painter.browser = b, b
	b.framed = b.callback(func(args []js.Value) { b.frame(now()) })
	b.workers.warm()
	if container := serviceWorker(); container.Truthy() {
		m.Panels.SetOffline(container.Get("controller").Truthy())
	}
	if js.Global().Get("crossOriginIsolated").Truthy() {
		m.Server.Probe()
	} else {
		// A server of ours isolates the page, a plain file server does not. A plain one is not asked for what it cannot have,
		// since that would leave an error in the console of every visitor. Choosing a native target asks all the same.
		m.Server.Answer(nil)
	}
	m.Open(fragment())
	enough := time.After(firstRunWait * time.Millisecond)
	for m.Frame(now(), func() bool { return false }) && m.Runs.Running() {
		select {
		case <-b.early:
			continue
		case <-enough:
		}
		break
	}
	time.Sleep(time.Millisecond) // lets the browser work between two tasks that take long
	return m, b.join
}

// join joins a page that is mounted to the browser's events.
func (b *browser) join(ctx app.Context) (stop func()) {
	b.ctx = ctx
	window, document, m := js.Global(), js.Global().Get("document"), b.model
	b.listen(window, "hashchange", func(js.Value) { m.Open(fragment()) })
	b.listen(document, "keydown", b.key)
	b.listen(document, "visibilitychange", func(js.Value) { b.seen() })
	b.listen(document, "fullscreenchange", b.unstage)
	b.painter.listen()
	b.openFiles()
	if container := serviceWorker(); container.Truthy() {
		b.listen(container, "controllerchange", func(js.Value) {
			m.Panels.SetOffline(container.Get("controller").Truthy())
		})
	}
	b.sent = m.Changes() // the components have just drawn all of it
	b.reveal()
	b.RequestFrame()
	return b.stopAll
}

func (b *browser) stopAll() {
	b.model.StopAll()
	b.workers.end()
	for _, release := range b.release {
		release()
	}
}

// callback returns a JavaScript function that calls f. A panic in f must not end the program, since that is the whole page.
func (b *browser) callback(f func(args []js.Value)) js.Func {
	return js.FuncOf(func(_ js.Value, args []js.Value) any {
		defer func() {
			if r := recover(); r != nil {
				js.Global().Get("console").Call("error", fmt.Sprint("loopyard: ", r))
				b.model.Notices.Warn("Something in the page went wrong: " + fmt.Sprint(r) + ". Reload it if it does not work any more.")
			}
		}()
		f(args)
		return nil
	})
}

// listen calls f for each event, and asks for a frame after it.
func (b *browser) listen(target js.Value, event string, f func(event js.Value)) {
	b.hear(target, event, func(event js.Value) {
		f(event)
		b.RequestFrame()
	})
}

// hear calls f for each event. It is for events that seldom change anything.
func (b *browser) hear(target js.Value, event string, f func(event js.Value)) {
	handler := b.callback(func(args []js.Value) { f(args[0]) })
	target.Call("addEventListener", event, handler)
	b.release = append(b.release, func() {
		target.Call("removeEventListener", event, handler)
		handler.Release()
	})
}

// then waits for a promise, and calls done with its value or failed with its error.
func (b *browser) then(promise js.Value, done, failed func(js.Value)) {
	var ok, not js.Func
	end := func(f func(js.Value)) js.Func {
		return b.callback(func(args []js.Value) {
			ok.Release()
			not.Release()
			value := js.Undefined()
			if len(args) > 0 {
				value = args[0]
			}
			f(value)
			b.RequestFrame()
		})
	}
	ok, not = end(done), end(failed)
	promise.Call("then", ok, not)
}

// after calls f after some milliseconds.
func (b *browser) after(ms int, f func()) {
	var done js.Func
	done = b.callback(func([]js.Value) {
		done.Release()
		f()
		b.RequestFrame()
	})
	js.Global().Call("setTimeout", done, ms)
}

// seen handles a page that becomes visible or hidden. A frame that was requested before may never come.
func (b *browser) seen() {
	b.waiting = false
	if js.Global().Get("document").Get("hidden").Bool() {
		b.model.Jobs.OnHidden()
	}
}

// RequestFrame asks for a frame. A hidden page gets no frames from the browser, so it uses a timer to go on reading.
func (b *browser) RequestFrame() {
	if b.ctx == nil {
		select {
		case b.early <- struct{}{}:
		default:
		}
		return
	}
	if b.waiting {
		return
	}
	b.waiting = true
	if js.Global().Get("document").Get("hidden").Bool() {
		js.Global().Call("setTimeout", b.framed, 250)
		return
	}
	js.Global().Call("requestAnimationFrame", b.framed)
}

func (b *browser) frame(at float64) {
	b.waiting = false
	if b.model.Runs.Running() && at-b.readAt < b.pace() { // nothing has come since
		b.RequestFrame()
		return
	}
	b.readAt = at
	// While a run comes in, reading it and drawing the picture take one frame and the document takes another. Together
	// they would take too long.
	if b.model.Runs.Running() && b.due(at) {
		b.flush(at)
		b.RequestFrame()
		return
	}
	began := now()
	again := b.model.Frame(at, func() bool { return now()-began > budget })
	b.painter.paint()
	if b.sent != b.model.Changes() {
		if !again || b.due(at) {
			b.flush(at)
		} else {
			again = true // the document is held back for a while
		}
	}
	if again {
		b.RequestFrame()
	}
}

// pace returns how long to wait between two looks at a run under way, in milliseconds: about as long as its events take
// to come. A run that computes on every processor is looked at less often, so that the processors are left to it.
func (b *browser) pace() float64 {
	const come, busy = 25, 100 // events come every 33; half a frame less misses none
	r := b.model.Runs.Primary()
	if r.Target == recording.TargetWorkers && r.Spec.Work > 0 && r.LoopCount() >= js.Global().Get("navigator").Get("hardwareConcurrency").Int() {
		return busy
	}
	return come
}

// due reports whether the components may be updated although something still moves.
func (b *browser) due(at float64) bool {
	return b.sent != b.model.Changes() && at-b.sentAt >= max(settled, 6*b.cost)
}

// flush updates the components.
func (b *browser) flush(at float64) {
	b.sent, b.sentAt = b.model.Changes(), at
	began := now()
	b.ctx.Dispatch(func(ctx app.Context) {
		ctx.Defer(func(app.Context) {
			b.reveal()
			b.cost = now() - began
		})
	})
}

// reveal scrolls the console line at the cursor into view. It scrolls the console and never the page.
func (b *browser) reveal() {
	line := element("console-lines")
	if line.IsNull() {
		return
	}
	at := fmt.Sprint(b.model.Player.Cursor().N)
	if at != b.line {
		b.line = at
		helper().Call("reveal", line, ".now")
	}
	b.painter.paint() // the components may have made the canvas, or changed its size
}

func (b *browser) key(event js.Value) {
	if event.Get("key").String() == "Enter" && (event.Get("ctrlKey").Bool() || event.Get("metaKey").Bool()) {
		event.Call("preventDefault")
		b.model.Run()
	}
	if event.Get("key").String() == "Escape" {
		b.model.Panels.SetFullScreen(false)
	}
}

func (b *browser) Focus(id string) {
	if b.ctx == nil {
		return
	}
	// This waits until the components are drawn, so that a screen reader finds the field's error with it.
	b.ctx.Dispatch(func(ctx app.Context) {
		ctx.Defer(func(app.Context) {
			if e := element(id); !e.IsNull() {
				e.Call("focus")
			}
		})
	})
}

// serviceWorker returns the browser's service worker container. Once a service worker controls the page, it works offline.
func serviceWorker() js.Value { return js.Global().Get("navigator").Get("serviceWorker") }

func (b *browser) Copy(text string, what model.Copied) {
	b.address.write()
	link := js.Global().Get("location").Get("href").String()
	if what == model.CopiedLink {
		text = link
	}
	clipboard := js.Global().Get("navigator").Get("clipboard")
	if clipboard.IsUndefined() {
		b.model.Share.OnCopyError(what, link)
		return
	}
	b.then(clipboard.Call("writeText", text),
		func(js.Value) {
			b.model.Share.OnCopied(what, link)
			b.after(2000, b.model.Share.OnCopiedShown)
		},
		func(js.Value) { b.model.Share.OnCopyError(what, link) })
}

func (b *browser) OpenDialog(id string) {
	if e := element(id); e.Truthy() && !e.Get("open").Bool() {
		e.Call("showModal")
	}
}

func (b *browser) Put(piece []byte) {
	array := js.Global().Get("Uint8Array").New(len(piece))
	js.CopyBytesToJS(array, piece)
	if !b.saving.Truthy() {
		b.saving = js.Global().Get("Array").New()
	}
	b.saving.Call("push", js.Global().Get("Blob").New([]any{array})) // a browser may put that on its disk
}

func (b *browser) Save(name string) {
	if name != "" {
		helper().Call("save", name, b.saving)
	}
	b.saving = js.Undefined()
}

func (b *browser) SavePNG(name string, p *timeline.DisplayList, width, height float64) {
	array := js.Global().Get("Uint8Array").New(len(p.Data))
	js.CopyBytesToJS(array, p.Data)
	helper().Call("savePNG", name, array, strings.Join(p.Texts, "\x00"), width, height)
}

func (b *browser) Palette() timeline.Palette {
	look := helper().Call("palette")
	p := timeline.Palette{Sans: look.Get("sans").String(), Mono: look.Get("mono").String()}
	tones := look.Get("tones")
	for i := range tones.Length() {
		p.Tones = append(p.Tones, tones.Index(i).String())
	}
	return p
}

func element(id string) js.Value { return js.Global().Get("document").Call("getElementById", id) }

func helper() js.Value { return js.Global().Get("loopyard") }

func now() float64 { return js.Global().Get("performance").Call("now").Float() }
