package page

import (
	"math"
	"strconv"

	"github.com/maxence-charriere/go-app/v9/pkg/app"
)

// transport moves the cursor: to the start, by steps, by playing, or straight to a moment.
type transport struct {
	app.Compo

	Y   *Yard
	Rev int
}

// The scrubber counts in thousandths of the run. Its position is set by the painter, with every frame.
const (
	idMoment  = "moment"
	scrubbing = 1000
)

// Render draws it.
func (t *transport) Render() app.UI {
	y := t.Y
	play, icon := "Play", iconPlay
	if y.Player.Playing {
		play, icon = "Pause", iconPause
	}
	none, end := y.Shown == nil, "To end"
	if y.Running() && !none {
		end = "Follow"
	}
	s, at, span := scaleOf(y.span()), y.Cursor.At, y.span()
	done, all := 0, 0
	if !none {
		done, all = y.Shown.Steps(y.Cursor)
	}
	step := "step " + count(int64(done)) + " of " + count(int64(all))
	scrubber := app.Input().ID(idMoment).Type("range").Min(0).Max(scrubbing).Step(1)
	if none || app.IsClient {
		scrubber.Disabled(none)
	}
	if app.IsServer {
		scrubber.Value(math.Round(y.Part() * scrubbing))
	}
	return app.Div().Class("transport").Attr("role", "group").Aria("label", "Playback").Body(
		disabled(iconButton("To start", iconStart, t.toStart), none),
		disabled(iconButton("Step back", iconBack, t.back), none),
		disabled(iconButton(play, icon, t.play), none).Class("play"),
		disabled(iconButton("Step", iconStep, t.step), none),
		disabled(iconButton(end, iconEnd, t.toEnd), none).Class("to-end"),
		scrubber.Aria("label", "Moment").Aria("valuetext", s.text(at)+" of "+s.text(span)+", "+step).OnInput(t.scrub),
		app.Span().Class("clock").Text(s.number(at)+" / "+s.text(span)),
		app.Label().Class("unseen").For("speed").Text("Speed"),
		app.Select().ID("speed").Class("chip").OnChange(t.speed).Body(
			app.Range(Speeds).Slice(func(i int) app.UI {
				return option(strconv.Itoa(i), Speeds[i].Label, i == y.Player.Speed)
			}),
		),
		app.Span().Class("chip", "steps").Text(step),
	)
}

func iconButton(text, icon string, click app.EventHandler) app.HTMLButton {
	return app.Button().Type("button").Class("icon").Aria("label", text).Title(text).OnClick(click).Body(app.Raw(icon))
}

// disabled is for buttons that come and go: in markup a false attribute counts as true; see option.
func disabled(b app.HTMLButton, off bool) app.HTMLButton {
	if off || app.IsClient {
		b.Disabled(off)
	}
	return b
}

func (t *transport) toStart(ctx app.Context, e app.Event) { t.Y.ToStart() }
func (t *transport) toEnd(ctx app.Context, e app.Event)   { t.Y.ToEnd() }
func (t *transport) back(ctx app.Context, e app.Event)    { t.Y.StepBack() }
func (t *transport) play(ctx app.Context, e app.Event)    { t.Y.Play() }
func (t *transport) step(ctx app.Context, e app.Event)    { t.Y.Step() }

func (t *transport) scrub(ctx app.Context, e app.Event) {
	value, err := strconv.ParseFloat(ctx.JSSrc().Get("value").String(), 64)
	if err == nil {
		t.Y.SeekPart(value / scrubbing)
	}
}

func (t *transport) speed(ctx app.Context, e app.Event) {
	if i, err := strconv.Atoi(ctx.JSSrc().Get("value").String()); err == nil {
		t.Y.SetSpeed(i)
	}
}

func (y *Yard) span() int64 {
	if y.Shown == nil {
		return 0
	}
	return y.Shown.EndTime()
}

// SeekPart moves the cursor to a part of the whole, from 0 to 1.
func (y *Yard) SeekPart(part float64) { y.SeekTime(int64(part*float64(y.span()) + .5)) }

// SeekTime moves the cursor to a time.
func (y *Yard) SeekTime(at int64) {
	if y.Shown == nil {
		return
	}
	if at <= 0 && y.span() > 0 {
		y.Seek(Cursor{})
		return
	}
	y.Seek(y.Shown.CursorAt(at))
}

// Part is where the cursor is, from 0 to 1.
func (y *Yard) Part() float64 {
	if span := y.span(); span > 0 {
		return float64(y.Cursor.At) / float64(span)
	}
	if y.Shown != nil && y.follow {
		return 1
	}
	return 0
}
