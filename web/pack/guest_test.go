package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestTheGuestIsCompressedOnceAndIsTheProgram(t *testing.T) {
	path := filepath.Join(t.TempDir(), "guest.wasm.gz")
	program := bytes.Repeat([]byte("a program, and not a short one; "), 1000)
	changed, err := replaceGuest(path, program)
	require.NoError(t, err)
	assert.True(t, changed)
	gz, err := os.ReadFile(path)
	require.NoError(t, err)
	assert.Equal(t, program, unpack(gz))

	require.NoError(t, os.Chtimes(path, longAgo, longAgo))
	changed, err = replaceGuest(path, program)
	require.NoError(t, err)
	assert.False(t, changed)
	assert.Equal(t, longAgo, modified(t, path), "the same bytes are not compressed again")

	require.NoError(t, os.WriteFile(path, gz[:len(gz)/2], 0o644))
	changed, err = replaceGuest(path, program)
	require.NoError(t, err)
	assert.True(t, changed, "half a file is no program")
	require.NoError(t, os.WriteFile(path, []byte("nonsense"), 0o644))
	changed, err = replaceGuest(path, program)
	require.NoError(t, err)
	assert.True(t, changed)
}
