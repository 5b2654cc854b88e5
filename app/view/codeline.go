package view

import (
	"strconv"
	"strings"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"loopyard/app/format"
)

// codeLine is one line of the listing. It is a component, so that only the lines whose highlight changes are drawn again.
type codeLine struct {
	app.Compo

	N      int // from 0
	Text   string
	Python bool
	Marked bool // its number leads to the next moment that it is run
	Stop   bool // the Tab key stops at its number
	Now    bool // the step that is shown is here
	Hue    int  // of the loop whose step that is
	Stand  int  // how many others stand here
}

// Render returns the markup.
func (l *codeLine) Render() app.UI {
	words := goWords
	if l.Python {
		words = pythonWords
	}
	sign, said, hue := "", "", ""
	row := app.Li()
	switch {
	case l.Now:
		row.Class("now").Aria("current", "step")
		sign, said, hue = "▶", "The step shown is here.", format.HueClass(l.Hue)
	case l.Stand > 0:
		row.Class("stand")
		sign = "◦"
	}
	if l.Stand > 0 {
		said += " " + format.Count(int64(l.Stand)) + " stand here."
	}
	if l.Stand > 1 || l.Now && l.Stand > 0 {
		sign = strings.TrimSuffix(sign, "◦") + "◦" + short3(l.Stand)
	}
	if l.Marked {
		row.DataSet("line", l.N)
	}
	pieces := highlight(l.Text, words)
	return row.Body(
		l.number(),
		app.Span().Class("gutter", hue).Aria("hidden", true).Text(sign),
		app.Code().Body(app.Range(pieces).Slice(func(i int) app.UI {
			return app.Span().Class(pieces[i].Class).Text(pieces[i].Text)
		})),
		app.If(said != "", app.Span().Class("unseen").Text(said)),
	)
}

func (l *codeLine) number() app.UI {
	n := strconv.Itoa(l.N + 1)
	if !l.Marked {
		return app.Span().Class("no").Text(n)
	}
	stop := -1
	if l.Stop {
		stop = 0
	}
	return app.Button().Type("button").Class("no").TabIndex(stop).Title("Go to the next moment this line is run").
		Aria("label", n+", next time this line is run").Text(n)
}

// short3 returns a count in about three characters, such as 12k.
func short3(n int) string {
	switch {
	case n < 1000:
		return strconv.Itoa(n)
	case n < 1_000_000:
		return strconv.Itoa(n/1000) + "k"
	}
	return strconv.Itoa(n/1_000_000) + "M"
}
