//go:build !js

package page

import "github.com/maxence-charriere/go-app/v9/pkg/app"

// join does nothing natively: a page that is only rendered has no browser.
func join(app.Context, *Yard) (stop func()) { return func() {} }
