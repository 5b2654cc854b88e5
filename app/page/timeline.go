package page

import (
	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"loopyard/app/page/levels"
)

// timeline is the picture of the run. Its canvas is painted apart from the components, once a frame at most; a table
// says the same in words.
type timeline struct {
	app.Compo

	Y   *Yard
	Rev int
}

// Ids of the elements that the painter looks for.
const (
	idView   = "timeline-view"
	idSpace  = "timeline-space"
	idLanes  = "timeline-lanes"
	idCursor = "timeline-cursor"
	idMap    = "timeline-map"
	idTip    = "timeline-tip"
	idSaid   = "timeline-said"
)

// Render draws it.
func (t *timeline) Render() app.UI {
	y := t.Y
	toggle := "Show as table"
	if y.View.Table {
		toggle = "Show as picture"
	}
	return app.Section().Class("timeline", y.height()).Aria("label", "Timeline").Body(
		app.Div().Class("head").Body(
			app.Ul().Class("legend").Aria("label", "Signs").Body(y.Shown.signs()...),
			app.Div().Class("flags").Body(
				app.Range(y.Flags(y.Shown)).Slice(func(i int) app.UI { return y.Flags(y.Shown)[i].ui() }),
				app.If(y.Stack() == nil && y.outdated(), flag{"from before the form changed", true}.ui()),
			),
			app.Div().Class("tools").Body(
				t.chosen(),
				t.tools(),
				button("ghost small", toggle, iconTable, t.toggle).Aria("pressed", y.View.Table),
			),
		),
		t.body(),
	)
}

// tools look closer, further, and at everything.
func (t *timeline) tools() app.UI {
	y := t.Y
	if y.View.Table {
		return nil
	}
	none, fold, open := y.Shown == nil, "Show all tasks", y.anyOpen()
	if open {
		fold = "Hide all tasks"
	}
	return app.Div().Class("group").Attr("role", "group").Aria("label", "Zoom").Body(
		disabled(iconButton(fold, iconTasks, t.fold), none || !y.canFold()).ID("fold-all").Aria("pressed", open),
		disabled(iconButton("Zoom out", iconMinus, t.out), none || !y.Zoomed()),
		disabled(iconButton("Zoom in", iconPlus, t.in), none),
		disabled(iconButton("Show all of the run", iconFit, t.fit), none || !y.Zoomed()),
		iconButton("Keys of the timeline", iconKeys, t.keys),
	)
}

// chosen is the row that is chosen, with buttons to its events.
func (t *timeline) chosen() app.UI {
	r, ok := t.Y.chosen()
	if !ok || t.Y.View.Table {
		return nil
	}
	name := t.Y.Shown.rowName(r)
	return app.Div().Class("group chosen").Attr("role", "group").Aria("label", "Chosen row").Body(
		iconButton("Event before, of "+name, iconBack, t.before),
		app.Span().Class(hueClass(r.Lane.Hue)).Text(name),
		iconButton("Event after, of "+name, iconStep, t.after),
		iconButton("Choose nothing", iconClose, t.unchoose),
	)
}

func (t *timeline) fold(app.Context, app.Event)     { t.Y.FoldAll(!t.Y.anyOpen()) }
func (t *timeline) in(app.Context, app.Event)       { t.Y.ZoomIn(2) }
func (t *timeline) out(app.Context, app.Event)      { t.Y.ZoomIn(.5) }
func (t *timeline) fit(app.Context, app.Event)      { t.Y.Fit() }
func (t *timeline) keys(app.Context, app.Event)     { t.Y.shell.dialog(idShortcuts) }
func (t *timeline) before(app.Context, app.Event)   { t.Y.Jump(-1) }
func (t *timeline) after(app.Context, app.Event)    { t.Y.Jump(1) }
func (t *timeline) unchoose(app.Context, app.Event) { t.Y.ChooseRow(Pick{}) }

// height is the class for as many rows as the picture has. Until something has run it is that of the default scenario,
// so that the page does not jump when its first run is drawn.
func (y *Yard) height() string {
	weight := 0.0
	for _, r := range y.rows() {
		if weight++; r.Task != 0 {
			weight -= .6
		}
	}
	weight += y.stackWeight()
	switch rows := int64(weight + .5); {
	case rows == 0:
		return "rows-6"
	case rows > mostRows:
		return "rows-many"
	default:
		return "rows-" + count(rows)
	}
}

// mostRows is up to how many rows page.css has a height for.
const mostRows = 8

func (t *timeline) body() app.UI {
	y := t.Y
	if y.View.Table && y.Shown != nil {
		return stepTable(y)
	}
	empty, still := app.UI(nil), app.UI(nil)
	switch {
	case y.Shown == nil && !y.waiting:
		empty = app.P().Class("empty").Text("Nothing to show yet. Press Run.")
	case y.Shown != nil && app.IsServer: // there is nobody yet to paint the canvases
		empty, still = app.Raw(y.still()), app.Raw(y.stillMap())
	}
	return app.Div().Class("stage").Body(
		app.Div().ID(idView).Class("view").TabIndex(0).Attr("role", "application").Aria("roledescription", "timeline").
			Aria("label", "Timeline picture").Aria("describedby", idSaid).Body(
			app.Div().ID(idSpace).Class("space").Body(
				app.Div().Class("sheet").Body(
					app.Canvas().ID(idLanes).Attr("role", "img").Aria("label", y.Picture()),
					app.Canvas().ID(idCursor).Aria("hidden", "true"),
					app.Div().ID(idTip).Class("tip").Aria("hidden", "true"),
					empty,
				),
			),
		),
		app.Canvas().ID(idMap).Class("minimap").Aria("hidden", "true"),
		still,
		app.P().ID(idSaid).Class("unseen").Attr("role", "status"),
	)
}

func (t *timeline) toggle(ctx app.Context, e app.Event) {
	t.Y.View.Table = !t.Y.View.Table
	t.Y.revs.view++
	t.Y.shell.wake()
}

func sign(class, text string) app.UI {
	return app.Li().Body(app.Span().Class("sign", class), app.Text(text))
}

// signs explain what is always drawn, and what is only if it happened.
func (r *Recording) signs() []app.UI {
	all := []app.UI{
		sign("solid", "running"), sign("hatched", "ready"), sign("dotted", "sleeping"), sign("dashed", "waiting"),
		sign("held", "blocking"), sign("queue", "ready queue"),
	}
	if r == nil {
		return all
	}
	if r.picture.Happened(levels.Failed) {
		all = append(all, sign("glyph cross", "failed"))
	}
	if r.picture.Happened(levels.Canceled) {
		all = append(all, sign("glyph ban", "canceled"))
	}
	if r.Trailer.Overflow != nil {
		all = append(all, sign("counted", "only counted"))
	}
	if r.picture.Handoffs.Len() > 0 {
		all = append(all, sign("glyph arrow", "handed over"))
	}
	return all
}

// outdated tells whether the form has gone on since what is shown was run.
func (y *Yard) outdated() bool {
	if y.Shown == nil || y.Running() {
		return false
	}
	f := y.Form // a copy: its errors stay as they are
	run, ok := f.Read(y.catalog, y.Limits(f.Place))
	if y.Form.Place == y.Shown.Place {
		return ok && run != y.Shown.Spec
	}
	return ok && !(&Recording{Spec: run}).sameProgram(y.Shown)
}

// Picture says in a sentence what the canvas shows.
func (y *Yard) Picture() string {
	r := y.Shown
	if r == nil {
		return "Nothing has run yet."
	}
	s := scaleOf(r.EndTime())
	return plural(int64(r.Loops()), "loop") + " over " + s.text(r.EndTime()) + ", " + plural(int64(len(r.steps)), "step") +
		". The cursor is at " + s.text(y.Cursor.At) + y.besides() + ". Show it as a table for the steps in words."
}

// flag is what a result must not be read without. A calm one only says that there is more to come.
type flag struct {
	Text string
	Calm bool
}

func (f flag) ui() app.UI {
	if f.Calm {
		return app.Span().Class("flag calm").Text(f.Text)
	}
	return app.Span().Class("flag").Text(f.Text)
}

// Flags are the ones of a recording.
func (y *Yard) Flags(r *Recording) []flag {
	if r == nil {
		return nil
	}
	var flags []flag
	switch r.State {
	case Starting:
		flags = append(flags, flag{"starting…", true})
	case Live:
		flags = append(flags, flag{"running…", true})
	case Reading:
		flags = append(flags, flag{"reading…", true})
	case Stopped:
		flags = append(flags, flag{"stopped", false})
	case Failed:
		flags = append(flags, flag{"failed", false})
	case Broken:
		flags = append(flags, flag{"broken off", false})
	}
	if r.Hidden {
		flags = append(flags, flag{"page was hidden", false})
	}
	if r.Trailer.Dropped > 0 {
		flags = append(flags, flag{count(int64(r.Trailer.Dropped)) + " only counted", false})
	} else if limit := y.Limits(r.Place).Events; !r.Ended && r.File == "" && limit > 0 && r.Len() >= limit {
		flags = append(flags, flag{"past the limit of " + plural(int64(limit), "event"), r.State == Live})
	}
	return flags
}
