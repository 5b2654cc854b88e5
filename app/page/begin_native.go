//go:build !js

package page

import (
	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"loopyard/app/model"
)

// begin returns a model that shows the run that [Register] was given, if any. There is no browser to join.
func begin() (m *model.Model, join func(app.Context) (stop func())) {
	m = model.New(model.NoBrowser{})
	if opening != nil {
		m.Adopt(opening)
	}
	return m, func(app.Context) (stop func()) { return func() {} }
}
