//go:build !js

package panels_test

import (
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/assert"

	"loopyard/app/pagetest"
	"loopyard/app/pagetest/chromium"
)

const (
	litLine  = `document.querySelector(".code [aria-current=step] code")?.textContent.trim()`
	standing = `[...document.querySelectorAll(".code .stand code")].map((e) => e.textContent.trim()).join(" | ")`
)

func TestTheCodeFollowsTheRun(t *testing.T) {
	tab := pagetest.Open(t, pagetest.Home(t)+"#s=pipeline&t=150ms", chromium.View{Width: 1440, Height: 920, ReducedMotion: true})
	tab.Wait(pagetest.HasRun)
	pagetest.Press(tab, "Code")
	tab.Wait(litLine + ` === "await queue.put(item)  # waits while the queue is full"`)
	assert.Equal(t, `await asyncio.sleep(0.1) | await asyncio.create_task(produce(queue)) | asyncio.run(main())`, chromium.Eval[string](tab, standing))
	inView := `(() => { const box = document.querySelector("#listing").getBoundingClientRect(), line = document.querySelector(".code .now").getBoundingClientRect();
		return line.top >= box.top && line.bottom <= box.bottom })()`
	tab.Wait(inView)
	assert.Zero(t, chromium.Eval[float64](tab, `scrollY`))

	pagetest.Press(tab, "To start")
	pagetest.Press(tab, "Step")
	tab.Wait(litLine + ` === "consumers = [" || ` + litLine + ` === "asyncio.create_task(consume(f\"consumer {k}\", queue))" || ` + litLine + ` === "await asyncio.create_task(produce(queue))"`)
	pagetest.Press(tab, "Go")
	tab.Wait(litLine + `.includes("engine.CreateTask(co, \"producer\"")`)
	tab.Wait(inView)

	// The number of a line leads to its next moment, with the mouse and from the keyboard.
	sleep := `[...document.querySelectorAll(".code li")].find((e) => e.textContent.includes("co.Sleep"))`
	pagetest.Do(tab, sleep+`.querySelector("button").click()`)
	tab.Wait(litLine + `.includes("co.Sleep") && ` + pagetest.Clock + ` === "0.000 / 0.400 s"`)
	pagetest.Do(tab, sleep+`.querySelector("button").focus()`)
	for _, moment := range []string{"0.000", "0.100"} {
		tab.Do(chromedp.KeyEvent(kb.Enter))
		tab.Wait(pagetest.Clock + ` === "` + moment + ` / 0.400 s"`)
	}
	tab.Wait(`document.activeElement.closest("li") === ` + sleep)
	tab.Do(chromedp.KeyEvent(kb.ArrowUp))
	assert.Contains(t, chromium.Eval[string](tab, `document.activeElement.closest("li").textContent`), "takes %d")

	pagetest.Fill(tab, "#field-sleep", "50ms")
	tab.Wait(`document.querySelector(".code").textContent.includes("50 * time.Millisecond") && !` + litLine)
	pagetest.Press(tab, "Run")
	tab.Wait(pagetest.HasRun + ` && ` + litLine + ` !== undefined`)
	tab.Clean()
}
