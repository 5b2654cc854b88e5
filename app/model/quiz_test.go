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
	f := modeltest.NewBrowser()
	m := model.New(f)
	m.Open("#s=loop-per-thread&loops=2&iterations=2")
	answers := lesson.Of("loop-per-thread").Question.Answers
	require.NotEmpty(t, answers)
	assert.Empty(t, m.Quiz.Verdict(), "nothing is given away")

	m.Quiz.Take(0)
	assert.Equal(t, "Run it to see.", m.Quiz.Verdict())
	f.Finish(t, m)
	right, known := m.Quiz.Right()
	require.True(t, known)
	m.Quiz.Take(right)
	assert.Contains(t, m.Quiz.Verdict(), "Right")
	m.Quiz.Take((right + 1) % len(answers))
	assert.Contains(t, m.Quiz.Verdict(), "another answer")

	m.Visit(m.Address.ToScenario("runner"))
	assert.Empty(t, m.Quiz.Verdict(), "each scenario has its own question")
	_, known = m.Quiz.Right()
	assert.False(t, known, "and another run to answer it")
}
