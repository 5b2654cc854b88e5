package page

import (
	"slices"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"loopyard/engine/scenario/lesson"
)

// runsList is the runs of the visit, to choose from what is laid beside each other.
type runsList struct {
	app.Compo

	Y   *Yard
	Rev int
}

// idRuns is the list's own.
const idRuns = "runs-of-visit"

// Render draws it.
func (l *runsList) Render() app.UI {
	y := l.Y
	runs := y.Runs()
	return app.Section().ID(idRuns).Class("menu runs").Attr("popover", "auto").Aria("labelledby", "runs-title").Body(
		app.Div().Class("head").Body(
			app.H2().ID("runs-title").Text("Runs of this visit"),
			button("ghost small", "Close", iconClose, nothing).Attr("popovertarget", idRuns).Attr("popovertargetaction", "hide"),
		),
		app.If(len(runs) == 0, app.P().Class("quiet").Text("Nothing has run yet.")),
		app.Ul().Body(app.Range(runs).Slice(func(i int) app.UI { return l.run(runs[i], runs) })),
		app.P().Class("hint").Text("Tick up to "+count(mostCompared)+" to lay them beside each other on one axis. The latest "+count(keptRuns)+
			" runs are kept, and no more than "+count(keptEvents)+" events of them."),
		app.If(y.Stack() != nil, button("ghost small", "Stop comparing", iconClose, l.end)),
	)
}

func (l *runsList) run(r *Recording, runs []*Recording) app.UI {
	y := l.Y
	beside := slices.Contains(y.Stack(), r)
	ticked := beside || r == y.Shown
	box := app.Input().Type("checkbox").OnChange(l.tick(r), r.Number)
	if ticked || app.IsClient {
		box.Checked(ticked)
	}
	if off := r == y.Shown && !beside || !ticked && len(y.Stack()) >= mostCompared; off || app.IsClient {
		box.Disabled(off)
	}
	return app.Li().Body(
		app.Label().Body(
			box,
			app.Span().Body(
				app.Span().Class("title").Text(lesson.Of(r.Spec.Scenario).Title),
				app.Small().Text(r.said(runs)),
				app.Range(y.Flags(r)).Slice(func(i int) app.UI { return y.Flags(r)[i].ui() }),
			),
		),
		app.If(beside, disabled(l.button(r, "Band", l.band(r)).Aria("pressed", y.banded(r)).
			Title("How many loops were busy, in place of a row for each"), false)),
		disabled(l.button(r, "Show", l.show(r)), r == y.Shown),
	)
}

// button is about one of the runs, which its name has to say.
func (l *runsList) button(r *Recording, text string, click app.EventHandler) app.HTMLButton {
	return app.Button().Type("button").Class("ghost", "small").OnClick(click, r.Number).Body(
		app.Text(text),
		app.Span().Class("unseen").Text(" run "+count(int64(r.Number))),
	)
}

// said tells a run apart from the others of a list.
func (r *Recording) said(runs []*Recording) string {
	same := slices.DeleteFunc(slices.Clone(runs), func(other *Recording) bool { return other.Spec.Scenario != r.Spec.Scenario })
	text := "run " + count(int64(r.Number)) + " · " + r.Place.Column()
	if r.File != "" {
		text += " · " + r.File
	}
	for _, value := range r.values(differing(same)) {
		text += " · " + value
	}
	return text + " · " + length(r.EndTime())
}

func (l *runsList) tick(r *Recording) app.EventHandler {
	return func(ctx app.Context, e app.Event) { l.Y.Beside(r, ctx.JSSrc().Get("checked").Bool()) }
}

func (l *runsList) band(r *Recording) app.EventHandler {
	return func(ctx app.Context, e app.Event) { l.Y.Band(r, !l.Y.banded(r)) }
}

func (l *runsList) show(r *Recording) app.EventHandler {
	return func(ctx app.Context, e app.Event) { l.Y.Show(r) }
}

func (l *runsList) end(ctx app.Context, e app.Event) { l.Y.EndCompare() }

// compareTools are the ways to compare: with the other side at once, with what ran before, and over a range of values.
func compareTools(y *Yard) app.UI {
	text, note := "Compare", "with "+y.Counterpart().Column()
	off := y.Counterpart().Native() && y.Native.Known && !y.Native.Here
	switch {
	case off:
		note = noServer
	case y.Comparing():
		text, note = "Stop comparing", "running: "+note
	case !y.Shown.State.Over():
		off, note = true, "when the run is over"
	}
	quick := app.Button().Type("button").Class("ghost", "small").Text(text).Aria("describedby", "compare-note").
		OnClick(func(ctx app.Context, e app.Event) { y.ToggleCompare() })
	return app.Div().Class("compare").Body(
		disabled(quick, off),
		app.Button().Type("button").Class("ghost", "small").Attr("popovertarget", idRuns).Text("Runs of this visit"),
		app.If(!y.Mode.Fixed, app.Button().Type("button").Class("ghost", "small").Text("Sweep").
			Title("Run it for a range of values").OnClick(func(ctx app.Context, e app.Event) { y.OpenSweep() })),
		app.Span().ID("compare-note").Class("hint").Text(text+" "+note),
	)
}
