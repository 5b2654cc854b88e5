package parity_test

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"loopyard/engine/parity"
	"loopyard/engine/session"
	"loopyard/engine/spec"
	"loopyard/engine/trace"
	"loopyard/engine/trace/ndjson"
)

// forms are the two forms of a saved trace.
var forms = map[string]func(io.Writer) trace.Sink{
	"ndjson": func(w io.Writer) trace.Sink { return ndjson.NewWriter(w) },
	"binary": func(w io.Writer) trace.Sink { return trace.NewEncoder(w) },
}

// record returns the trace of a run in one of the forms.
func record(t *testing.T, r spec.Run, form string) []byte {
	t.Helper()
	var b bytes.Buffer
	_, err := session.Run(t.Context(), r, session.Options{Host: "elsewhere"}, forms[form](&b))
	require.NoError(t, err)
	return b.Bytes()
}

// save writes a file and returns its path.
func save(t *testing.T, content []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "saved")
	require.NoError(t, os.WriteFile(path, content, 0o666))
	return path
}

func TestASavedTraceIsWhatWasRun(t *testing.T) {
	r := parse(t, "loop-per-thread loops=3 seed=7 sleep=1ms cores=2 gil=true")
	for form := range forms {
		path := save(t, record(t, r, form))
		f, err := parity.Open(path)
		require.NoError(t, err, form)
		assert.Equal(t, r, f.Spec)
		assert.Equal(t, path, f.Name())
		got, err := f.Run(t.Context(), r, 0)
		require.NoError(t, err)
		want, err := parity.Native{}.Run(t.Context(), r, 0)
		require.NoError(t, err)
		assert.Equal(t, want.Figures, got.Figures)
		assert.Equal(t, want.Lines, got.Lines)
		assert.Equal(t, "saved by elsewhere, engine 1", got.What)
	}
}

func TestAFileThatIsNoTrace(t *testing.T) {
	_, err := parity.Open(filepath.Join(t.TempDir(), "none"))
	assert.ErrorIs(t, err, os.ErrNotExist)
	_, err = parity.Open(t.TempDir())
	assert.Error(t, err)

	r := parse(t, "runner sleep=1ms")
	lines, frames := record(t, r, "ndjson"), record(t, r, "binary")
	for name, c := range map[string]struct {
		content []byte
		is      error
	}{
		"empty":          {nil, trace.ErrTruncated},
		"some text":      {[]byte("Hello from first coro\n"), trace.ErrGarbled},
		"some JSON":      {[]byte("{}\n"), ndjson.ErrGarbled},
		"half of lines":  {lines[:len(lines)/2], ndjson.ErrGarbled},
		"no last line":   {lines[:bytes.LastIndexByte(lines[:len(lines)-1], '\n')+1], ndjson.ErrTruncated},
		"half of frames": {frames[:len(frames)/2], trace.ErrTruncated},
	} {
		_, err := parity.Open(save(t, c.content))
		assert.ErrorIs(t, err, c.is, name)
	}
	_, err = parity.Open(save(t, bytes.Replace(lines, []byte(`"coroutines":2`), []byte(`"coroutines":0`), 1)))
	var fields spec.Errors
	assert.True(t, errors.As(err, &fields), "%v", err)
}
