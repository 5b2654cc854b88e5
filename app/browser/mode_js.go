package browser

import (
	"syscall/js"

	"loopyard/app/model"
)

func (b *browser) SetTheme(t model.Theme) {
	data := js.Global().Get("document").Get("documentElement").Get("dataset")
	if t == model.ThemeAuto {
		data.Delete("theme")
	} else {
		data.Set("theme", string(t))
	}
	helper().Call("recolor")
}

// SetFullScreen fills the screen with the page. The browser may refuse; the page is arranged for it all the same.
func (b *browser) SetFullScreen(on bool) {
	document := js.Global().Get("document")
	full := document.Get("fullscreenElement").Truthy()
	nothing := func(js.Value) {}
	switch {
	case on && !full && document.Get("fullscreenEnabled").Truthy():
		b.then(document.Get("documentElement").Call("requestFullscreen"), nothing, nothing)
	case !on && full:
		b.then(document.Call("exitFullscreen"), nothing, nothing)
	}
}

// unstage handles a visitor who leaves the full screen in the browser's own way.
func (b *browser) unstage(js.Value) {
	if !js.Global().Get("document").Get("fullscreenElement").Truthy() {
		b.model.Panels.SetFullScreen(false)
	}
}
