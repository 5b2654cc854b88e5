//go:build !js

// Package files_test holds that traces in files are opened.
package files_test

import (
	"bytes"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"loopyard/app/pagetest"
	"loopyard/app/pagetest/chromium"
	"loopyard/engine/scenario"
	"loopyard/engine/session"
	"loopyard/engine/spec"
	"loopyard/engine/trace/ndjson"
)

func TestMain(m *testing.M) { chromium.Main(m) }

func TestAFileOfTheCommandLineIsOpened(t *testing.T) {
	tab := pagetest.Open(t, pagetest.Home(t)+"#s=runner&at=single", chromium.View{Width: 390, Height: 844})
	pagetest.Do(tab, `const files = new DataTransfer();
		files.items.add(new File([`+strconv.Quote(string(saved(t)))+`], "run.ndjson"));
		const picker = document.querySelector("#open-file");
		picker.files = files.files;
		picker.dispatchEvent(new Event("change", { bubbles: true }));`)
	tab.Wait(pagetest.Badge + `.startsWith("real time · native threads")`)
	tab.Wait(`location.hash.includes("loops=3")`)
	assert.Equal(t, "", chromium.Eval[string](tab, pagetest.Messages))
	tab.Clean()
}

// TestAFileLargerThanTheMemoryIsNotLoaded opens ten gigabytes that begin as a trace and go on as nonsense.
func TestAFileLargerThanTheMemoryIsNotLoaded(t *testing.T) {
	tab := pagetest.Open(t, pagetest.Home(t)+"#s=runner&at=single", chromium.View{})
	pagetest.Do(tab, `const part = new Blob(["x".repeat(1 << 20)]);
		const lines = `+strconv.Quote(string(saved(t)))+`.split("\n").slice(0, 100).join("\n") + "\n";
		const files = new DataTransfer();
		files.items.add(new File([lines, ...Array(10240).fill(part)], "huge.ndjson"));
		window.huge = files.files[0].size;
		const picker = document.querySelector("#open-file");
		picker.files = files.files;
		picker.dispatchEvent(new Event("change", { bubbles: true }));`)
	assert.Greater(t, chromium.Eval[float64](tab, `window.huge`), 10e9)
	tab.Wait(pagetest.Alert + ` !== ""`)
	assert.Contains(t, chromium.Eval[string](tab, pagetest.Alert), "huge.ndjson is shown as far as it can be read: line 101: garbled: longer than 8388608 bytes")
	assert.Contains(t, chromium.Eval[string](tab, `document.querySelector(".flags").textContent`), "broken off")
	assert.Contains(t, chromium.Eval[string](tab, pagetest.Badge), "real time · native threads")
	tab.Clean()
}

// saved is the trace of a native run, as the command line writes it.
func saved(t *testing.T) []byte {
	t.Helper()
	run, err := spec.Parse([]spec.Pair{{"scenario", "loop-per-thread"}, {"loops", "3"}, {"sleep", "2ms"}, {"placement", "threads"}}, scenario.Catalog{}, spec.CLILimits())
	require.NoError(t, err)
	var b bytes.Buffer
	_, err = session.Run(t.Context(), run, session.Options{Host: "native"}, ndjson.NewWriter(&b))
	require.NoError(t, err)
	return b.Bytes()
}
