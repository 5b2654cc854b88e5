//go:build !js

package page_test

import (
	"strconv"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/assert"

	"loopyard/web/webtest"
)

const (
	now    = `document.querySelector("#console-lines .now")`
	alerts = `document.querySelector(".alert").textContent`
)

func TestAReasonLeadsToItsCause(t *testing.T) {
	tab := open(t, home(t)+"#s=loop-per-thread&work=40ms", webtest.View{Width: 1440, Height: 920})
	tab.Wait(hasRun + ` && ` + now + `?.textContent.includes("timer due (slept 0.5 s)")`)
	do(tab, now+`.querySelector(".why").click()`)
	tab.Wait(at + ` === "2.740 / 3.240 s"`) // when it went to sleep
	do(tab, now+`.querySelector(".said").click()`)
	line := webtest.Eval[string](tab, now+`.querySelector(".at").textContent`)
	tab.Wait(at + ` === ` + strconv.Quote(line+" / 3.240 s"))

	// A list is one stop of the Tab key, and the arrow keys lead through it.
	do(tab, now+`.querySelector(".at").focus()`)
	assert.Equal(t, 1, webtest.Eval[int](tab, `document.querySelectorAll("#console-lines button[tabindex='0']").length`))
	tab.Do(chromedp.KeyEvent(kb.ArrowUp), chromedp.KeyEvent(kb.ArrowUp))
	above := webtest.Eval[string](tab, `document.activeElement.textContent`)
	tab.Do(chromedp.KeyEvent(kb.Enter))
	tab.Wait(at + ` === ` + strconv.Quote(above+" / 3.240 s"))
	tab.Do(chromedp.KeyEvent(kb.ArrowRight))
	assert.True(t, webtest.Eval[bool](tab, `document.activeElement.matches(".why")`))
	tab.Clean()
}

func TestAdviceAndRankingsLeadToTheirMoment(t *testing.T) {
	tab := open(t, home(t)+"#s=one-loop-blocks&loops=2&sleep=100ms&block=350ms", webtest.View{Width: 1440, Height: 920})
	tab.Wait(hasRun + ` && [...document.querySelectorAll(".heads .tab")].some((e) => e.textContent === "Advice 1")`)
	do(tab, `document.querySelectorAll(".heads .tab")[1].click()`)
	tab.Wait(`document.querySelector(".p-advice").checkVisibility()`)
	assert.Contains(t, webtest.Eval[string](tab, `document.querySelector(".lint").textContent`), "blocker held Loop0 for 350ms, blocked.")
	do(tab, `document.querySelector(".lint .show").click()`)
	tab.Wait(at + ` === "0.050 / 0.800 s" && document.querySelector(".states").textContent.includes("blocker")`)

	do(tab, `document.querySelectorAll(".heads .tab")[0].click()`)
	do(tab, `document.querySelector(".ranking:nth-of-type(1) .ranked, .ranking .ranked").click()`)
	tab.Wait(at + ` === "0.050 / 0.800 s"`)
	do(tab, `[...document.querySelectorAll(".ranking .ranked")].at(-1).click()`)
	tab.Wait(at + ` === "0.400 / 0.800 s"`)
	do(tab, `const s = document.querySelector("#spread"); s.value = "2"; s.dispatchEvent(new Event("change", { bubbles: true }))`)
	tab.Wait(`document.querySelector(".loops tbody tr").textContent.endsWith("0.35 s")`)
	tab.Clean()
}

// TestAFileLargerThanTheMemoryIsNotLoaded opens ten gigabytes that begin as a trace and go on as nonsense.
func TestAFileLargerThanTheMemoryIsNotLoaded(t *testing.T) {
	tab := open(t, home(t)+"#s=runner&at=single", webtest.View{})
	do(tab, `const part = new Blob(["x".repeat(1 << 20)]);
		const lines = `+strconv.Quote(string(saved(t)))+`.split("\n").slice(0, 100).join("\n") + "\n";
		const files = new DataTransfer();
		files.items.add(new File([lines, ...Array(10240).fill(part)], "huge.ndjson"));
		window.huge = files.files[0].size;
		const picker = document.querySelector("#open-file");
		picker.files = files.files;
		picker.dispatchEvent(new Event("change", { bubbles: true }));`)
	assert.Greater(t, webtest.Eval[float64](tab, `window.huge`), 10e9)
	tab.Wait(alerts + ` !== ""`)
	assert.Contains(t, webtest.Eval[string](tab, alerts), "huge.ndjson is shown as far as it can be read: line 101: garbled: longer than 8388608 bytes")
	assert.Contains(t, webtest.Eval[string](tab, `document.querySelector(".flags").textContent`), "broken off")
	assert.Contains(t, webtest.Eval[string](tab, badge), "real time · native threads")
	tab.Clean()
}
