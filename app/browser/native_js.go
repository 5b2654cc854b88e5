package browser

import (
	"syscall/js"

	"loopyard/app/model"
	"loopyard/app/recording"
	"loopyard/engine/spec/specjson"
)

// Probe asks for the limits of a native server. That is how the page finds out whether there is one.
func (b *browser) Probe() {
	m := b.model
	none := func(js.Value) { m.Server.Answer(nil) }
	options := map[string]any{"cache": "no-store", "headers": map[string]any{"Accept": "application/json"}}
	b.then(js.Global().Call("fetch", b.base+"api/limits", options), func(response js.Value) {
		if !response.Get("ok").Bool() {
			m.Server.Answer(nil)
			return
		}
		b.then(response.Call("text"), func(text js.Value) { m.Server.Answer([]byte(text.String())) }, none)
	}, none)
}

// fetch runs a recording's program on the native server. The trace comes in pieces while it is made.
func (b *browser) fetch(id int, rec *recording.Recording) {
	abort := js.Global().Get("AbortController").New()
	b.fetches[id] = abort
	options := map[string]any{
		"method": "POST", "cache": "no-store", "signal": abort.Get("signal"),
		"headers": map[string]any{"Content-Type": "application/json", "Accept": "application/vnd.loopyard.trace"},
		"body":    string(specjson.EncodeRun(rec.SpecPairs())),
	}
	b.then(js.Global().Call("fetch", b.base+"api/runs", options), func(response js.Value) {
		if response.Get("ok").Bool() && response.Get("body").Truthy() {
			b.model.Jobs.OnStarted(id)
			b.read(id, response.Get("body").Call("getReader"))
			return
		}
		b.refused(id, response)
	}, func(js.Value) {
		if b.ended(id) {
			b.model.Server.Answer(nil)
			b.model.Jobs.OnError(id, model.NoServer)
		}
	})
}

// read reads the pieces of a response, one after the other.
func (b *browser) read(id int, reader js.Value) {
	b.then(reader.Call("read"), func(result js.Value) {
		if _, wanted := b.fetches[id]; !wanted {
			return
		}
		if result.Get("done").Bool() {
			b.ended(id)
			b.model.Jobs.OnEnd(id)
			return
		}
		b.model.Jobs.OnData(id, newArray(result.Get("value")))
		b.read(id, reader)
	}, func(js.Value) {
		if b.ended(id) {
			b.model.Jobs.OnError(id, "the connection to the native server is gone")
		}
	})
}

// refused handles an answer that is not a trace.
func (b *browser) refused(id int, response js.Value) {
	say := func(body []byte) {
		if !b.ended(id) {
			return
		}
		reason, fields := model.ReadRefusal(body, response.Get("status").Int())
		if reason == model.NoServer {
			b.model.Server.Answer(nil)
		}
		b.model.OnRefused(id, reason, fields)
	}
	b.then(response.Call("text"), func(text js.Value) { say([]byte(text.String())) }, func(js.Value) { say(nil) })
}

// ended forgets a native run. It reports whether the run was still wanted.
func (b *browser) ended(id int) bool {
	_, wanted := b.fetches[id]
	delete(b.fetches, id)
	return wanted
}
