package page

import (
	"testing"

	"github.com/maxence-charriere/go-app/v9/pkg/app"
	"github.com/stretchr/testify/assert"
)

func TestThePagePreRendersItsFrameWithoutABrowser(t *testing.T) {
	p := &Page{}
	html := app.HTMLString(p)
	for _, want := range []string{"A loop in every thread", "Where it runs", `aria-label="Timeline"`, "Nothing has run yet", `id="field-loops"`} {
		assert.Contains(t, html, want)
	}
	for _, never := range []string{` disabled="false"`, ` checked="false"`, ` selected="false"`, ` style=`} {
		assert.NotContains(t, html, never)
	}
}
