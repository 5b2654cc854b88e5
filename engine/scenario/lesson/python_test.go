package lesson

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestPythonPrintsTheContractsLines(t *testing.T) {
	t.Parallel()
	python := python3(t)
	for _, text := range runs {
		t.Run(text, func(t *testing.T) {
			t.Parallel()
			r := parse(t, text)
			assert.Equal(t, contract(r), perLoop(printed(t, output(t, python, "-c", Python(r)))))
		})
	}
}

func TestPythonRunnersOtherForm(t *testing.T) {
	t.Parallel()
	python := python3(t)
	for _, text := range []string{"scenario=runner sleep=1ms", "scenario=runner sleep=0s coroutines=12"} {
		r := parse(t, text)
		with := Python(r)
		steps := strings.Replace(with, "\nwith_form()", "\nstep_by_step()", 1)
		require.NotEqual(t, with, steps)
		assert.Equal(t, contract(r), perLoop(printed(t, output(t, python, "-c", steps))), text)
	}
}

func TestPythonOfTwoRunsWritesThemOut(t *testing.T) {
	t.Parallel()
	listing := Python(parse(t, "scenario=runner sleep=500ms"))
	assert.Equal(t, 2, strings.Count(listing, `runner.run(greet("first"))`))
	assert.Equal(t, 2, strings.Count(listing, `runner.run(greet("second"))`))
	assert.Contains(t, listing, "await asyncio.sleep(0.5)\n")
}
