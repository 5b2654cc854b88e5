package view

import (
	"strconv"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"loopyard/app/model"
	"loopyard/app/recording"
	"loopyard/engine/scenario/lesson"
)

// Sweep is the dialog of a sweep: what to vary, the range, the targets, and the result.
type Sweep struct {
	app.Compo

	M   *model.Model
	Rev uint
}

// Render returns the markup.
func (v *Sweep) Render() app.UI {
	m := v.M
	s := &m.Sweep
	from, to, number := s.Range()
	return app.Dialog().ID(model.IDSweep).Class("sweep").Aria("labelledby", "sweep-title").Body(
		app.Div().Class("head").Body(
			app.H2().ID("sweep-title").Text("Sweep: "+lesson.Of(m.Form.Scenario()).Title),
			button("ghost small", "Close", iconClose, v.close),
		),
		app.P().Class("quiet").Text("Runs the form’s program once for each value of one parameter, in each place that you choose. "+
			"Each run has the limits of its place. Its figures are kept, but not its events. If the last value is at least 1,000 times the first, the values grow by factors."),
		app.Form().Class("spec").OnSubmit(v.submit).Attr("novalidate", true).Aria("label", "What to sweep").Body(
			app.Div().Class("fields").Body(
				app.Div().Class("field vary").Body(
					app.Label().For("sweep-param").Text("Vary"),
					app.Select().ID("sweep-param").OnChange(v.vary).Body(v.params()...),
				),
				v.field("from", "From", from),
				v.field("to", "To", to),
				v.field("number", "Values", number),
			),
			v.where(),
			app.Div().Class("go").Body(v.run()),
			v.wrong("form"),
		),
		app.P().Class("quiet").Attr("role", "status").Text(s.Says()),
		v.result(),
	)
}

func (v *Sweep) params() (all []app.UI) {
	for _, p := range v.M.Sweep.Params() {
		all = append(all, option(p.Name, p.Label, p.Name == v.M.Sweep.Param().Name))
	}
	return all
}

func (v *Sweep) field(name, label, text string) app.UI {
	s := &v.M.Sweep
	id, class, note := "sweep-"+name, "field", v.hint(name)
	if e := s.Err(name); e != nil {
		class, note = "field wrong", correction(e)
	}
	return app.Div().Class(class).Body(
		app.Label().For(id).Text(label),
		app.Input().ID(id).Type("text").Value(text).Attr("autocomplete", "off").Attr("spellcheck", "false").
			Aria("describedby", id+"-hint").Aria("invalid", s.Err(name) != nil).OnInput(v.typed(name), name),
		app.Span().ID(id+"-hint").Class("hint").Text(note),
	)
}

// hint returns the range of a field, at the first target that is chosen.
func (v *Sweep) hint(name string) string {
	m := v.M
	if name == "number" {
		return strconv.Itoa(model.LeastPoints) + "–" + strconv.Itoa(model.MostPoints)
	}
	for _, at := range recording.Targets {
		if m.Sweep.At(at) {
			return m.Form.RangeHint(m.Sweep.Param(), at)
		}
	}
	return m.Form.RangeHint(m.Sweep.Param(), recording.TargetVirtual)
}

func (v *Sweep) where() app.UI {
	return app.FieldSet().Class("where").Body(
		app.Legend().Text("Where it runs"),
		app.Div().Class("places").Body(app.Range(recording.Targets).Slice(func(i int) app.UI { return v.place(recording.Targets[i]) })),
		v.wrong("places"),
	)
}

func (v *Sweep) place(at recording.Target) app.UI {
	m := v.M
	on, off := m.Sweep.At(at), at.Native() && m.Server.Missing()
	box := app.Input().Type("checkbox").OnChange(func(ctx app.Context, e app.Event) { m.Sweep.Toggle(at, ctx.JSSrc().Get("checked").Bool()) }, int(at))
	if on || app.IsClient {
		box.Checked(on)
	}
	if off || app.IsClient {
		box.Disabled(off && !on)
	}
	label := at.Label()
	if off {
		label += " (" + model.NoServer + ")"
	}
	return app.Label().Body(box, app.Raw(placeSign(at)), app.Span().Text(label))
}

func (v *Sweep) wrong(field string) app.UI {
	e := v.M.Sweep.Err(field)
	if e == nil {
		return nil
	}
	return app.P().Class("hint wrong").Attr("role", "alert").Text(correction(e))
}

func (v *Sweep) run() app.UI {
	text, class := "Run all", "run"
	if v.M.Sweep.Running() {
		text, class = "Stop", "run stop"
	}
	return app.Button().Type("submit").Class(class).Text(text)
}

func (v *Sweep) submit(ctx app.Context, e app.Event) {
	e.PreventDefault()
	if v.M.Sweep.Running() {
		v.M.Sweep.Stop()
		return
	}
	v.M.StartSweep()
}

func (v *Sweep) vary(ctx app.Context, e app.Event) { v.M.Sweep.Vary(ctx.JSSrc().Get("value").String()) }

func (v *Sweep) typed(name string) app.EventHandler {
	return func(ctx app.Context, e app.Event) {
		v.M.Sweep.Type(name, ctx.JSSrc().Get("value").String())
	}
}

func (v *Sweep) close(ctx app.Context, e app.Event) {
	if d := app.Window().GetElementByID(model.IDSweep); d.Truthy() {
		d.Call("close")
	}
}
