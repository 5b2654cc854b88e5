package model_test

import (
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"loopyard/app/model"
	"loopyard/app/model/modeltest"
	"loopyard/engine/scenario"
)

func TestALinkSaysWhatToRunWhereAndTheMoment(t *testing.T) {
	const lpt = "v=1&s=loop-per-thread&loops=5&iterations=6&sleep=500ms&work=0s"
	tests := []struct {
		name, link string
		want       string // as the page would write it
		wrong      string // fields with an error
	}{
		{"nothing", "", lpt + "&at=virtual&seed=1", ""},
		{"a lone #", "#", lpt + "&at=virtual&seed=1", ""},
		{"the documented one", "#v=1&s=loop-per-thread&loops=5&iterations=6&sleep=500ms&at=virtual&seed=1&t=1.582s", lpt + "&at=virtual&seed=1&t=1.582s", ""},
		{"another scenario", "s=runner", "v=1&s=runner&coroutines=2&sleep=1s&work=0s&at=virtual&seed=1", ""},
		{"a single thread of the browser", "at=single", lpt + "&at=single&seed=1", ""},
		{"native threads", "at=threads&host=native", lpt + "&at=threads&host=native&seed=1", ""},
		{"the simulated machine", "cores=2&gil=true", lpt + "&at=virtual&seed=1&cores=2&gil=true", ""},
		{"native, one thread", "at=single&host=native&seed=7", lpt + "&at=single&host=native&seed=7", ""},
		{"virtual is the same on every host", "at=virtual&host=native", lpt + "&at=virtual&seed=1", ""},
		{"a part of another page", "embed=1&theme=dark&fixed=1", lpt + "&at=virtual&seed=1&embed=1&fixed=1&theme=dark", ""},
		{"not a part of another page", "embed=0&fixed=0", lpt + "&at=virtual&seed=1", ""},
		{"unknown keys are passed over", "later=1&color=red&timeout=1s", lpt + "&at=virtual&seed=1", ""},
		{"a key of another scenario too", "s=runner&loops=9", "v=1&s=runner&coroutines=2&sleep=1s&work=0s&at=virtual&seed=1", ""},
		{"another spelling of a duration", "sleep=0.5s&work=1500us", "v=1&s=loop-per-thread&loops=5&iterations=6&sleep=500ms&work=1.5ms&at=virtual&seed=1", ""},

		{"an unknown scenario", "s=nope&loops=3", "v=1&s=loop-per-thread&loops=3&iterations=6&sleep=500ms&work=0s&at=virtual&seed=1", "scenario"},
		{"a value out of range", "loops=0", lpt + "&at=virtual&seed=1", "loops"},
		{"no number", "loops=five&iterations=6.5", lpt + "&at=virtual&seed=1", "loops iterations"},
		{"no duration", "sleep=500", lpt + "&at=virtual&seed=1", "sleep"},
		{"a value twice", "loops=3&loops=4", "v=1&s=loop-per-thread&loops=3&iterations=6&sleep=500ms&work=0s&at=virtual&seed=1", "loops"},
		{"an unknown placement", "at=moon", lpt + "&at=virtual&seed=1", "placement"},
		{"an unknown host", "at=single&host=moon", lpt + "&at=virtual&seed=1", "placement"},
		{"workers", "at=threads", lpt + "&at=threads&seed=1", ""},
		{"a later version", "v=2", lpt + "&at=virtual&seed=1", "v"},
		{"no version", "v=", lpt + "&at=virtual&seed=1", "v"},
		{"no moment", "t=soon", lpt + "&at=virtual&seed=1", "t"},
		{"a moment before the beginning", "t=-1s", lpt + "&at=virtual&seed=1", "t"},
		{"no machine", "cores=-1&gil=maybe", lpt + "&at=virtual&seed=1", "cores gil"},
		{"a negative seed", "seed=-1", lpt + "&at=virtual&seed=1", "seed"},
		{"no such mode", "embed=yes&fixed=2&theme=sepia", lpt + "&at=virtual&seed=1", "embed fixed theme"},
		{"no link at all", "%zz", lpt + "&at=virtual&seed=1", "link"},
		{"too long", strings.Repeat("a", model.LongestLink+1), lpt + "&at=virtual&seed=1", "link"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			l := modeltest.ReadLink(test.link)
			params, _ := scenario.Catalog{}.Params(l.Run.Scenario)
			assert.Equal(t, test.want, l.Fragment(params))
			var wrong []string
			for _, e := range l.Errs {
				wrong = append(wrong, e.Field)
				assert.NotEmpty(t, e.Allowed)
			}
			assert.Equal(t, test.wrong, strings.Join(wrong, " "))
		})
	}
}

func TestALinkIsShort(t *testing.T) {
	l := modeltest.ReadLink("at=threads&host=native&loops=256&iterations=100000&sleep=167h59m59.999999999s&work=59.999999999s&seed=4294967295&w=166h59m59.999999999s..167h59m59.999999999s&n=2000000&t=167h59m59.999999999s")
	require.Empty(t, l.Errs)
	params, _ := scenario.Catalog{}.Params(l.Run.Scenario)
	assert.Less(t, len(l.Fragment(params)), 500)
}

func FuzzALinkNeverLeavesTheFormWithoutAProgram(f *testing.F) {
	for _, seed := range []string{"", "#v=1&s=runner&t=1s", "s=%00&loops=1&loops=2", "at=threads&host=native&seed=9", "sleep=1h&work=&v=1", "a=b;c=d", "t=1s&n=3&w=1s..2s"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, fragment string) {
		l := modeltest.ReadLink(fragment)
		params, ok := scenario.Catalog{}.Params(l.Run.Scenario)
		require.True(t, ok)
		written := l.Fragment(params)
		_, err := url.ParseQuery(written)
		require.NoError(t, err)
		again := modeltest.ReadLink(written)
		require.Empty(t, again.Errs)
		require.Equal(t, l.Run, again.Run)
		require.Equal(t, l.Target, again.Target)
		require.Equal(t, l.At, again.At)
		require.Equal(t, l.Window, again.Window)
		require.Equal(t, written, again.Fragment(params))
	})
}
