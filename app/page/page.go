// Package page is what people see: go-app components, and the plain model that they draw.
//
// A run is a [Recording], whatever made it: a worker of the browser or a native server. [Yard] holds what the page
// shows and everything that can be done to it, with no browser in it. The components only read it; what takes a
// browser is behind the small interface shell, in the files named _js.go. The timeline is drawn as a list of
// rectangles, lines and texts, in one go, by web/assets/draw.js.
package page

import (
	"github.com/maxence-charriere/go-app/v9/pkg/app"
	"loopyard/app/model"
	"loopyard/app/recording"
	"loopyard/app/view"
)

// Register adds the page's routes. The server (to pre-render) and the browser main both call it, once. opened is what a
// page shows that is pre-rendered: [Opening], after its run. The browser's page runs it by itself.
func Register(opened *recording.Recording) {
	opening = opened
	app.Route("/", &Page{})
}

// opening is a global since go-app makes the pages.
var opening *recording.Recording

// Page is the whole playground.
type Page struct {
	app.Compo

	yard *model.Model
	join func(app.Context) (stop func())
	stop func()
}

// OnInit makes the page's state, before it is drawn for the first time. In the browser that waits a little for the run
// that the address asks for, so that the page is complete when it takes the place of the pre-rendered one.
func (p *Page) OnInit() {
	p.yard = model.New(model.NoShell{})
	p.join = begin(p.yard)
}

// OnMount joins the page to the browser.
func (p *Page) OnMount(ctx app.Context) { p.stop = p.join(ctx) }

// OnAppUpdate is called when a later version of the page has been fetched.
func (p *Page) OnAppUpdate(ctx app.Context) {
	p.yard.View.Later = ctx.AppUpdateAvailable()
	p.yard.Revs.View++
}

// OnDismount lets the browser go.
func (p *Page) OnDismount() {
	if p.stop != nil {
		p.stop()
	}
}

// Render draws the page.
func (p *Page) Render() app.UI {
	y := p.yard
	if y == nil { // the framework asks for an empty page's markup in its own tests
		y = model.New(model.NoShell{})
		p.yard = y
	}
	r := y.Revs
	return app.Div().Class(y.Class()).Body(
		&view.Header{Y: y, Rev: r.Run + r.Form + r.View},
		&view.Sharing{Y: y, Rev: r.Form + r.View},
		&view.Nav{Y: y, Rev: r.Form},
		app.Main().ID("main").Body(
			&view.Picker{Y: y, Rev: r.Form},
			&view.Lead{Y: y, Rev: r.Form + r.Run},
			&view.Form{Y: y, Rev: r.Form + r.Run},
			&view.Alert{Y: y, Rev: r.Run + r.Form + r.Far},
			&view.TimelineView{Y: y, Rev: r.Run + r.Form + r.View + y.TableRev()},
			&view.Transport{Y: y, Rev: r.Run + r.Cursor},
			app.Div().Class("foot", "show-"+string(y.View.Panel), "side-"+string(y.View.Side), y.CompareClass()).Body(
				&view.Console{Y: y, Rev: r.Run + r.Cursor},
				&view.Cursor{Y: y, Rev: r.Run + r.Cursor},
				view.Side(y),
			),
			&view.Tabs{Y: y, Rev: r.View + r.Run},
		),
		&view.Sheet{},
		&view.RunsList{Y: y, Rev: r.Run + r.View},
		&view.Sweep{Y: y, Rev: r.Form + r.View},
		app.P().ID("live").Class("unseen").Attr("role", "status").Text(y.Said),
	)
}
