// Command wasm is the page's program in the browser.
package main

import (
	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"loopyard/app/page"
)

func main() {
	page.Register(nil)
	app.RunWhenOnBrowser()
}
