package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestAProgramOverItsBudgetIsAnError(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"a.wasm", "a.wasm.br", "a.wasm.gz", "b.wasm", "b.wasm.br", "b.wasm.gz"} {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), make([]byte, 100), 0o644))
	}
	fits := []program{{file: "a.wasm", budget: 100}, {file: "b.wasm", budget: 200}}
	assert.NoError(t, overBudget(fits, dir))
	err := overBudget([]program{{file: "a.wasm", budget: 99}, {file: "b.wasm", budget: 60}}, dir)
	assert.ErrorContains(t, err, "a.wasm is 100 bytes to download, 1 more than its budget of 99")
	assert.ErrorContains(t, err, "b.wasm is 100 bytes to download, 40 more than its budget of 60")

	var out bytes.Buffer
	require.NoError(t, report(fits, dir, &out))
	assert.Regexp(t, `a\.wasm +100 +100 +100 +100\n +b\.wasm +100 +100 +100 +200\n`, out.String())
}
