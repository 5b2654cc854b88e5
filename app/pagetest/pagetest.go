//go:build !js

// Package pagetest uses the page as a visitor does, for the tests in the packages below it: each of them holds one part of
// the page, in a real Chromium.
package pagetest

import (
	"strconv"
	"testing"

	"loopyard/app/pagetest/chromium"
	"loopyard/web"
	"loopyard/web/webtest"
)

// Home is a whole server, with the page and native runs.
func Home(t *testing.T) string {
	t.Helper()
	return webtest.Serve(t, web.NewServer(web.Config{Site: webtest.Site(t, "/").Handler()}).Handler()) + "/"
}

// Open opens the page and waits until its program has drawn it.
func Open(t *testing.T, url string, view chromium.View) *chromium.Tab {
	t.Helper()
	tab := chromium.Open(t, url, view)
	tab.WaitRunning()
	return tab
}

// JavaScript expressions for what the page shows.
const (
	Status   = `document.querySelector("#live").textContent`
	HasRun   = `/^Run finished/.test(` + Status + `)`
	RunText  = `document.querySelector(".run").textContent`
	Messages = `[...document.querySelectorAll(".field.wrong .hint, .hint.wrong, .general")].map((e) => e.textContent).join(" | ")`
	Badge    = `document.querySelector(".what").textContent`
	Spoken   = `[...document.querySelectorAll("#console-lines .said")].map((e) => e.textContent).join("\n")`
	Clock    = `document.querySelector(".clock").textContent`
	Alert    = `document.querySelector(".alert").textContent`
	Flags    = `document.querySelector(".flags").textContent`
	Chosen   = `(document.querySelector(".chosen > span")?.textContent ?? "")`
	Pixels   = `(() => { const c = document.querySelector("#timeline-lanes"), d = c.getContext("2d").getImageData(0, 0, c.width, c.height).data;
		let h = 0; for (let i = 0; i < d.length; i += 4) h = (h * 31 + d[i] + 7 * d[i + 1] + 13 * d[i + 2]) | 0; return h })()`
)

// Do runs JavaScript statements in the page.
func Do(tab *chromium.Tab, script string) {
	chromium.Eval[bool](tab, `(() => { `+script+`
		return true })()`)
}

// Press clicks the button with that name, as a reader would say it.
func Press(tab *chromium.Tab, name string) {
	script := `[...document.querySelectorAll("button")].find((b) => b.checkVisibility() &&
		(b.getAttribute("aria-label") || b.textContent.trim()) === ` + strconv.Quote(name) + `).click()`
	Do(tab, script)
}

// Fill types into a field in place of what is there.
func Fill(tab *chromium.Tab, field, text string) {
	Do(tab, `const e = document.querySelector("`+field+`"); e.focus(); e.select(); document.execCommand("insertText", false, "`+text+`");`)
}

// RunReal runs what the form says and waits for its end.
func RunReal(tab *chromium.Tab) string {
	return chromium.Eval[string](tab, `new Promise((done) => {
		const s = document.querySelector("#live");
		new MutationObserver(() => { if (!/^Running/.test(s.textContent)) done(s.textContent) })
			.observe(s, { childList: true, characterData: true, subtree: true });
		document.querySelector(".run").click();
	})`)
}
