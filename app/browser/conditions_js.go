package browser

import (
	"syscall/js"

	"loopyard/app/recording"
)

// observe records the conditions of a run in real time in this browser, as long as it is under way.
func (b *browser) observe(rec *recording.Recording) {
	document := js.Global().Get("document")
	rec.Conditions.ClockStep = recording.ClockStepShared
	if js.Global().Get("crossOriginIsolated").Truthy() {
		rec.Conditions.ClockStep = recording.ClockStepIsolated
	}
	rec.Conditions.Hidden = document.Get("hidden").Bool()
	last := 0.0
	var framed js.Func
	framed = b.callback(func(args []js.Value) {
		if rec.State().Over() {
			framed.Release()
			return
		}
		at := args[0].Float()
		if last > 0 && rec.State() == recording.Running && !rec.Conditions.Hidden { // a hidden page draws none
			rec.Conditions.AddFrame(int64((at - last) * 1e6))
		}
		last = at
		js.Global().Call("requestAnimationFrame", framed)
	})
	js.Global().Call("requestAnimationFrame", framed)
}
