package page

import (
	"github.com/maxence-charriere/go-app/v9/pkg/app"
	"loopyard/app/browser"
	"loopyard/app/model"
)

// begin connects the page's state with the browser.
func begin(y *model.Model) (join func(app.Context) (stop func())) { return browser.BeginInBrowser(y) }
