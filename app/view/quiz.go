package view

import (
	"strconv"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"loopyard/app/model"
	"loopyard/engine/scenario/lesson"
)

// quiz asks what a run will show. When the run is over it says whether the answer was right.
type quiz struct {
	app.Compo

	Quiz *model.Quiz
	Form *model.Form
	Rev  uint
}

// Render returns the markup.
func (q *quiz) Render() app.UI {
	question := lesson.Of(q.Form.Scenario()).Question
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
			app.Span().Class("said").Aria("live", "polite").Text(q.Quiz.Verdict()),
		),
	)
}

func (q *quiz) answer(i int, text string) app.UI {
	guess, guessed := q.Quiz.Guess()
	radio := app.Input().Type("radio").Name("guess").Value(strconv.Itoa(i)).OnChange(q.take(i), q.Form.Scenario(), i)
	if chosen := guessed && guess == i; chosen || app.IsClient {
		radio.Checked(chosen)
	}
	class := ""
	if guessed { // what the run shows takes a while to find out
		right, known := q.Quiz.Right()
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
	return func(ctx app.Context, e app.Event) { q.Quiz.Take(i) }
}
