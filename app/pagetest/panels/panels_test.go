//go:build !js

// Package panels_test holds that the panels below the timeline lead to the moment that they speak of.
package panels_test

import (
	"strconv"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/assert"

	"loopyard/app/pagetest"
	"loopyard/app/pagetest/chromium"
)

func TestMain(m *testing.M) { chromium.Main(m) }

const now = `document.querySelector("#console-lines .now")`

func TestAReasonLeadsToItsCause(t *testing.T) {
	tab := pagetest.Open(t, pagetest.Home(t)+"#s=loop-per-thread&work=40ms", chromium.View{Width: 1440, Height: 920})
	tab.Wait(pagetest.HasRun + ` && ` + now + `?.textContent.includes("timer due (slept 0.5 s)")`)
	pagetest.Do(tab, now+`.querySelector(".why").click()`)
	tab.Wait(pagetest.Clock + ` === "2.740 / 3.240 s"`) // when it went to sleep
	pagetest.Do(tab, now+`.querySelector(".said").click()`)
	line := chromium.Eval[string](tab, now+`.querySelector(".at").textContent`)
	tab.Wait(pagetest.Clock + ` === ` + strconv.Quote(line+" / 3.240 s"))

	// A list is one stop of the Tab key, and the arrow keys lead through it.
	pagetest.Do(tab, now+`.querySelector(".at").focus()`)
	assert.Equal(t, 1, chromium.Eval[int](tab, `document.querySelectorAll("#console-lines button[tabindex='0']").length`))
	tab.Do(chromedp.KeyEvent(kb.ArrowUp), chromedp.KeyEvent(kb.ArrowUp))
	above := chromium.Eval[string](tab, `document.activeElement.textContent`)
	tab.Do(chromedp.KeyEvent(kb.Enter))
	tab.Wait(pagetest.Clock + ` === ` + strconv.Quote(above+" / 3.240 s"))
	tab.Do(chromedp.KeyEvent(kb.ArrowRight))
	assert.True(t, chromium.Eval[bool](tab, `document.activeElement.matches(".why")`))
	tab.Clean()
}

func TestAdviceAndRankingsLeadToTheirMoment(t *testing.T) {
	tab := pagetest.Open(t, pagetest.Home(t)+"#s=one-loop-blocks&loops=2&sleep=100ms&block=350ms", chromium.View{Width: 1440, Height: 920})
	tab.Wait(pagetest.HasRun + ` && [...document.querySelectorAll(".heads .tab")].some((e) => e.textContent === "Advice 1")`)
	pagetest.Do(tab, `document.querySelectorAll(".heads .tab")[1].click()`)
	tab.Wait(`document.querySelector(".p-advice").checkVisibility()`)
	assert.Contains(t, chromium.Eval[string](tab, `document.querySelector(".lint").textContent`), "blocker held Loop0 for 350ms, blocked.")
	pagetest.Do(tab, `document.querySelector(".lint .show").click()`)
	tab.Wait(pagetest.Clock + ` === "0.050 / 0.800 s" && document.querySelector(".states").textContent.includes("blocker")`)

	pagetest.Do(tab, `document.querySelectorAll(".heads .tab")[0].click()`)
	pagetest.Do(tab, `document.querySelector(".ranking:nth-of-type(1) .ranked, .ranking .ranked").click()`)
	tab.Wait(pagetest.Clock + ` === "0.050 / 0.800 s"`)
	pagetest.Do(tab, `[...document.querySelectorAll(".ranking .ranked")].at(-1).click()`)
	tab.Wait(pagetest.Clock + ` === "0.400 / 0.800 s"`)
	pagetest.Do(tab, `const s = document.querySelector("#spread"); s.value = "2"; s.dispatchEvent(new Event("change", { bubbles: true }))`)
	tab.Wait(`document.querySelector(".loops tbody tr").textContent.endsWith("0.35 s")`)
	tab.Clean()
}
