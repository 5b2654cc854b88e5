//go:build !js

package figures_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

	"loopyard/app/pagetest"
	"loopyard/app/pagetest/chromium"
)

// watching notes, in milliseconds since a page was asked for, when it first showed something, when its program had drawn
// the result of its first run, and what kept the main thread or a frame busy for more than 50 ms; and by how much
// things jumped.
const watching = `(() => {
	const seen = window.seen = { paint: 0, largest: 0, ready: 0, shift: 0, long: [] };
	const note = (type, f) => new PerformanceObserver((l) => l.getEntries().forEach(f)).observe({ type, buffered: true });
	note("paint", (e) => { if (e.name === "first-contentful-paint") seen.paint = e.startTime });
	note("largest-contentful-paint", (e) => { seen.largest = e.startTime });
	note("layout-shift", (e) => { if (!e.hadRecentInput) seen.shift += e.value });
	note("longtask", (e) => seen.long.push(e.duration));
	note("long-animation-frame", (e) => seen.long.push(e.duration));
	const look = () => {
		const live = document.querySelector("#live");
		if (document.documentElement?.dataset.program === "running" && live && /^Run finished/.test(live.textContent)) {
			seen.ready = performance.now();
		} else requestAnimationFrame(look);
	};
	look();
})()`

type seen struct {
	Paint, Largest, Ready, Shift float64
	Long                         []float64
}

// visited loads the page and waits until what it shows first is complete.
func visited(tab *chromium.Tab, link string) seen {
	tab.Load(link + "healthz") // away first
	tab.Load(link)
	tab.Wait(`window.seen && window.seen.ready > 0`)
	tab.Wait(controlled)
	tab.Wait(`window.seen.largest > 0`)
	return chromium.Eval[seen](tab, `window.seen`)
}

// controlled is true once the service worker has everything and answers for the page.
const controlled = `navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller !== null)`

// edited changes a field, runs, and gives how many milliseconds later the result is on the screen.
const edited = `((value) => new Promise((done) => {
	const field = document.querySelector("#field-iterations"), live = document.querySelector("#live");
	field.focus();
	field.select();
	const from = performance.now();
	new MutationObserver((_, o) => {
		if (!/^Run finished/.test(live.textContent)) return;
		o.disconnect();
		requestAnimationFrame(() => setTimeout(() => done(performance.now() - from)));
	}).observe(live, { childList: true, characterData: true, subtree: true });
	document.execCommand("insertText", false, value);
	document.querySelector(".spec").requestSubmit();
}))`

// used is what visitors do most, with a frame after each: run, step, scrub, zoom, pan, fold, look at the other panels,
// choose another program.
const used = `(async () => {
	const one = (s) => document.querySelector(s), frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
	const named = (name) => [...document.querySelectorAll("button")].find((b) => (b.getAttribute("aria-label") || b.textContent.trim()) === name);
	const many = async (n, f) => { for (let i = 0; i < n; i++) { f(i); await frame() } };
	const view = one("#timeline-view"), box = view.getBoundingClientRect(), at = { bubbles: true, cancelable: true, clientX: box.left + 400, clientY: box.top + 80 };
	await many(30, () => named("Step back").click());
	await many(30, () => named("Step").click());
	await many(60, (i) => { const m = one("#moment"); m.valueAsNumber = i * 16; m.dispatchEvent(new Event("input", { bubbles: true })) });
	await many(60, (i) => view.dispatchEvent(new WheelEvent("wheel", { ...at, deltaY: i < 30 ? -80 : 80, ctrlKey: true })));
	await many(30, (i) => view.dispatchEvent(new WheelEvent("wheel", { ...at, deltaX: 40, shiftKey: true })));
	await many(4, () => one("#fold-all").click());
	await many(60, (i) => view.dispatchEvent(new PointerEvent("pointermove", { ...at, clientX: box.left + 10 * i })));
	for (const tab of document.querySelectorAll(".heads .tab")) { tab.click(); await many(5, () => {}) }
	named("Play").click();
	await many(30, () => {});
	await many(10, (i) => document.querySelectorAll("nav a")[i].click());
	return true;
})()`

// TestFiguresOfAVisit prints how long a visitor waits. It holds nothing: it is for make bench-browser, with the page
// packed for a release.
func TestFiguresOfAVisit(t *testing.T) {
	if !*browserFigures {
		t.Skip("see make bench-browser")
	}
	const rounds = 7
	site := pagetest.Home(t)
	fresh := func(view chromium.View) *chromium.Tab {
		tab := chromium.Open(t, site+"healthz", view)
		_, err := chromedp.Call(tab.Context(), page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: watching})
		require.NoError(t, err)
		return tab
	}
	var cold, warm []seen
	var tab *chromium.Tab
	for range rounds {
		tab = fresh(chromium.View{Width: 1440, Height: 900})
		cold = append(cold, visited(tab, site))
		warm = append(warm, visited(tab, site))
	}
	print := func(name string, all []seen) {
		fmt.Printf("%s: first paint %s, largest %s, ready %s; shift %s\n", name,
			spread(all, func(s seen) float64 { return s.Paint }), spread(all, func(s seen) float64 { return s.Largest }),
			spread(all, func(s seen) float64 { return s.Ready }), spread(all, func(s seen) float64 { return 1000 * s.Shift }))
	}
	fmt.Println("median (least to most) of", rounds, "visits, in ms; the shift in thousandths")
	print("cold", cold)
	print("warm", warm)
	phone := fresh(chromium.View{Width: 390, Height: 844, Mobile: true})
	print("cold, on a phone's screen", []seen{visited(phone, site)})

	var edits []float64
	for i := range 20 {
		edits = append(edits, chromium.Eval[float64](tab, edited+fmt.Sprintf("('%d')", 5+i%3)))
	}
	slices.Sort(edits)
	fmt.Printf("from an edit to its result on the screen: %.0f ms (%.0f to %.0f)\n", edits[len(edits)/2], edits[0], edits[len(edits)-1])
	pagetest.Do(tab, `window.seen.long = []`)
	chromium.Eval[bool](tab, used)
	long := chromium.Eval[[]float64](tab, `window.seen.long`)
	fmt.Printf("tasks and frames over 50 ms in ordinary use: %d %.0f\n", len(long), long)
}

// spread is the median of a figure, with the least and the most.
func spread(all []seen, of func(seen) float64) string {
	var values []float64
	for _, s := range all {
		values = append(values, of(s))
	}
	slices.Sort(values)
	return fmt.Sprintf("%.0f (%.0f to %.0f)", values[len(values)/2], values[0], values[len(values)-1])
}
