package model_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"loopyard/app/model"
	"loopyard/app/model/modeltest"
	"loopyard/engine/scenario/lesson"
)

func TestAGuessIsAnsweredByARunOfTheSameScenario(t *testing.T) {
	f := modeltest.NewFake()
	y := model.New(f)
	y.Open("#s=loop-per-thread&loops=2&iterations=2")
	answers := lesson.Of("loop-per-thread").Question.Answers
	require.NotEmpty(t, answers)
	assert.Empty(t, y.Reveal(), "nothing is given away")

	y.TakeGuess(0)
	assert.Equal(t, "Run it to see.", y.Reveal())
	f.Finish(t, y)
	right, known := y.Shows()
	require.True(t, known)
	y.TakeGuess(right)
	assert.Contains(t, y.Reveal(), "Right")
	y.TakeGuess((right + 1) % len(answers))
	assert.Contains(t, y.Reveal(), "Not in this run")

	y.Choose("runner")
	assert.Empty(t, y.Reveal(), "each scenario has its own question")
	_, known = y.Shows()
	assert.False(t, known, "and another run to answer it")
}
