package page

import (
	"strconv"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"loopyard/engine/scenario/lesson"
)

// quiz asks what a run will show, and says how the guess did once it has shown it.
type quiz struct {
	app.Compo

	Y   *Yard
	Rev int
}

// Render draws it.
func (q *quiz) Render() app.UI {
	y := q.Y
	question := lesson.Of(y.Form.Scenario).Question
	if question.Ask == "" {
		return app.Div().Hidden(true)
	}
	return app.FieldSet().Class("quiz").Body(
		app.Legend().Body(
			app.B().Text("Predict"),
			app.Text(" "+question.Ask),
		),
		app.Div().Class("answers").Body(
			app.Range(question.Answers).Slice(func(i int) app.UI { return q.answer(i, question.Answers[i]) }),
			app.Span().Class("said").Aria("live", "polite").Text(y.Reveal()),
		),
	)
}

func (q *quiz) answer(i int, text string) app.UI {
	y := q.Y
	guess, guessed := y.Guess()
	radio := app.Input().Type("radio").Name("guess").Value(strconv.Itoa(i)).OnChange(q.take(i), y.Form.Scenario, i)
	if chosen := guessed && guess == i; chosen || app.IsClient {
		radio.Checked(chosen)
	}
	class := ""
	if guessed { // what the run shows takes a while to find out
		right, known := y.Shows()
		switch {
		case !known:
		case i == right:
			class = "right"
		case i == guess:
			class = "not"
		}
	}
	return app.Label().Class(class).Body(radio, app.Span().Text(text))
}

func (q *quiz) take(i int) app.EventHandler {
	return func(ctx app.Context, e app.Event) { q.Y.TakeGuess(i) }
}

// guesses is what a visitor expected of the scenarios, by id. The zero value is nothing yet.
type guesses struct {
	taken map[string]int
	of    *Recording // that was last asked for its answer
	shows int        // and what it was
}

// TakeGuess takes what the visitor expects of the scenario in the form.
func (y *Yard) TakeGuess(answer int) {
	if y.taken == nil {
		y.taken = map[string]int{}
	}
	y.taken[y.Form.Scenario] = answer
	y.revs.form++
}

// Guess is what was expected of the scenario in the form; ok is false if nothing was.
func (y *Yard) Guess() (answer int, ok bool) {
	answer, ok = y.taken[y.Form.Scenario]
	return answer, ok
}

// Shows is the answer that the run shown gives; ok is false as long as it gives none: it is not over, or not whole, or of
// another scenario than the form's.
func (y *Yard) Shows() (answer int, ok bool) {
	r := y.Shown
	if r == nil || !r.Comparable() || r.Spec.Scenario != y.Form.Scenario {
		return 0, false
	}
	if y.of != r {
		y.of, y.shows = r, lesson.Of(y.Form.Scenario).Question.Right(&r.Log)
	}
	return y.shows, true
}

// Reveal says how the guess did; empty as long as there is none.
func (y *Yard) Reveal() string {
	guess, guessed := y.Guess()
	if !guessed {
		return ""
	}
	shows, known := y.Shows()
	switch {
	case !known:
		return "Run it to see."
	case guess == shows:
		return "Right: the run shows it."
	}
	return "Not in this run: look at what it shows."
}
