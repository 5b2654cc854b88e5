package view

import (
	"strconv"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"loopyard/app/format"
	"loopyard/app/model"
	"loopyard/app/recording"
	"loopyard/engine/scenario/lesson"
	"loopyard/engine/spec"
)

// Form is the form: what to run, where to run it, and the Run button.
type Form struct {
	app.Compo

	M   *model.Model
	Rev uint
}

// Render returns the markup.
func (f *Form) Render() app.UI {
	m := f.M
	params := m.Form.Fields()
	return app.Form().Class("spec").OnSubmit(f.submit).Attr("novalidate", true).Aria("label", "What to run").Body(
		app.Div().Class("fields").Body(
			app.Range(params).Slice(func(i int) app.UI { return f.field(params[i]) }),
		),
		app.Div().Class("place").Body(f.where(), f.run()),
		f.general(),
	)
}

func (f *Form) field(p spec.Param) app.UI {
	m := f.M
	id, wrong := "field-"+p.Name, m.Form.Err(p.Name)
	class, mode := "field", "numeric"
	if p.Time {
		class, mode = "field time", "text"
	}
	if p.Name == recording.SeedParam.Name || p.Name == recording.CoresParam.Name {
		class = "field machine"
	}
	if p.Name == spec.Coroutines.Name {
		class = "field many"
	}
	if p.Choices != nil {
		return f.choice(p, id)
	}
	input := app.Input().ID(id).Type("text").Name(p.Name).Value(m.Form.Text(p.Name)).
		Attr("inputmode", mode).Attr("autocomplete", "off").Attr("spellcheck", "false").
		Aria("describedby", id+"-hint").Aria("invalid", wrong != nil).ReadOnly(m.Address.Mode().Fixed).
		OnInput(f.typed(p.Name), p.Name).OnChange(f.left(p.Name), p.Name)
	note := app.Span().ID(id + "-hint").Class("hint").Text(m.Form.Hint(p))
	if wrong != nil {
		class += " wrong"
		note = app.Span().ID(id + "-hint").Class("hint").Text(correction(wrong))
	}
	return app.Div().Class(class).Body(
		app.Label().For(id).Text(p.Label),
		input,
		note,
	)
}

// choice returns a field whose values are words. Only a link can give it a wrong value; it shows the first word then.
func (f *Form) choice(p spec.Param, id string) app.UI {
	m := f.M
	box := app.Select().ID(id).Name(p.Name).OnChange(f.typed(p.Name), p.Name).Body(
		app.Range(p.Choices).Slice(func(i int) app.UI {
			return option(p.Choices[i], lesson.VariantLabel(p.Choices[i]), p.Choices[i] == m.Form.Text(p.Name))
		}),
	)
	if m.Address.Mode().Fixed || app.IsClient {
		box.Disabled(m.Address.Mode().Fixed)
	}
	field := app.Div().Class("field choice").Body(app.Label().For(id).Text(p.Label), box)
	wrong := m.Form.Err(p.Name)
	if wrong == nil {
		return field
	}
	box.Aria("describedby", id+"-hint").Aria("invalid", true)
	return app.Div().Class("field wrong").Body(app.Label().For(id).Text(p.Label), box,
		app.Span().ID(id+"-hint").Class("hint").Text(correction(wrong)))
}

func (f *Form) typed(name string) app.EventHandler {
	return func(ctx app.Context, e app.Event) { f.M.Type(name, ctx.JSSrc().Get("value").String()) }
}

func (f *Form) left(name string) app.EventHandler {
	return func(ctx app.Context, e app.Event) { f.M.Leave(name) }
}

func (f *Form) where() app.UI {
	m := f.M
	note, native, class := m.Form.Target().Note()+" ", m.Server.Note(), "hint"
	if wrong := m.Form.Err("placement"); wrong != nil {
		note, native, class = correction(wrong), "", "hint wrong"
	}
	return app.FieldSet().Class("where").Body(
		app.Legend().Text("Where it runs"),
		f.gil(),
		app.Div().Class("seg").Body(
			app.Range(recording.Targets).Slice(func(i int) app.UI { return f.place(recording.Targets[i]) }),
		),
		app.Span().ID("where-hint").Class(class).Body(
			app.Text(note),
			app.Span().Text(native), // a block of its own: it comes late, and must not count as the page's largest
		),
	)
}

// gil returns the checkbox for the simulated machine's GIL. Only a run in virtual time has a simulated machine.
func (f *Form) gil() app.UI {
	on := f.M.Form.Text(recording.GILName) == "true"
	box := app.Input().ID("field-gil").Type("checkbox").Name(recording.GILName).OnChange(f.lock)
	if on || app.IsClient {
		box.Checked(on)
	}
	if f.M.Address.Mode().Fixed || app.IsClient {
		box.Disabled(f.M.Address.Mode().Fixed)
	}
	class := "gil"
	if f.M.Form.Target() != recording.TargetVirtual {
		class = "gil off"
	}
	return app.Label().Class(class).Title("Only one thread computes at a time, as in CPython’s default build").Body(
		box, app.Text("One at a time (GIL)"),
	)
}

func (f *Form) lock(ctx app.Context, e app.Event) {
	f.M.Type(recording.GILName, strconv.FormatBool(ctx.JSSrc().Get("checked").Bool()))
}

func (f *Form) place(p recording.Target) app.UI {
	chosen := f.M.Form.Target() == p
	radio := app.Input().Type("radio").Name("place").Value(string(p.Key())).Aria("describedby", "where-hint").
		OnChange(f.move(p), int(p))
	if chosen || app.IsClient {
		radio.Checked(chosen)
	}
	return app.Label().Body(
		radio,
		app.Span().Text(p.Label()),
	)
}

func (f *Form) move(p recording.Target) app.EventHandler {
	return func(ctx app.Context, e app.Event) { f.M.SetTarget(p) }
}

func (f *Form) run() app.UI {
	text, class := "Run", "run"
	if f.M.Runs.Running() {
		text, class = "Stop", "run stop"
	}
	return app.Div().Class("go").Body(
		app.Button().Type("submit").Class(class).Title("Ctrl+Enter").Text(text),
	)
}

func (f *Form) submit(ctx app.Context, e app.Event) {
	e.PreventDefault()
	if f.M.Runs.Running() {
		f.M.Stop()
		return
	}
	f.M.Run()
}

// LinkWords lists the keys of a link that have no field in the form: the name in an error, and the name for people.
var LinkWords = [][2]string{
	{"scenario", "scenario"}, {"v", "version"}, {"t", "moment"}, {"n", "event"}, {"w", "window"}, {recording.GILName, "gil"},
	{"embed", "embed"}, {"fixed", "fixed"}, {"theme", "theme"}, {"link", "link"},
}

// general returns the error of such a key.
func (f *Form) general() app.UI {
	for _, word := range LinkWords {
		if wrong := f.M.Form.Err(word[0]); wrong != nil {
			return app.P().Class("general").Attr("role", "alert").Text(
				"The link’s " + word[1] + " cannot be used: got “" + format.Excerpt(wrong.Value) + "”, want " + wrong.Allowed + ".")
		}
	}
	return nil
}

// correction says what to enter in a field in place of what is wrong with it.
func correction(wrong *spec.FieldError) string {
	return "Enter " + wrong.Allowed + ", not “" + wrong.Value + "”."
}
