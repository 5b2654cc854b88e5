package page

import (
	"strconv"
	"strings"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"loopyard/engine/trace"
	"loopyard/engine/trace/compare"
)

// verdicts say what the run in front has in common with each of the others.
func verdicts(y *Yard, columns []*Recording) app.UI {
	return app.Range(columns).Slice(func(i int) app.UI {
		other := columns[i]
		if other == y.Shown || !other.State.Over() || !y.Shown.State.Over() {
			return nil
		}
		v := y.verdict(other)
		class := "ok"
		if !v.Good {
			class = "ok not"
		}
		return app.Div().Class(class).Body(
			app.P().Body(app.B().Text(v.Head), app.Text(" "+v.Text)),
			app.If(v.First != nil, differenceAt(y, other, v)),
			app.If(v.Long && y.steps == nil, app.Button().Type("button").Class("ghost", "small").Text("Compare step by step").
				OnClick(func(ctx app.Context, e app.Event) { y.CompareSteps(other) }, other.Number)),
		)
	})
}

// verdict is the outcome of a comparison in words.
type verdict struct {
	Good  bool
	Head  string
	Text  string
	First *compare.Difference // where what must match does not; nil: nowhere, or not looked for
	More  int                 // places where it does not either
	Long  bool                // it can be compared step by step, which takes a while
}

// verdict says how another run compares with the one in front.
func (y *Yard) verdict(other *Recording) verdict {
	name := y.column(other)
	v := verdict{Good: true, Head: "Against " + name + ":"}
	if !other.Comparable() || !y.Shown.Comparable() {
		v.Good, v.Text = false, "not compared, since one of the runs is not whole."
		return v
	}
	c := y.compared(other)
	v.Good = c.Same()
	switch {
	case c.Rule == ruleNone:
		v.Text = "another program, or other values, so that nothing has to match. " + y.byHowMuch(other)
		return v
	case c.Long == LongAll:
		v.Text = "only the figures are compared: one of the runs has more than " + count(comparedAtAll) + " events."
		return v
	}
	v.Long = c.Long == LongSteps
	if len(c.Deeds.Differences) > 0 {
		v.First, v.More = &c.Deeds.Differences[0], c.Deeds.More
	}
	v.Text = c.words(int64(y.Shown.Len()))
	if y.Stack() != nil {
		v.Text += " " + y.byHowMuch(other)
	}
	return v
}

// words say what of two runs matches, and what differs that may.
func (c Comparison) words(events int64) string {
	var said []string
	switch {
	case c.Deeds.Verdict == compare.NoVerdict:
	case c.Rule == ruleExact && c.Deeds.Verdict == compare.Same:
		return "the same, event for event: all " + count(events) + "."
	case c.Rule == ruleExact:
		return "not the same, though in virtual time nothing may differ."
	case c.Deeds.Verdict == compare.Same:
		said = append(said, "Every thread, loop and task did the same, step by step ✓")
	default:
		said = append(said, "Not every task did the same.")
	}
	same := "Same order inside every loop: " + count(int64(c.Lines.Same)) + " of " + count(int64(c.Lines.Of))
	if c.Lines.Same == c.Lines.Of {
		same += " ✓"
	}
	return strings.Join(append(said, same, interleaved(c.Lines)), "\n")
}

func interleaved(l Lines) string {
	if l.Elsewise == 0 {
		return "The loops take turns in the same order too."
	}
	return "The loops take turns differently at " + plural(int64(l.Elsewise), "place") + "."
}

// byHowMuch says how long another run took, and how late it was at worst, beside the one in front.
func (y *Yard) byHowMuch(other *Recording) string {
	mine, theirs := y.Shown.Summary(), other.Summary()
	text := "It took as long."
	if mine.Wall != theirs.Wall {
		text = "It took " + length(theirs.Wall) + " against " + length(mine.Wall) + times(float64(theirs.Wall), float64(mine.Wall), " (", ")") + "."
	}
	if mine.LagMax != theirs.LagMax {
		text += " Its worst lag was " + short(theirs.LagMax) + " against " + short(mine.LagMax) + "."
	}
	return text
}

// times says how many times as much something is; empty where that means nothing.
func times(it, of float64, before, after string) string {
	if of <= 0 || it <= 0 || it == of {
		return ""
	}
	ratio := digits(it / of)
	if it < 10*of {
		ratio = strconv.FormatFloat(it/of, 'f', 2, 64)
	}
	return before + ratio + " ×" + after
}

// differenceAt says where two runs part, with what happened there in both. Pressing either shows it.
func differenceAt(y *Yard, other *Recording, v verdict) app.UI {
	d := v.First
	if d == nil { // app.If takes what it does not show too
		return app.Div()
	}
	where := d.What + "."
	if d.Where != "" {
		where = d.Where + " " + where
	}
	if v.More > 0 {
		where += " " + plural(int64(v.More), "further place") + "."
	}
	return app.Div().Class("parts").Body(
		app.P().Text("First: "+where),
		app.Dl().Body(
			differenceSide(y, y.Shown, d.A),
			differenceSide(y, other, d.B),
		),
	)
}

func differenceSide(y *Yard, r *Recording, at compare.Side) app.UI {
	name := y.column(r)
	what := app.UI(app.Text("nothing any more"))
	if at.Event != 0 {
		what = app.Button().Type("button").Class("moment").Title("Show it").Text(at.Text).
			OnClick(func(ctx app.Context, e app.Event) { y.ShowEvent(r, at.Event) }, r.Number, int(at.Event))
	}
	return app.Div().Body(app.Dt().Text(name), app.Dd().Body(what))
}

// ShowEvent puts a run in front, at an event.
func (y *Yard) ShowEvent(r *Recording, at trace.EventID) {
	y.front(r)
	y.Goto(at)
}
