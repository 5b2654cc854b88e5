package model_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"loopyard/app/model/modeltest"
	"loopyard/app/recording"
	"loopyard/engine/spec"
)

func TestTheFormSaysWhatMemoryACrowdTakes(t *testing.T) {
	for link, want := range map[string]string{
		"#s=crowd&coroutines=1000":                           "1–1,000,000",
		"#s=crowd&coroutines=100000":                         "1–1,000,000 · about 420 MB",
		"#s=crowd&coroutines=1000000":                        "1–1,000,000 · about 3.5 GB",
		"#s=crowd&coroutines=1000000&loops=2&at=threads":     "1–1,000,000 · about 5.9 GB",
		"#s=crowd&coroutines=1000000&loops=1&at=threads":     "1–1,000,000 · about 5.8 GB, more than the 4 GB of a worker",
		"#s=crowd&coroutines=9&loops=2&at=threads":           "1–1,000,000",
		"#s=crowd&coroutines=1000000&at=threads&host=native": "1–1,000,000",
		"#s=crowd&coroutines=many":                           "1–1,000,000",
	} {
		m, _ := modeltest.Open(t, link)
		assert.Equal(t, want, m.Form.Hint(spec.Coroutines.With(1)), link)
	}
	m, _ := modeltest.Open(t, "#s=crowd")
	assert.Equal(t, "0s–168h", m.Form.Hint(spec.Sleep))
	m.Type("coroutines", "300000")
	assert.Contains(t, m.Form.Hint(spec.Coroutines), "about 1.1 GB", "it follows what is typed")
}

func TestALinkThatTakesMuchMemoryWaitsForRun(t *testing.T) {
	m, browser := modeltest.Open(t, "#s=crowd&coroutines=1000000")
	assert.Empty(t, browser.Started)
	assert.Equal(t, "It needs about 3.5 GB of memory. Press Run to run it.", m.Notices.Announcement())
	m.Run()
	assert.Len(t, browser.Started, 1)
}

func TestAWorkerThatRanOutOfMemoryIsExplained(t *testing.T) {
	m, browser := modeltest.Open(t, "#s=crowd&coroutines=1000000")
	m.Run()
	m.Jobs.OnStarted(browser.Last)
	m.Jobs.OnError(browser.Last, "the engine’s worker ended: runtime: out of memory: cannot allocate 4194304-byte block (3994812416 in use)\nfatal error: out of memory")
	m.Frame(0, modeltest.Never)
	assert.Equal(t, recording.Broken, m.Runs.Primary().State())
	assert.Equal(t, "The run broke off: a worker ran out of memory: 1,000,000 coroutines need about 3.5 GB, and a worker has 4 GB at most, "+
		"less where the device has less", m.Notices.Alert())

	m, _ = modeltest.Open(t, "#s=crowd")
	m.Jobs.OnStarted(browser.Last)
	m.Jobs.OnError(browser.Last, "fatal error: out of memory")
	m.Frame(0, modeltest.Never)
	assert.Equal(t, "The run broke off: a worker ran out of memory", m.Notices.Alert())
}
