package model

import (
	"loopyard/app/recording"
	"loopyard/engine/scenario/lesson"
)

// Quiz is the question that each scenario asks before its run, and what the visitor answered. The zero value has no
// answers.
type Quiz struct {
	part
	form    *Form
	runs    *Runs
	guesses map[string]int       // by scenario
	judged  *recording.Recording // the run that right was computed from
	right   int                  // the answer that it gives
}

// Take takes the visitor's answer to the question of the form's scenario.
func (q *Quiz) Take(answer int) {
	if q.guesses == nil {
		q.guesses = map[string]int{}
	}
	q.guesses[q.form.Scenario()] = answer
	q.changed()
}

// Guess returns the visitor's answer to the question of the form's scenario; ok is false if there is none.
func (q *Quiz) Guess() (answer int, ok bool) {
	answer, ok = q.guesses[q.form.Scenario()]
	return answer, ok
}

// Right returns the answer that the primary run gives; ok is false as long as it gives none: it is not over, or not
// whole, or of another scenario than the form's.
func (q *Quiz) Right() (answer int, ok bool) {
	r := q.runs.Primary()
	if r == nil || !r.Comparable() || r.Spec.Scenario != q.form.Scenario() {
		return 0, false
	}
	if q.judged != r {
		q.judged, q.right = r, lesson.Of(q.form.Scenario()).Question.Right(&r.Log)
	}
	return q.right, true
}

// Verdict says how the visitor's answer did; empty as long as there is none.
func (q *Quiz) Verdict() string {
	guess, guessed := q.Guess()
	if !guessed {
		return ""
	}
	right, known := q.Right()
	switch {
	case !known:
		return "Run it to see."
	case guess == right:
		return "Right: the run shows it."
	}
	return "No: this run shows another answer."
}
