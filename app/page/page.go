// Package page is what people see: go-app components, and the plain model that they draw.
//
// A run is a [Recording], whatever made it: a worker of the browser or a native server. [Yard] holds what the page
// shows and everything that can be done to it, with no browser in it. The components only read it; what takes a
// browser is behind the small interface shell, in the files named _js.go. The timeline is drawn as a list of
// rectangles, lines and texts, in one go, by web/assets/draw.js.
package page

import (
	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"loopyard/engine/scenario"
	"loopyard/engine/spec"
)

// Register adds the page's routes. The server (to pre-render) and the browser main both call it, once. opened is what a
// page shows that is pre-rendered: [Opening], after its run. The browser's page runs it by itself.
func Register(opened *Recording) {
	opening = opened
	app.Route("/", &Page{})
}

// opening is a global since go-app makes the pages.
var opening *Recording

// Opening is what an address without a link asks for, not run yet.
func Opening() *Recording {
	l := ReadLink("", scenario.Catalog{}, func(Place) spec.Limits { return spec.PageLimits() })
	return NewRecording(l.Run, l.Place)
}

// Page is the whole playground.
type Page struct {
	app.Compo

	yard *Yard
	join func(app.Context) (stop func())
	stop func()
}

// OnInit makes the page's state, before it is drawn for the first time. In the browser that waits a little for the run
// that the address asks for, so that the page is complete when it takes the place of the pre-rendered one.
func (p *Page) OnInit() {
	p.yard = NewYard(noShell{})
	p.join = begin(p.yard)
}

// OnMount joins the page to the browser.
func (p *Page) OnMount(ctx app.Context) { p.stop = p.join(ctx) }

// OnAppUpdate is called when a later version of the page has been fetched.
func (p *Page) OnAppUpdate(ctx app.Context) {
	p.yard.View.Later = ctx.AppUpdateAvailable()
	p.yard.revs.view++
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
		y = NewYard(noShell{})
		p.yard = y
	}
	r := y.revs
	return app.Div().Class(y.class()).Body(
		&header{Y: y, Rev: r.run + r.form + r.view},
		&sharing{Y: y, Rev: r.form + r.view},
		&nav{Y: y, Rev: r.form},
		app.Main().ID("main").Body(
			&picker{Y: y, Rev: r.form},
			&lead{Y: y, Rev: r.form + r.run},
			&form{Y: y, Rev: r.form + r.run},
			&alert{Y: y, Rev: r.run + r.form + r.far},
			&timeline{Y: y, Rev: r.run + r.form + r.view + y.tableRev()},
			&transport{Y: y, Rev: r.run + r.cursor},
			app.Div().Class("foot", "show-"+string(y.View.Panel), "side-"+string(y.View.Side), y.compareClass()).Body(
				&console{Y: y, Rev: r.run + r.cursor},
				&cursor{Y: y, Rev: r.run + r.cursor},
				side(y),
			),
			&tabs{Y: y, Rev: r.view + r.run},
		),
		&sheet{},
		&runsList{Y: y, Rev: r.run + r.view},
		&sweep{Y: y, Rev: r.form + r.view},
		app.P().ID("live").Class("unseen").Attr("role", "status").Text(y.Said),
	)
}

// tableRev is the cursor's count while the timeline is a table: only then the cursor changes what it shows.
func (y *Yard) tableRev() int {
	if y.View.Table {
		return y.revs.cursor
	}
	return 0
}

// noShell is a browser that does nothing: natively, and before the page is mounted.
type noShell struct{}

func (noShell) start(int, *Recording) {}
func (noShell) stop(int)              {}
func (noShell) probe()                {}
func (noShell) pick()                 {}
func (noShell) more(int)              {}
func (noShell) wake()                 {}
func (noShell) link(string, bool)     {}
func (noShell) focus(string)          {}
func (noShell) copy(string, CopyOf)   {}
func (noShell) theme(Theme)           {}
func (noShell) stage(bool)            {}
func (noShell) dialog(string)         {}
func (noShell) palette() palette      { return palette{} }

func (noShell) savePNG(string, *paint, float64, float64) {}

func (noShell) put([]byte)  {}
func (noShell) save(string) {}
