package view

import (
	"slices"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"loopyard/app/format"
	"loopyard/app/model"
	"loopyard/app/recording"
	"loopyard/engine/scenario/lesson"
)

// RunsList is the list of the runs of this visit. The visitor selects the ones to compare in it.
type RunsList struct {
	app.Compo

	M   *model.Model
	Rev uint
}

// Render returns the markup.
func (l *RunsList) Render() app.UI {
	m := l.M
	runs := m.Runs.All()
	return app.Section().ID(model.IDRuns).Class("menu runs").Attr("popover", "auto").Aria("labelledby", "runs-title").Body(
		app.Div().Class("head").Body(
			app.H2().ID("runs-title").Text("Runs of this visit"),
			button("ghost small", "Close", iconClose, nothing).Attr("popovertarget", model.IDRuns).Attr("popovertargetaction", "hide"),
		),
		app.If(len(runs) == 0, app.P().Class("quiet").Text("Nothing has run yet.")),
		app.Ul().Body(app.Range(runs).Slice(func(i int) app.UI { return l.run(runs[i], runs) })),
		app.P().Class("hint").Text("Select up to "+format.Count(model.MostCompared)+" runs to compare them on one axis. The latest "+format.Count(model.KeptRuns)+
			" runs are kept, and no more than "+format.Count(model.KeptEvents)+" events of them."),
		app.If(m.Runs.Compared() != nil, button("ghost small", "Stop comparing", iconClose, l.end)),
	)
}

func (l *RunsList) run(r *recording.Recording, runs []*recording.Recording) app.UI {
	m := l.M
	beside := slices.Contains(m.Runs.Compared(), r)
	ticked := beside || r == m.Runs.Primary()
	box := app.Input().Type("checkbox").OnChange(l.tick(r), r.Number)
	if ticked || app.IsClient {
		box.Checked(ticked)
	}
	if off := r == m.Runs.Primary() && !beside || !ticked && len(m.Runs.Compared()) >= model.MostCompared; off || app.IsClient {
		box.Disabled(off)
	}
	return app.Li().Body(
		app.Label().Body(
			box,
			app.Span().Body(
				app.Span().Class("title").Text(lesson.Of(r.Spec.Scenario).Title),
				app.Small().Text(r.Description(runs)),
				app.Range(m.Flags(r)).Slice(func(i int) app.UI { return flagUI(m.Flags(r)[i]) }),
			),
		),
		app.If(beside, disabled(l.button(r, "Collapse", l.band(r)).Aria("pressed", m.Runs.Collapsed(r)).
			Title("Show how many loops were busy instead of a row for each loop"), false)),
		disabled(l.button(r, "Show", l.show(r)), r == m.Runs.Primary()),
	)
}

// button returns a button about a run. Its accessible name includes the run's number.
func (l *RunsList) button(r *recording.Recording, text string, click app.EventHandler) app.HTMLButton {
	return app.Button().Type("button").Class("ghost", "small").OnClick(click, r.Number).Body(
		app.Text(text),
		app.Span().Class("unseen").Text(" run "+format.Count(int64(r.Number))),
	)
}

func (l *RunsList) tick(r *recording.Recording) app.EventHandler {
	return func(ctx app.Context, e app.Event) { l.M.SetCompared(r, ctx.JSSrc().Get("checked").Bool()) }
}

func (l *RunsList) band(r *recording.Recording) app.EventHandler {
	return func(ctx app.Context, e app.Event) { l.M.Runs.Collapse(r, !l.M.Runs.Collapsed(r)) }
}

func (l *RunsList) show(r *recording.Recording) app.EventHandler {
	return func(ctx app.Context, e app.Event) { l.M.Show(r) }
}

func (l *RunsList) end(ctx app.Context, e app.Event) { l.M.EndComparison() }

// compareTools returns the buttons that compare the primary run: with a run at its counterpart, with earlier runs, and
// over a range of values.
func compareTools(m *model.Model) app.UI {
	text, note := "Compare", "with "+m.Runs.Counterpart().ShortLabel()
	off := m.Runs.Counterpart().Native() && m.Server.Missing()
	switch {
	case off:
		note = model.NoServer
	case m.Jobs.Comparing():
		text, note = "Stop comparing", "running: "+note
	case !m.Runs.Primary().State().Over():
		off, note = true, "when the run is over"
	}
	quick := app.Button().Type("button").Class("ghost", "small").Text(text).Aria("describedby", "compare-note").
		OnClick(func(ctx app.Context, e app.Event) { m.Compare() })
	return app.Div().Class("compare").Body(
		disabled(quick, off),
		app.Button().Type("button").Class("ghost", "small").Attr("popovertarget", model.IDRuns).Text("Runs of this visit"),
		app.If(!m.Address.Mode().Fixed, app.Button().Type("button").Class("ghost", "small").Text("Sweep").
			Title("Run the program for a range of values").OnClick(func(ctx app.Context, e app.Event) { m.Sweep.Open(model.IDSweep) })),
		app.Span().ID("compare-note").Class("hint").Text(text+" "+note),
	)
}
