// Package page is what people see: go-app components and the plain model they draw.
package page

import "github.com/maxence-charriere/go-app/v9/pkg/app"

// Register adds the page's routes. The server (to pre-render) and the browser main both call it, once.
func Register() {
	app.Route("/", &Page{})
}

// Page is the whole playground.
type Page struct{ app.Compo }

// Render draws the page.
func (p *Page) Render() app.UI { return app.Main().Body(app.H1().Text("Loopyard")) }
