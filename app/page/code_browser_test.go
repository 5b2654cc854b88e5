//go:build !js

package page_test

import (
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/assert"

	"loopyard/web/webtest"
)

const (
	litLine  = `document.querySelector(".code [aria-current=step] code")?.textContent.trim()`
	standing = `[...document.querySelectorAll(".code .stand code")].map((e) => e.textContent.trim()).join(" | ")`
)

func TestTheCodeFollowsTheRun(t *testing.T) {
	tab := open(t, home(t)+"#s=pipeline&t=150ms", webtest.View{Width: 1440, Height: 920, ReducedMotion: true})
	tab.Wait(hasRun)
	press(tab, "Code")
	tab.Wait(litLine + ` === "await queue.put(item)  # waits while the queue is full"`)
	assert.Equal(t, `await asyncio.sleep(0.1) | await asyncio.create_task(produce(queue)) | asyncio.run(main())`, webtest.Eval[string](tab, standing))
	inView := `(() => { const box = document.querySelector("#listing").getBoundingClientRect(), line = document.querySelector(".code .now").getBoundingClientRect();
		return line.top >= box.top && line.bottom <= box.bottom })()`
	tab.Wait(inView)
	assert.Zero(t, webtest.Eval[float64](tab, `scrollY`))

	press(tab, "To start")
	press(tab, "Step")
	tab.Wait(litLine + ` === "consumers = [" || ` + litLine + ` === "asyncio.create_task(consume(f\"consumer {k}\", queue))" || ` + litLine + ` === "await asyncio.create_task(produce(queue))"`)
	press(tab, "Go")
	tab.Wait(litLine + `.includes("engine.CreateTask(co, \"producer\"")`)
	tab.Wait(inView)

	// The number of a line leads to its next moment, with the mouse and from the keyboard.
	sleep := `[...document.querySelectorAll(".code li")].find((e) => e.textContent.includes("co.Sleep"))`
	do(tab, sleep+`.querySelector("button").click()`)
	tab.Wait(litLine + `.includes("co.Sleep") && ` + at + ` === "0.000 / 0.400 s"`)
	do(tab, sleep+`.querySelector("button").focus()`)
	for _, moment := range []string{"0.000", "0.100"} {
		tab.Do(chromedp.KeyEvent(kb.Enter))
		tab.Wait(at + ` === "` + moment + ` / 0.400 s"`)
	}
	tab.Wait(`document.activeElement.closest("li") === ` + sleep)
	tab.Do(chromedp.KeyEvent(kb.ArrowUp))
	assert.Contains(t, webtest.Eval[string](tab, `document.activeElement.closest("li").textContent`), "takes %d")

	fill(tab, "#field-sleep", "50ms")
	tab.Wait(`document.querySelector(".code").textContent.includes("50 * time.Millisecond") && !` + litLine)
	press(tab, "Run")
	tab.Wait(hasRun + ` && ` + litLine + ` !== undefined`)
	tab.Clean()
}

func TestOpenInLoopyardLeadsToWhatIsShownNow(t *testing.T) {
	tab := open(t, home(t)+"#s=loop-per-thread&t=1s&embed=1", webtest.View{Width: 800, Height: 600})
	tab.Wait(hasRun + ` && ` + at + ` === "1.000 / 3.000 s"`)
	press(tab, "To start")
	tab.Wait(at + ` === "0.000 / 3.000 s"`)
	href := `(() => { const a = [...document.querySelectorAll("a")].find((e) => e.textContent === "Open in Loopyard");
		a.dispatchEvent(new MouseEvent("mousedown", { bubbles: true })); return a.getAttribute("href") })()`
	tab.Wait(`location.hash.endsWith("&n=0&t=0s&embed=1")`)
	now := webtest.Eval[string](tab, `location.hash.replace("&embed=1", "")`)
	tab.Wait(href + ` === ` + "`" + now + "`")
	tab.Clean()
}
