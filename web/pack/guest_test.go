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
	require.NoError(t, replaceGuest(path, program))
	gz, err := os.ReadFile(path)
	require.NoError(t, err)
	assert.Equal(t, program, unpack(gz))

	require.NoError(t, os.Chtimes(path, longAgo, longAgo))
	require.NoError(t, replaceGuest(path, program))
	assert.Equal(t, longAgo, modified(t, path), "the same bytes are not compressed again")

	for name, broken := range map[string][]byte{"half a file": gz[:len(gz)/2], "not gzip": []byte("nonsense")} {
		require.NoError(t, os.WriteFile(path, broken, 0o644))
		require.NoError(t, replaceGuest(path, program))
		gz, err := os.ReadFile(path)
		require.NoError(t, err)
		assert.Equal(t, program, unpack(gz), name)
	}
}
