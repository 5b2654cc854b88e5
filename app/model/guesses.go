package model

import (
	"loopyard/app/recording"
	"loopyard/engine/scenario/lesson"
)

// guesses is what a visitor expected of the scenarios, by id. The zero value is nothing yet.
type guesses struct {
	taken map[string]int
	of    *recording.Recording // that was last asked for its answer
	shows int                  // and what it was
}

// TakeGuess takes what the visitor expects of the scenario in the form.
func (y *Model) TakeGuess(answer int) {
	if y.taken == nil {
		y.taken = map[string]int{}
	}
	y.taken[y.Form.Scenario] = answer
	y.Revs.Form++
}

// Guess is what was expected of the scenario in the form; ok is false if nothing was.
func (y *Model) Guess() (answer int, ok bool) {
	answer, ok = y.taken[y.Form.Scenario]
	return answer, ok
}

// Shows is the answer that the run shown gives; ok is false as long as it gives none: it is not over, or not whole, or of
// another scenario than the form's.
func (y *Model) Shows() (answer int, ok bool) {
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
func (y *Model) Reveal() string {
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
