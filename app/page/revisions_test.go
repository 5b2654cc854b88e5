package page

import (
	"flag"
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/maxence-charriere/go-app/v9/pkg/app"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"loopyard/app/model"
	"loopyard/app/model/modeltest"
	"loopyard/app/recording"
	"loopyard/app/timeline"
)

// TestAComponentWithAnUnchangedRevisionShowsTheSame does random things to a page. A component whose Rev has not changed
// is not drawn again in the browser, so it must look as it did.
func TestAComponentWithAnUnchangedRevisionShowsTheSame(t *testing.T) {
	require.NoError(t, flag.Set("rapid.checks", "30")) // each draws the whole page several times
	rapid.Check(t, func(t *rapid.T) {
		browser := modeltest.NewBrowser()
		m := model.New(browser)
		m.Open("")
		before := components(m)
		for range rapid.IntRange(1, 4).Draw(t, "steps") {
			what := rapid.SampledFrom(actions).Draw(t, "what")
			what.do(t, m, browser)
			m.Frame(0, modeltest.Never)
			now := components(m)
			for i, c := range now {
				if was := before[i]; c.rev == was.rev {
					require.Equal(t, was.html, c.html, "%s after %s", c.name, what.name)
				}
			}
			before = now
		}
	})
}

// component is one that the page has: its revision, and how it looks.
type component struct {
	name string
	rev  uint64
	html string
}

// components returns the page's components that have a revision. It finds them in the markup that Page.Render makes,
// by reflection, so that a new one is tested without being named here.
func components(m *model.Model) (all []component) {
	root := (&Page{model: m}).Render()
	var walk func(v reflect.Value)
	walk = func(v reflect.Value) {
		for v.Kind() == reflect.Interface || v.Kind() == reflect.Pointer {
			if v.IsNil() {
				return
			}
			if rev := reflect.Indirect(v); rev.Kind() == reflect.Struct && rev.FieldByName("Rev").IsValid() && v.Kind() == reflect.Pointer {
				// The value was reached through unexported fields, so it is taken by its address.
				if ui, ok := reflect.NewAt(rev.Type(), v.UnsafePointer()).Interface().(app.UI); ok {
					all = append(all, component{fmt.Sprintf("%T", ui), rev.FieldByName("Rev").Uint(), markup(m, ui)})
				}
				return
			}
			v = v.Elem()
		}
		if v.Kind() != reflect.Struct {
			return
		}
		for i := range v.NumField() {
			switch f := v.Field(i); f.Kind() {
			case reflect.Slice:
				if f.Type().Elem() == reflect.TypeFor[app.UI]() {
					for j := range f.Len() {
						walk(f.Index(j))
					}
				}
			case reflect.Struct:
				walk(f)
			}
		}
	}
	walk(reflect.ValueOf(root))
	return all
}

var (
	attributes = regexp.MustCompile(` [a-z-]+(="(\\.|[^"\\])*")?`)
	tags       = regexp.MustCompile(`<[a-z0-9]+(` + attributes.String() + `)*/?>`)
)

// markup returns how a component looks, with the attributes of each element in order: go-app writes them in any.
func markup(m *model.Model, ui app.UI) string {
	html := app.HTMLString(ui)
	for _, picture := range []string{m.Prerendered(), m.PrerenderedMinimap()} { // in a browser these are canvases
		html = strings.ReplaceAll(html, picture, "")
	}
	return tags.ReplaceAllStringFunc(html, func(tag string) string {
		all := attributes.FindAllString(tag, -1)
		slices.Sort(all)
		return attributes.ReplaceAllString(tag, "") + strings.Join(all, "")
	})
}

// action is something that a visitor or a worker may do.
type action struct {
	name string
	do   func(t *rapid.T, m *model.Model, b *modeltest.Browser)
}

var actions = []action{
	{"finish", func(t *rapid.T, m *model.Model, b *modeltest.Browser) {
		if m.Runs.Running() {
			b.Finish(t, m)
		}
	}},
	{"run", func(_ *rapid.T, m *model.Model, _ *modeltest.Browser) { m.Run() }},
	{"stop", func(_ *rapid.T, m *model.Model, _ *modeltest.Browser) { m.Stop() }},
	{"type", func(t *rapid.T, m *model.Model, _ *modeltest.Browser) {
		m.Type(rapid.SampledFrom([]string{"loops", "sleep", "seed"}).Draw(t, "field"), rapid.SampledFrom([]string{"1", "3", "x", "100ms"}).Draw(t, "text"))
	}},
	{"leave", func(_ *rapid.T, m *model.Model, _ *modeltest.Browser) { m.Leave("loops") }},
	{"target", func(t *rapid.T, m *model.Model, _ *modeltest.Browser) {
		m.SetTarget(rapid.SampledFrom(recording.Targets).Draw(t, "target"))
	}},
	{"open", func(t *rapid.T, m *model.Model, _ *modeltest.Browser) {
		m.Open(rapid.SampledFrom([]string{"", "#s=runner", "#s=nope", "#loops=2&at=threads", "#embed=1&fixed=1"}).Draw(t, "link"))
	}},
	{"no server", func(_ *rapid.T, m *model.Model, _ *modeltest.Browser) { m.Server.Answer(nil) }},
	{"step", func(_ *rapid.T, m *model.Model, _ *modeltest.Browser) { m.Player.Step() }},
	{"start", func(_ *rapid.T, m *model.Model, _ *modeltest.Browser) { m.Player.ToStart() }},
	{"play", func(_ *rapid.T, m *model.Model, _ *modeltest.Browser) { m.Player.Play() }},
	{"speed", func(t *rapid.T, m *model.Model, _ *modeltest.Browser) {
		m.Player.SetSpeed(rapid.IntRange(0, 12).Draw(t, "speed"))
	}},
	{"zoom", func(t *rapid.T, m *model.Model, _ *modeltest.Browser) {
		m.Viewport.ZoomAtCursor(rapid.SampledFrom([]float64{.5, 3}).Draw(t, "factor"))
	}},
	{"select", func(_ *rapid.T, m *model.Model, _ *modeltest.Browser) { m.SelectNext(1) }},
	{"select nothing", func(_ *rapid.T, m *model.Model, _ *modeltest.Browser) { m.Rows.Select(timeline.Selection{}) }},
	{"fold", func(t *rapid.T, m *model.Model, _ *modeltest.Browser) { m.Rows.FoldAll(rapid.Bool().Draw(t, "hide")) }},
	{"table", func(t *rapid.T, m *model.Model, _ *modeltest.Browser) { m.Panels.SetTable(rapid.Bool().Draw(t, "on")) }},
	{"side", func(t *rapid.T, m *model.Model, _ *modeltest.Browser) {
		m.Panels.SetSide(rapid.SampledFrom([]model.Panel{model.PanelStats, model.PanelAdvice, model.PanelCode}).Draw(t, "panel"))
	}},
	{"full screen", func(t *rapid.T, m *model.Model, _ *modeltest.Browser) {
		m.Panels.SetFullScreen(rapid.Bool().Draw(t, "on"))
	}},
	{"language", func(t *rapid.T, m *model.Model, _ *modeltest.Browser) { m.Code.Choose(rapid.Bool().Draw(t, "python")) }},
	{"guess", func(t *rapid.T, m *model.Model, _ *modeltest.Browser) {
		m.Quiz.Take(rapid.IntRange(0, 2).Draw(t, "answer"))
	}},
	{"share", func(_ *rapid.T, m *model.Model, _ *modeltest.Browser) {
		m.Share.OnCopied(model.CopiedLink, "http://x/#a")
	}},
	{"share fixed", func(t *rapid.T, m *model.Model, _ *modeltest.Browser) { m.Share.SetFixed(rapid.Bool().Draw(t, "on")) }},
	{"compare", func(_ *rapid.T, m *model.Model, _ *modeltest.Browser) { m.Compare() }},
	{"compare kept", func(t *rapid.T, m *model.Model, _ *modeltest.Browser) {
		if all := m.Runs.All(); len(all) > 0 {
			m.SetCompared(rapid.SampledFrom(all).Draw(t, "run"), rapid.Bool().Draw(t, "on"))
		}
	}},
	{"show kept", func(t *rapid.T, m *model.Model, _ *modeltest.Browser) {
		if all := m.Runs.All(); len(all) > 0 {
			m.Show(rapid.SampledFrom(all).Draw(t, "run"))
		}
	}},
	{"sweep", func(_ *rapid.T, m *model.Model, _ *modeltest.Browser) {
		m.Sweep.Open(model.IDSweep)
		m.StartSweep()
	}},
	{"hide the page", func(_ *rapid.T, m *model.Model, _ *modeltest.Browser) { m.Jobs.OnHidden() }},
	{"lose the worker", func(_ *rapid.T, m *model.Model, b *modeltest.Browser) { m.Jobs.OnError(b.Last, "it is gone") }},
	{"dismiss", func(_ *rapid.T, m *model.Model, _ *modeltest.Browser) { m.Notices.Dismiss() }},
}
