//go:build !js

package page

import (
	"github.com/maxence-charriere/go-app/v9/pkg/app"
	"loopyard/app/model"
)

// begin shows the run that [Register] was given, if any. There is no browser to join.
func begin(y *model.Model) (join func(app.Context) (stop func())) {
	if opening != nil {
		y.Waiting = false
		y.Number(opening)
		y.SetPrimary(opening)
		y.Remember(opening)
		for y.Advise(func() bool { return false }) {
		}
	}
	return func(app.Context) (stop func()) { return func() {} }
}
