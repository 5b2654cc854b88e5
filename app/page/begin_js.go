package page

import (
	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"loopyard/app/browser"
	"loopyard/app/model"
)

// begin returns a model that is joined to the browser.
func begin() (m *model.Model, join func(app.Context) (stop func())) { return browser.Begin() }
