package cli_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestExploreFindsThatARaceHasSeveralResults(t *testing.T) {
	code, stdout, stderr := do(t, strings.Fields("explore race --seeds 30")...)
	assert.Equal(t, 1, code)
	assert.Greater(t, strings.Count(stdout, "\n"), 1)
	for line := range strings.Lines(stdout) {
		assert.Regexp(t, `^\d+ of 30 seeds, such as \d+: balance [1-6] of 6$`, strings.TrimSuffix(line, "\n"))
	}
	assert.Regexp(t, `^loopyard: race has \d results: it depends on which thread is faster\n$`, stderr)
}

func TestExploreFindsThatOthersHaveOne(t *testing.T) {
	for args, want := range map[string]string{
		"race --variant mended --seeds 30 --seed 4294967290": "30 of 30 seeds, such as 4294967290: Loop2: paid in 3\n",
		"loop-per-thread --seeds 10":                         "10 of 10 seeds, such as 1: Loop4 done\n",
	} {
		code, stdout, stderr := do(t, append([]string{"explore"}, strings.Fields(args)...)...)
		assert.Equal(t, 0, code, args)
		assert.Equal(t, want, stdout)
		assert.Empty(t, stderr)
	}
}

func TestExploreRefusesWhatASeedDoesNotDecide(t *testing.T) {
	for args, want := range map[string]string{
		"race --placement threads": `loopyard: --placement: got "threads", want virtual, the only placement where the seed decides which thread goes first` + "\n",
		"race --seeds 0":           `loopyard: --seeds: got "0", want a whole number from 1 to 100,000` + "\n",
		"race --variant fixed":     `loopyard: --variant: got "fixed", want one of wrong, mended` + "\n",
		"deadlock --placement single": `loopyard: --placement: got "single", want virtual, since in real time a deadlock looks like a long wait, ` +
			"so the run would never end\n",
	} {
		code, stdout, stderr := do(t, append([]string{"explore"}, strings.Fields(args)...)...)
		assert.Equal(t, 2, code, args)
		assert.Empty(t, stdout)
		assert.Equal(t, want, stderr)
	}
}
