package view

import (
	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"loopyard/app/format"
	"loopyard/app/model"
	"loopyard/app/recording"
	"loopyard/app/recording/rows"
	"loopyard/app/timeline"
	"loopyard/engine/trace"
)

// TimelineView is the timeline. Its canvas is painted apart from the components, once a frame at most. A table says the
// same in words.
type TimelineView struct {
	app.Compo

	M   *model.Model
	Rev uint
}

// Render returns the markup.
func (t *TimelineView) Render() app.UI {
	m := t.M
	toggle := "Show as table"
	if m.Panels.Table() {
		toggle = "Show as picture"
	}
	return app.Section().Class("timeline", timelineHeight(m)).Aria("label", "Timeline").Body(
		app.Div().Class("head").Body(
			app.Ul().Class("legend").Aria("label", "Signs").Body(legend(m.Runs.Primary())...),
			app.Div().Class("flags").Body(
				app.Range(m.Flags(m.Runs.Primary())).Slice(func(i int) app.UI { return flagUI(m.Flags(m.Runs.Primary())[i]) }),
				app.If(m.Runs.Compared() == nil && m.Outdated(), flagUI(model.Flag{Text: "Old result: press Run", Calm: true})),
			),
			app.Div().Class("tools").Body(
				t.chosen(),
				t.tools(),
				button("ghost small", toggle, iconTable, t.toggle).Aria("pressed", m.Panels.Table()),
			),
		),
		t.body(),
	)
}

// tools returns the buttons that zoom, and that show or hide tasks.
func (t *TimelineView) tools() app.UI {
	m := t.M
	if m.Panels.Table() {
		return nil
	}
	none, fold, open := m.Runs.Primary() == nil, "Show all tasks", m.Rows.AnyUnfolded()
	if open {
		fold = "Hide all tasks"
	}
	return app.Div().Class("group").Attr("role", "group").Aria("label", "Zoom").Body(
		disabled(iconButton(fold, iconTasks, t.fold), none || !m.Rows.CanFold()).ID("fold-all").Aria("pressed", open),
		disabled(iconButton("Zoom out", iconMinus, t.out), none || !m.Viewport.Zoomed()),
		disabled(iconButton("Zoom in", iconPlus, t.in), none),
		disabled(iconButton("Show all of the run", iconFit, t.fit), none || !m.Viewport.Zoomed()),
		iconButton("Keys of the timeline", iconKeys, t.keys),
	)
}

// chosen returns the name of the selected row, with buttons to its events.
func (t *TimelineView) chosen() app.UI {
	r, ok := t.M.Rows.Selected()
	if !ok || t.M.Panels.Table() {
		return nil
	}
	name := timeline.RowName(t.M.Runs.Primary(), r)
	return app.Div().Class("group chosen").Attr("role", "group").Aria("label", "Chosen row").Body(
		iconButton("Event before, of "+name, iconBack, t.before),
		app.Span().Class(format.HueClass(r.Lane.Hue)).Text(name),
		iconButton("Event after, of "+name, iconStep, t.after),
		iconButton("Choose nothing", iconClose, t.unchoose),
	)
}

func (t *TimelineView) fold(app.Context, app.Event)     { t.M.Rows.FoldAll(t.M.Rows.AnyUnfolded()) }
func (t *TimelineView) in(app.Context, app.Event)       { t.M.Viewport.ZoomAtCursor(2) }
func (t *TimelineView) out(app.Context, app.Event)      { t.M.Viewport.ZoomAtCursor(.5) }
func (t *TimelineView) fit(app.Context, app.Event)      { t.M.Viewport.Fit() }
func (t *TimelineView) keys(app.Context, app.Event)     { t.M.Panels.OpenDialog(model.IDShortcuts) }
func (t *TimelineView) before(app.Context, app.Event)   { t.M.SeekEventOfRow(-1) }
func (t *TimelineView) after(app.Context, app.Event)    { t.M.SeekEventOfRow(1) }
func (t *TimelineView) unchoose(app.Context, app.Event) { t.M.Rows.Select(timeline.Selection{}) }

// timelineHeight returns the class for the number of rows. Until something has run it is the default scenario's, so that
// the page does not move when its first run is drawn.
func timelineHeight(m *model.Model) string {
	switch rows := int64(m.Rows.Weight() + .5); {
	case rows == 0:
		return "rows-6"
	case rows > mostRows:
		return "rows-many"
	default:
		return "rows-" + format.Count(rows)
	}
}

// mostRows is the largest number of rows that page.css has a height for.
const mostRows = 8

func (t *TimelineView) body() app.UI {
	m := t.M
	if m.Panels.Table() && m.Runs.Primary() != nil {
		return stepTable(m)
	}
	empty, still := app.UI(nil), app.UI(nil)
	switch {
	case m.Runs.Primary() == nil && m.Ready():
		empty = app.P().Class("empty").Text("Nothing to show yet. Press Run.")
	case m.Runs.Primary() != nil && app.IsServer: // on the server nothing can paint the canvases
		empty, still = app.Raw(m.Prerendered()), app.Raw(m.PrerenderedMinimap())
	}
	return app.Div().Class("stage").Body(
		app.Div().ID(model.IDView).Class("view").TabIndex(0).Attr("role", "application").Aria("roledescription", "timeline").
			Aria("label", "Timeline picture").Aria("describedby", model.IDSaid).Body(
			app.Div().ID(model.IDSpace).Class("space").Body(
				app.Div().Class("sheet").Body(
					app.Canvas().ID(model.IDLanes).Attr("role", "img").Aria("label", m.Describe()),
					app.Canvas().ID(model.IDCursor).Aria("hidden", "true"),
					app.Div().ID(model.IDTip).Class("tip").Aria("hidden", "true"),
					empty,
				),
			),
		),
		app.Canvas().ID(model.IDMap).Class("minimap").Aria("hidden", "true"),
		still,
		app.P().ID(model.IDSaid).Class("unseen").Attr("role", "status"),
	)
}

func (t *TimelineView) toggle(ctx app.Context, e app.Event) {
	t.M.Panels.SetTable(!t.M.Panels.Table())
}

func sign(class, text string) app.UI {
	return app.Li().Body(app.Span().Class("sign", class), app.Text(text))
}

// legend returns the explanations of the signs: of those that are always drawn, and of those that this run has.
func legend(r *recording.Recording) []app.UI {
	all := []app.UI{
		sign("solid", trace.Running.String()), sign("hatched", trace.Ready.String()), sign("dotted", trace.Sleeping.String()),
		sign("dashed", trace.Waiting.String()), sign("held", trace.Blocked.String()), sign("queue", "ready queue"),
	}
	if r == nil {
		return all
	}
	if r.Timeline().HasMark(rows.Failed) {
		all = append(all, sign("glyph cross", "failed"))
	}
	if r.Timeline().HasMark(rows.Canceled) {
		all = append(all, sign("glyph ban", "canceled"))
	}
	if r.Trailer.Overflow != nil {
		all = append(all, sign("counted", trace.NotStored.String()))
	}
	if r.Timeline().Posts.Len() > 0 {
		all = append(all, sign("glyph arrow", "handed over"))
	}
	return all
}

func flagUI(f model.Flag) app.UI {
	if f.Calm {
		return app.Span().Class("flag calm").Text(f.Text)
	}
	return app.Span().Class("flag").Text(f.Text)
}
