package browser

import (
	"slices"
	"strings"
	"syscall/js"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"loopyard/app/recording"
	"loopyard/engine/trace"
)

// workers are the Web Workers that run the engine. One is always kept warm, so that a run begins at once; a second one
// is only made while two runs are under way.
type workers struct {
	browser *browser
	all     []*worker
	latest  *recording.Recording // that was given to one of them
	speed   int64                // what the first run in real time found a core to do; it holds for the others too, to compare them
}

// worker is one of them. Its run is the job it works for, or zero.
type worker struct {
	js      js.Value
	ready   bool
	run     int
	grown   bool                 // it keeps more memory than a further run should have to carry
	waiting *recording.Recording // to be posted when it is ready
	threads map[int]thread       // the workers of its threads, by its numbers for them
	funcs   []js.Func
}

// thread is a worker that runs one thread of a run.
type thread struct {
	js     js.Value
	failed js.Func
}

// warm makes sure that a worker is free.
func (w *workers) warm() {
	for _, one := range w.all {
		if one.run == 0 {
			return
		}
	}
	w.make()
}

func (w *workers) make() *worker {
	first, one := js.Global().Get("firstWorker"), &worker{threads: map[int]thread{}}
	if first.Truthy() { // app.js has made it while this program was loading
		one.js = first.Get("worker")
		js.Global().Set("firstWorker", nil)
	} else {
		link, files := workerLink()
		// The files' links go in the name: what stands behind # is lost when the service worker answers.
		one.js = js.Global().Get("Worker").New(link, map[string]any{"name": files})
	}
	message := w.browser.callback(func(args []js.Value) { w.message(one, args[0].Get("data")) })
	failed := w.browser.callback(func(args []js.Value) { w.lose(one, whyFailed(args[0])) })
	one.funcs = []js.Func{message, failed}
	one.js.Set("onmessage", message)
	one.js.Set("onerror", failed)
	w.all = append(w.all, one)
	if first.Truthy() {
		for said, i := first.Get("said"), 0; i < said.Length(); i++ {
			w.message(one, said.Index(i))
		}
	}
	return one
}

// start gives a run to a free worker.
func (w *workers) start(id int, rec *recording.Recording) {
	w.warm()
	for _, one := range w.all {
		if one.run != 0 {
			continue
		}
		one.run = id
		if one.ready {
			w.post(one, rec)
		} else {
			one.waiting = rec
		}
		return
	}
}

func (w *workers) post(one *worker, rec *recording.Recording) {
	if w.speed == 0 && w.latest != nil {
		w.speed = w.latest.Header.Calibration
	}
	w.latest = rec
	one.grown = recording.MemoryNeed(rec.Spec, rec.Target).Kept >= recording.NoticeMemory
	var flat []any
	for _, pair := range rec.SpecPairs() {
		flat = append(flat, pair[0], pair[1])
	}
	one.js.Call("postMessage", map[string]any{"kind": "run", "run": one.run, "spec": flat, "calibration": w.speed})
	w.browser.model.Jobs.OnStarted(one.run)
}

func (w *workers) message(one *worker, data js.Value) {
	m := w.browser.model
	switch data.Get("kind").String() {
	case "ready":
		if build := data.Get("build").String(); build != trace.Build {
			w.lose(one, "it is of another build ("+build+") than the page ("+trace.Build+"): reload the page")
			return
		}
		one.ready = true
		if one.waiting != nil {
			w.post(one, one.waiting)
			one.waiting = nil
		}
	case "frames":
		if data.Get("run").Int() == one.run {
			m.Jobs.OnData(one.run, newArray(data.Get("bytes")))
		}
	case "progress":
		of := func(what string) uint64 { return uint64(data.Get(what).Float()) }
		if data.Get("run").Int() == one.run {
			m.Jobs.OnProgress(one.run, trace.Progress{Events: of("events"), Created: of("made"), Ended: of("ended")})
		}
	case "done":
		if id := data.Get("run").Int(); id == one.run {
			one.run = 0
			m.Jobs.OnEnd(id)
			if one.grown { // it can give none back; those that it has ended are to be gone first
				w.browser.after(500, func() { w.renew(one) })
			}
			w.trim()
		}
	case "thread":
		w.thread(one, data.Get("thread").Int(), data.Get("give"))
	case "end":
		one.endThread(data.Get("thread").Int())
	case "crash":
		w.lose(one, data.Get("reason").String())
	}
}

// thread makes the worker of a thread, which from then on talks with the one that asked for it and not with the page.
func (w *workers) thread(one *worker, number int, give js.Value) {
	link, _ := workerLink()
	t := thread{js: js.Global().Get("Worker").New(link, map[string]any{"name": "thread"})}
	t.failed = w.browser.callback(func(args []js.Value) {
		one.js.Call("postMessage", map[string]any{"kind": "lost", "thread": number, "reason": whyFailed(args[0])})
	})
	t.js.Set("onerror", t.failed)
	t.js.Call("postMessage", give, []any{give.Get("port")})
	one.threads[number] = t
}

func (one *worker) endThread(number int) {
	if t, there := one.threads[number]; there {
		t.js.Call("terminate")
		t.js.Set("onerror", nil)
		t.failed.Release()
		delete(one.threads, number)
	}
}

// workerLink is where a worker's script is, and the links of the files that belong to it.
func workerLink() (script, files string) {
	script, files, _ = strings.Cut(app.Getenv("LOOPYARD_WORKER"), "#")
	return script, files
}

// whyFailed tells why a worker could not be loaded, or broke off.
func whyFailed(event js.Value) string {
	event.Call("preventDefault")
	if said := event.Get("message"); said.Truthy() {
		return said.String()
	}
	return "it could not be loaded"
}

// Stop ends the worker of a run: a loop that never waits can be ended in no other way. The next one warms up meanwhile.
func (w *workers) Stop(id int) {
	for _, one := range w.all {
		if one.run == id {
			w.drop(one)
			w.warm()
			return
		}
	}
}

// lose is for a worker that is of no more use.
func (w *workers) lose(one *worker, reason string) {
	id, worked := one.run, one.ready
	w.drop(one)
	if id != 0 {
		w.browser.model.Jobs.OnError(id, "the engine’s worker ended: "+reason)
	}
	if worked { // one that never came up would not come up now either
		w.warm()
	}
}

// renew puts another worker in the place of a free one.
func (w *workers) renew(one *worker) {
	if one.run == 0 && slices.Contains(w.all, one) {
		w.drop(one)
		w.warm()
	}
}

// trim keeps one free worker.
func (w *workers) trim() {
	free := 0
	for _, one := range append([]*worker(nil), w.all...) {
		if one.run != 0 {
			continue
		}
		if free++; free > 1 {
			w.drop(one)
		}
	}
}

func (w *workers) drop(one *worker) {
	one.js.Call("terminate")
	for number := range one.threads {
		one.endThread(number)
	}
	one.js.Set("onmessage", nil)
	one.js.Set("onerror", nil)
	for i, other := range w.all {
		if other == one {
			w.all = append(w.all[:i], w.all[i+1:]...)
			break
		}
	}
	// Not released at once: it may be one of them that is under way.
	w.browser.after(0, func() {
		for _, f := range one.funcs {
			f.Release()
		}
	})
}

func (w *workers) end() {
	for len(w.all) > 0 {
		w.drop(w.all[0])
	}
}

func (b *browser) Start(id int, rec *recording.Recording) {
	if rec.Target.Native() {
		b.fetch(id, rec)
		return
	}
	if rec.Target.RealTimeInBrowser() {
		b.observe(rec)
	}
	b.workers.start(id, rec)
}

func (b *browser) Stop(id int) {
	if abort, native := b.fetches[id]; native {
		delete(b.fetches, id)
		abort.Call("abort")
		return
	}
	if b.files[id] != nil {
		delete(b.files, id)
		return
	}
	b.workers.Stop(id)
}
