package view

import (
	"slices"
	"strconv"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"loopyard/app/format"
	"loopyard/app/model"
	"loopyard/app/recording"
)

// Console shows what the program printed, and why each line was printed when it was.
type Console struct {
	app.Compo

	Runs   *model.Runs
	Player *model.Player
	Rows   *model.Rows
	Rev    uint
}

// consoleRows is how many lines are in the document at most: those around the cursor. The first of them is a multiple of
// consoleStride. If it changed with every line, every row would have to be drawn again.
const (
	ConsoleRows   = 120
	consoleStride = 40
)

// usualWidth returns the width of the column of texts, in characters: what most of the lines need. The reason of a longer
// line follows right after the line. page.css has a class for each width.
func usualWidth(r *recording.Recording, w window) int {
	widths := make([]int, 0, w.To-w.From)
	for _, id := range r.Lines()[w.From:w.To] {
		widths = append(widths, len(r.EventText(r.Event(id))))
	}
	slices.Sort(widths)
	for _, width := range []int{18, 22} {
		if widths[len(widths)/2] <= width {
			return width
		}
	}
	return 26
}

// window is a part of a longer list: the entries from From to To, which is not among them, of All.
type window struct{ From, To, All int }

// around returns the window of at most most entries around the entry at i. It begins at a multiple of stride.
func around(i, all, most, stride int) window {
	from := max(0, i-most+stride-1) / stride * stride
	from = min(from, max(0, all-most+stride-1)/stride*stride)
	return window{from, min(all, from+most), all}
}

// Render returns the markup.
func (c *Console) Render() app.UI {
	return app.Section().ID("panel-console").Class("panel", "p-console").Aria("label", "Console").Body(
		app.H2().Text("Console · why each line ran"),
		c.lines(),
	)
}

func (c *Console) lines() app.UI {
	r := c.Runs.Primary()
	if r == nil || len(r.Lines()) == 0 {
		return app.Div().ID("console-lines").Class("scroll").TabIndex(0).Body(
			app.P().Class("quiet").Text("What the program prints appears here."),
		)
	}
	lit := r.LinesTo(c.Player.Cursor())
	most, stride := ConsoleRows, consoleStride
	if c.Runs.Running() && c.Player.Follows() {
		most, stride = ConsoleRows/4, consoleStride/4 // all of them change again and again
	}
	w := around(lit, len(r.Lines()), most, stride)
	s := format.ScaleOf(r.EndTime())
	said := usualWidth(r, w)
	list := "lines said-" + strconv.Itoa(said)
	switch digits := len(s.Number(r.EndTime())); {
	case digits > 7:
		list += " wider"
	case digits > 5:
		list += " wide"
	}
	return app.Div().ID("console-lines").Class("scroll").TabIndex(0).Attr("role", "group").Aria("label", "Printed lines").Body(
		app.P().Class("quiet").Text(hidden(w.From, "earlier")),
		app.Ol().Class(list, "rove").OnClick(followed(c.Player)).Body(app.Range(r.Lines()[w.From:w.To]).Slice(func(i int) app.UI {
			n := w.From + i
			id := r.Lines()[n]
			e := r.Event(id)
			why := r.LineCause(id)
			class := "line"
			switch {
			case n == lit-1:
				class = "line now"
			case n >= lit:
				class = "line later"
			}
			reason := "why"
			if why.Late {
				reason = "why late"
			}
			text := r.EventText(e)
			saying := "said"
			if len(text) > said {
				saying = "said long"
			}
			return app.Li().Class(class, selectedClass(c.Rows, r.LoopLane(e.Loop))).Body(
				moment("at", s.Number(e.At), id, n == max(0, lit-1)),
				app.Span().Class(saying, format.HueClass(r.LoopHue(e.Loop))).Text(text),
				because(reason, why),
			)
		})),
		app.P().Class("quiet").Text(hidden(w.All-w.To, "later")),
		app.P().Class("quiet").Text(r.OverflowNote()),
	)
}

// because returns a reason. It leads to its moment if it has one.
func because(class string, why recording.Cause) app.UI {
	if why.Event == 0 {
		return app.Span().Class(class).Text(why.Text)
	}
	return moment(class, why.Text, why.Event, false)
}

// hidden returns a sentence that says how many lines are not in the document; empty for none.
func hidden(n int, which string) string {
	if n == 0 {
		return ""
	}
	return format.Plural(int64(n), which+" line") + " not shown; move the cursor to see them."
}
