// Package page puts the page together: the model of app/model, the components of app/view, and in a browser app/browser.
package page

import (
	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"loopyard/app/model"
	"loopyard/app/recording"
	"loopyard/app/view"
)

// Register adds the page's routes. The server, which pre-renders the page, and the program in the browser both call it
// once. opened is the recording that a pre-rendered page shows; the program in the browser makes its own.
func Register(opened *recording.Recording) {
	opening = opened
	app.Route("/", &Page{})
}

// opening is a global variable, since go-app makes the pages.
var opening *recording.Recording

// Page is the whole playground.
type Page struct {
	app.Compo

	model *model.Model
	join  func(app.Context) (stop func())
	stop  func()
}

// OnInit makes the model, before the page is drawn for the first time. In the browser it waits a little for the run that
// the address asks for, so that the page is complete when it replaces the pre-rendered one.
func (p *Page) OnInit() {
	p.model, p.join = begin()
}

// OnMount joins the page to the browser.
func (p *Page) OnMount(ctx app.Context) { p.stop = p.join(ctx) }

// OnAppUpdate is called when a later version of the page has been fetched.
func (p *Page) OnAppUpdate(ctx app.Context) {
	p.model.Panels.SetUpdateReady(ctx.AppUpdateAvailable())
}

// OnDismount lets the browser go.
func (p *Page) OnDismount() {
	if p.stop != nil {
		p.stop()
	}
}

// Render returns the markup of the page.
func (p *Page) Render() app.UI {
	m := p.model
	if m == nil { // the framework asks for an empty page's markup in its own tests
		m = model.New(model.NoBrowser{})
		p.model = m
	}
	m.Code.Update()
	return app.Div().Class(pageClass(m)).Body(
		&view.Header{M: m, Rev: model.Rev(&m.Runs, &m.Form, &m.Share, &m.Panels, &m.Address)},
		&view.Sharing{Share: &m.Share, Rev: m.Share.Changes()},
		&view.Nav{M: m, Rev: model.Rev(&m.Form, &m.Server, &m.Address)},
		app.Main().ID("main").Body(
			&view.Picker{M: m, Rev: m.Form.Changes()},
			&view.Lead{M: m, Rev: model.Rev(&m.Form, &m.Server, &m.Address, &m.Runs, &m.Quiz)},
			&view.Form{M: m, Rev: model.Rev(&m.Form, &m.Server, &m.Address, &m.Runs)},
			&view.Alert{M: m, Rev: model.Rev(&m.Notices, &m.Runs, &m.Jobs, &m.Export, &m.Steps)},
			&view.TimelineView{M: m, Rev: model.Rev(&m.Runs, &m.Form, &m.Server, &m.Panels, &m.Rows, &m.Viewport, &m.Player)},
			&view.Transport{Player: &m.Player, Runs: &m.Runs, Rev: model.Rev(&m.Runs, &m.Player)},
			app.Div().Class("foot", "show-"+string(m.Panels.Narrow()), "side-"+string(m.Panels.Side()), footClass(&m.Runs)).Body(
				&view.Console{Runs: &m.Runs, Player: &m.Player, Rows: &m.Rows, Rev: model.Rev(&m.Runs, &m.Player, &m.Rows)},
				&view.Cursor{Runs: &m.Runs, Player: &m.Player, Rows: &m.Rows, Rev: model.Rev(&m.Runs, &m.Player, &m.Rows)},
				view.Side(m),
			),
			&view.Tabs{Panels: &m.Panels, Runs: &m.Runs, Rev: model.Rev(&m.Panels, &m.Runs)},
		),
		&view.Sheet{},
		&view.RunsList{M: m, Rev: model.Rev(&m.Runs, &m.Form, &m.Server)},
		&view.Sweep{M: m, Rev: model.Rev(&m.Sweep, &m.Form, &m.Server)},
		app.P().ID("live").Class("unseen").Attr("role", "status").Text(m.Notices.Announcement()),
	)
}

// pageClass returns the class that says what of the page is shown.
func pageClass(m *model.Model) string {
	class := "page"
	if m.Address.Mode().Embed {
		class += " embed"
	}
	if m.Panels.FullScreen() {
		class += " room"
	}
	return class
}

// footClass returns the class of the panels. Figures that are compared need more room.
func footClass(runs *model.Runs) string {
	if runs.Compared() == nil {
		return "one-run"
	}
	return "comparing"
}
