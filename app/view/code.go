package view

import (
	"strconv"
	"strings"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"loopyard/app/model"
)

// code shows the listing of the program for the values in the form, and highlights the lines that are run at the cursor.
type code struct {
	app.Compo

	Code  *model.Code
	Share *model.Share
	Rev   uint

	shown string // the line that was last brought into view
}

// OnUpdate scrolls the current line into view. It scrolls the listing and never the page.
func (c *code) OnUpdate(ctx app.Context) {
	if at := c.Code.Highlight().Key(); at != c.shown {
		c.shown = at
		ctx.Defer(func(app.Context) {
			box := app.Window().Get("document").Call("getElementById", "listing")
			if box.Truthy() && at != "" {
				app.Window().Get("loopyard").Call("reveal", box, ".now")
			}
		})
	}
}

// Render returns the markup.
func (c *code) Render() app.UI {
	listing, lit := c.Code.Listing(), c.Code.Highlight()
	lines := strings.Split(strings.TrimSuffix(listing.Text, "\n"), "\n")
	marked := map[int]bool{}
	for _, m := range listing.Marks {
		marked[m.Line] = lit.Says != "" && !lit.Other
	}
	stop := lit.TabStop(listing)
	return app.Section().ID("panel-code").Class("panel", "p-code").Aria("label", "Code").Body(
		app.Div().Class("head").Body(
			app.Div().Class("langs").Attr("role", "tablist").Aria("label", "Language").Body(
				tab("Python", "listing", c.Code.Python(), func(ctx app.Context, e app.Event) { c.Code.Choose(true) }),
				tab("Go", "listing", !c.Code.Python(), func(ctx app.Context, e app.Event) { c.Code.Choose(false) }),
			),
			app.P().Class("code-at").Title(lit.Says).Text(lit.Says),
			button("ghost small", "Copy", iconCopy, func(ctx app.Context, e app.Event) { c.Share.CopyCode(c.Code.Listing()) }),
		),
		app.Div().ID("listing").Class("scroll").TabIndex(0).Attr("role", "group").Aria("label", "Listing").OnClick(c.click).Body(
			app.Ol().Class("code", "rove").Body(app.Range(lines).Slice(func(i int) app.UI {
				return &codeLine{
					N: i, Text: lines[i], Python: c.Code.Python(), Marked: marked[i], Stop: i == stop,
					Now: i == lit.Current, Hue: lit.Hue, Stand: lit.WaitingAt(i),
				}
			})),
		),
	)
}

// click moves the cursor to the next moment at which a line is run. The number of any line does so, and so does any part
// of a highlighted line. A click that ends a text selection does nothing.
func (c *code) click(ctx app.Context, e app.Event) {
	from := e.Get("target").Call("closest", "button, li[data-line].now, li[data-line].stand")
	if !from.Truthy() || from.Get("tagName").String() == "LI" && !app.Window().Call("getSelection").Get("isCollapsed").Bool() {
		return
	}
	line, err := strconv.Atoi(from.Call("closest", "li").Get("dataset").Get("line").String())
	if err == nil {
		c.Code.SeekLine(line)
	}
}
