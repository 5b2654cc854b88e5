package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestTheVersionChangesWithEverySource(t *testing.T) {
	dir := t.TempDir()
	a, b := filepath.Join(dir, "a.go"), filepath.Join(dir, "b.go")
	write := func(path, text string) { require.NoError(t, os.WriteFile(path, []byte(text), 0o644)) }
	sum := func() string {
		s, err := sumOf([]string{a, b})
		require.NoError(t, err)
		assert.Len(t, s, 12)
		return s
	}
	write(a, "one")
	write(b, "two")
	first := sum()
	assert.Equal(t, first, sum())
	write(b, "too")
	assert.NotEqual(t, first, sum())
	write(a, "onet")
	write(b, "wo")
	assert.NotEqual(t, first, sum())
	_, err := sumOf([]string{filepath.Join(dir, "c.go")})
	assert.Error(t, err)
}
