package main

import (
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/andybalholm/brotli"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// longAgo is a modification time that no file has which was written during the test.
var longAgo = time.Unix(1e9, 0)

func TestFormsAreMadeOnceAndAreTheProgram(t *testing.T) {
	path := filepath.Join(t.TempDir(), "app.wasm")
	program := bytes.Repeat([]byte("a program, and not a short one; "), 1000)
	require.NoError(t, replace(path, program))
	require.NoError(t, compressAll([]string{path}, quick, t.Output()))

	br, err := os.ReadFile(path + ".br")
	require.NoError(t, err)
	unpacked, err := io.ReadAll(brotli.NewReader(bytes.NewReader(br)))
	require.NoError(t, err)
	assert.Equal(t, program, unpacked)
	gz, err := os.Open(path + ".gz")
	require.NoError(t, err)
	defer gz.Close()
	zip, err := gzip.NewReader(gz)
	require.NoError(t, err)
	unpacked, err = io.ReadAll(zip)
	require.NoError(t, err)
	assert.Equal(t, program, unpacked)

	require.NoError(t, os.Chtimes(path+".br", longAgo, longAgo))
	require.NoError(t, os.Chtimes(path, longAgo, longAgo))
	require.NoError(t, replace(path, program))
	assert.Equal(t, longAgo, modified(t, path), "the same bytes are not written again")
	require.NoError(t, compressAll([]string{path}, quick, t.Output()))
	assert.Equal(t, longAgo, modified(t, path+".br"), "the same bytes are not compressed again")

	require.NoError(t, compressAll([]string{path}, release, t.Output()))
	assert.NotEqual(t, quick, done(path, program), "a better form was asked for")
	require.NoError(t, os.Chtimes(path+".br", longAgo, longAgo))
	require.NoError(t, compressAll([]string{path}, quick, t.Output()))
	assert.Equal(t, longAgo, modified(t, path+".br"), "a better form is kept")
}

func TestAFormNeverOutlivesItsProgram(t *testing.T) {
	path := filepath.Join(t.TempDir(), "app.wasm")
	require.NoError(t, replace(path, []byte("one")))
	require.NoError(t, compressAll([]string{path}, quick, t.Output()))
	require.NoError(t, replace(path, []byte("two")))
	for _, form := range []string{path + ".br", path + ".gz", stamp(path)} {
		assert.NoFileExists(t, form)
	}
	require.NoError(t, compressAll([]string{path}, quick, t.Output()))
	require.NoError(t, os.Remove(path+".gz"))
	assert.Equal(t, -1, done(path, []byte("two")), "a missing form is made again")
	assert.Equal(t, -1, done(path, []byte("one")), "the note is about these bytes")
}

func modified(t *testing.T, path string) time.Time {
	t.Helper()
	info, err := os.Stat(path)
	require.NoError(t, err)
	return info.ModTime()
}
