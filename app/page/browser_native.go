//go:build !js

package page

import "github.com/maxence-charriere/go-app/v9/pkg/app"

// begin shows the run that [Register] was given, if any. There is no browser to join.
func begin(y *Yard) (join func(app.Context) (stop func())) {
	if opening != nil {
		y.waiting = false
		y.number(opening)
		y.show(opening)
		y.remember(opening)
		for y.advise(func() bool { return false }) {
		}
	}
	return func(app.Context) (stop func()) { return func() {} }
}
