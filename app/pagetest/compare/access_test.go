//go:build !js

package compare_test

import (
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"

	"loopyard/app/pagetest"
	"loopyard/app/pagetest/chromium"
)

func TestAxeFindsNothingWhereRunsAreComparedAndSwept(t *testing.T) {
	axe := pagetest.Axe(t)
	tab := pagetest.Open(t, pagetest.Home(t)+"#sleep=20ms&work=5ms&seed=11", chromium.View{Width: 1440, Height: 920})
	tab.Wait(pagetest.HasRun)
	again(tab, "#sleep=20ms&work=5ms&cores=1", 12)
	pagetest.Press(tab, "Runs of this visit")
	tab.Wait(inList + `.length === 2`)
	pagetest.Do(tab, inList+`[0].click()`)
	tab.Wait(verdictText + ` !== ""`)
	views := []chromium.View{{Width: 1440, Height: 920}, {Width: 1440, Height: 920, Dark: true}, {Width: 320, Height: 640, Mobile: true}}
	look := func(state string) {
		t.Helper()
		for _, view := range views {
			tab.Look(view)
			tab.Wait(`innerWidth === ` + strconv.Itoa(view.Width))
			assert.Empty(t, pagetest.Violations(tab, axe), "%s, %+v", state, view)
			assert.LessOrEqual(t, chromium.Eval[int](tab, `document.documentElement.scrollWidth`), view.Width, state)
		}
	}
	look("the list of runs")
	pagetest.Do(tab, `document.querySelector("#runs-of-visit").hidePopover(); document.querySelectorAll(".tabs .tab")[2].click()`)
	look("two runs")
	tab.Look(views[0])
	pagetest.Press(tab, "Sweep")
	pagetest.Fill(tab, "#sweep-to", "x")
	pagetest.Press(tab, "Run all")
	tab.Wait(`document.querySelector("#sweep .field.wrong")`)
	look("a mistake in a sweep")
	tab.Look(views[0])
	pagetest.Fill(tab, "#sweep-to", "3")
	pagetest.Press(tab, "Run all")
	tab.Wait(swept + `.startsWith("Sweep finished")`)
	look("a sweep")
	tab.Clean()
}
