package view

import (
	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"loopyard/app/model"
	"loopyard/engine/scenario/lesson"
)

// Nav is the list of scenarios. Each is a link, so that it can be opened in a tab of its own.
type Nav struct {
	app.Compo

	M   *model.Model
	Rev uint

	shown string // the scenario that was last brought into view
}

// OnMount scrolls the chosen scenario into view, since the list is longer than most screens.
func (n *Nav) OnMount(ctx app.Context) { n.reveal(ctx) }

// OnUpdate scrolls the chosen scenario into view.
func (n *Nav) OnUpdate(ctx app.Context) { n.reveal(ctx) }

func (n *Nav) reveal(ctx app.Context) {
	if n.shown == n.M.Form.Scenario() {
		return
	}
	n.shown = n.M.Form.Scenario()
	ctx.Defer(func(app.Context) {
		if on := app.Window().Get("document").Call("querySelector", ".scenarios .on"); on.Truthy() {
			on.Call("scrollIntoView", map[string]any{"block": "nearest"})
		}
	})
}

// Render returns the markup.
func (n *Nav) Render() app.UI {
	groups := n.M.Form.Groups()
	return app.Nav().Class("scenarios").Aria("label", "Scenarios").Body(
		app.Range(groups).Slice(func(i int) app.UI {
			g := groups[i]
			return app.Section().Body(
				app.H2().Text(g.Title),
				app.Ul().Body(app.Range(g.IDs).Slice(func(i int) app.UI { return n.item(g.IDs[i]) })),
			)
		}),
	)
}

func (n *Nav) item(id string) app.UI {
	about := lesson.Of(id)
	link := app.A().Href("#"+n.M.Address.ToScenario(id)).OnClick(n.choose(id), id).Body(
		app.Span().Class("pictogram").Body(app.Raw(pictogram(id))),
		app.Span().Body(
			app.Span().Class("title").Text(about.Title),
			app.Small().Text(about.Summary),
		),
	)
	if id == n.M.Form.Scenario() {
		link.Class("on").Aria("current", "page")
	}
	return app.Li().Body(link)
}

func (n *Nav) choose(id string) app.EventHandler {
	return func(ctx app.Context, e app.Event) {
		if ownTab(e) {
			return
		}
		// go-app would follow the link itself, and not tell a second click on it from the first.
		e.PreventDefault()
		e.Call("stopPropagation")
		n.M.Visit(n.M.Address.ToScenario(id))
	}
}

// ownTab reports whether a click asks the browser to open a link elsewhere.
func ownTab(e app.Event) bool {
	for _, key := range []string{"ctrlKey", "metaKey", "shiftKey"} {
		if e.Get(key).Truthy() {
			return true
		}
	}
	return false
}

// Picker is the choice of a scenario on a narrow screen.
type Picker struct {
	app.Compo

	M   *model.Model
	Rev uint
}

// Render returns the markup.
func (p *Picker) Render() app.UI {
	groups := p.M.Form.Groups()
	return app.Div().Class("picker").Body(
		app.Label().For("scenario").Text("Scenario"),
		app.Select().ID("scenario").OnChange(p.chosen).Body(
			app.Range(groups).Slice(func(i int) app.UI {
				g := groups[i]
				return app.OptGroup().Label(g.Title).Body(
					app.Range(g.IDs).Slice(func(i int) app.UI {
						id := g.IDs[i]
						return option(id, lesson.Of(id).Title, id == p.M.Form.Scenario())
					}),
				)
			}),
		),
	)
}

func (p *Picker) chosen(ctx app.Context, e app.Event) {
	p.M.Visit(p.M.Address.ToScenario(ctx.JSSrc().Get("value").String()))
}

// option returns an option of a select element. In markup a false attribute counts as true, so the attribute is there only
// if it is true. In the browser it is a property, which has to be set to both.
func option(value, text string, selected bool) app.UI {
	o := app.Option().Value(value).Text(text)
	if selected || app.IsClient {
		o.Selected(selected)
	}
	return o
}
