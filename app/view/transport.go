package view

import (
	"math"
	"strconv"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"loopyard/app/format"
	"loopyard/app/model"
)

// Transport is the row of buttons that move the cursor: to the start, by steps, by playing, or to a moment.
type Transport struct {
	app.Compo

	Player *model.Player
	Runs   *model.Runs
	Rev    uint
}

// Render returns the markup.
func (t *Transport) Render() app.UI {
	play, icon := "Play", iconPlay
	if t.Player.Playing() {
		play, icon = "Pause", iconPause
	}
	none, end := t.Runs.Primary() == nil, "To end"
	if t.Runs.Running() && !none {
		end = "Follow"
	}
	s, at, span := format.ScaleOf(t.Runs.EndTime()), t.Player.Cursor().At, t.Runs.EndTime()
	done, all := 0, 0
	if !none {
		done, all = t.Runs.Primary().StepsTo(t.Player.Cursor())
	}
	step := "step " + format.Count(int64(done)) + " of " + format.Count(int64(all))
	scrubber := app.Input().ID(model.IDMoment).Type("range").Min(0).Max(model.MomentParts).Step(1)
	if none || app.IsClient {
		scrubber.Disabled(none)
	}
	if app.IsServer {
		scrubber.Value(math.Round(t.Player.Part() * model.MomentParts))
	}
	return app.Div().Class("transport").Attr("role", "group").Aria("label", "Playback").Body(
		disabled(iconButton("To start", iconStart, t.toStart), none),
		disabled(iconButton("Step back", iconBack, t.back), none),
		disabled(iconButton(play, icon, t.play), none).Class("play"),
		disabled(iconButton("Step", iconStep, t.step), none),
		disabled(iconButton(end, iconEnd, t.toEnd), none).Class("to-end"),
		scrubber.Aria("label", "Moment").Aria("valuetext", s.Text(at)+" of "+s.Text(span)+", "+step).OnInput(t.scrub),
		app.Span().Class("clock").Text(s.Number(at)+" / "+s.Text(span)),
		app.Label().Class("unseen").For("speed").Text("Speed"),
		app.Select().ID("speed").Class("chip").OnChange(t.speed).Body(
			app.Range(model.Speeds).Slice(func(i int) app.UI {
				return option(strconv.Itoa(i), model.Speeds[i].Label, i == t.Player.Speed())
			}),
		),
		app.Span().Class("chip", "steps").Text(step),
	)
}

func iconButton(text, icon string, click app.EventHandler) app.HTMLButton {
	return app.Button().Type("button").Class("icon").Aria("label", text).Title(text).OnClick(click).Body(app.Raw(icon))
}

// disabled disables a button, or enables it; see option.
func disabled(b app.HTMLButton, off bool) app.HTMLButton {
	if off || app.IsClient {
		b.Disabled(off)
	}
	return b
}

func (t *Transport) toStart(ctx app.Context, e app.Event) { t.Player.ToStart() }
func (t *Transport) toEnd(ctx app.Context, e app.Event)   { t.Player.ToEnd() }
func (t *Transport) back(ctx app.Context, e app.Event)    { t.Player.StepBack() }
func (t *Transport) play(ctx app.Context, e app.Event)    { t.Player.Play() }
func (t *Transport) step(ctx app.Context, e app.Event)    { t.Player.Step() }

func (t *Transport) scrub(ctx app.Context, e app.Event) {
	value, err := strconv.ParseFloat(ctx.JSSrc().Get("value").String(), 64)
	if err == nil {
		t.Player.SeekPart(value / model.MomentParts)
	}
}

func (t *Transport) speed(ctx app.Context, e app.Event) {
	if i, err := strconv.Atoi(ctx.JSSrc().Get("value").String()); err == nil {
		t.Player.SetSpeed(i)
	}
}
