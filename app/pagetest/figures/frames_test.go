//go:build !js

package figures_test

import (
	"flag"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"loopyard/app/pagetest"
	"loopyard/app/pagetest/chromium"
)

// frames is how many frames of zooming and panning are measured.
var frames = flag.Int("frames", 0, "measure the timeline over this many frames (make bench-browser)")

// frameTimes zooms in and out by the wheel and drags about, one movement a frame, and gives the milliseconds that each
// frame kept the main thread busy in the page's own code, its event handlers and its frame callback, and then those from
// one frame to the next, which have the browser's drawing in them.
const frameTimes = `(async (frames) => {
	const view = document.querySelector("#timeline-view"), box = view.getBoundingClientRect();
	const y = box.top + box.height / 2;
	let spent = 0;
	const ask = window.requestAnimationFrame;
	window.requestAnimationFrame = (f) => ask.call(window, (t) => { const from = performance.now(); f(t); spent += performance.now() - from });
	const send = (type, more) => {
		const from = performance.now();
		view.dispatchEvent(new (type === "wheel" ? WheelEvent : PointerEvent)(type, { bubbles: true, cancelable: true, clientY: y, ...more }));
		spent += performance.now() - from;
	};
	const times = [], steps = [];
	let last = performance.now();
	for (let i = 0; i < frames; i++) {
		const x = box.left + 200 + (box.width - 300) * (.5 + .45 * Math.sin(i / 17));
		const part = i % 60;
		if (part < 25) send("wheel", { clientX: x, deltaY: -60, ctrlKey: true });
		else if (part < 45) send("wheel", { clientX: x, deltaX: (i % 20 - 8) * 20, shiftKey: true });
		else send("wheel", { clientX: x, deltaY: 100, ctrlKey: true });
		if (part === 30) view.scrollTop += 150;
		await new Promise((done) => ask.call(window, () => setTimeout(done)));
		times.push(spent);
		spent = 0;
		steps.push(performance.now() - last);
		last = performance.now();
	}
	window.requestAnimationFrame = ask;
	const sorted = (all) => all.sort((a, b) => a - b);
	return [sorted(times), sorted(steps)];
})`

func TestFramesOfAMillionEvents(t *testing.T) {
	if *frames == 0 {
		t.Skip("asked for with -frames 600; make bench-browser does")
	}
	for _, c := range []struct{ name, link, do string }{
		{"64 loops", "#s=loop-per-thread&loops=64&iterations=1730&sleep=1ms&work=100us&cores=8", ""},
		{"1 loop", "#s=loop-per-thread&loops=1&iterations=100000&sleep=1ms&work=100us", ""},
		{"1000 loops", "#s=loop-per-thread&loops=1000&iterations=110&sleep=1ms&work=100us&cores=64", ""},
		{"64 loops x 1000 tasks", "#s=crowd&loops=64&coroutines=64000", `document.querySelector("#fold-all").click()`},
	} {
		tab := pagetest.Open(t, pagetest.Home(t)+c.link, chromium.View{Width: 1440, Height: 920})
		tab.Wait(pagetest.HasRun)
		events := chromium.Eval[string](tab, pagetest.Status)
		pagetest.Do(tab, c.do)
		both := chromium.Eval[[][]float64](tab, frameTimes+`(`+strconv.Itoa(*frames)+`)`)
		require.Len(t, both[0], *frames)
		at := func(part float64) float64 { return both[0][int(part*float64(*frames-1))] }
		t.Logf("%-22s p50 %5.1f ms  p95 %5.1f ms  p99 %5.1f ms  max %5.1f ms; frame to frame p50 %5.1f ms  p95 %5.1f ms   %s", c.name,
			at(.5), at(.95), at(.99), at(1), both[1][*frames/2], both[1][*frames*95/100], events)
		assert.Less(t, at(.95), 160.0)
		tab.Clean()
	}
}
