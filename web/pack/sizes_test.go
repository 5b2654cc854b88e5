package main

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestTheProgramsFitTheirBudgets compresses the programs of the last build as a release does, unless the build did.
func TestTheProgramsFitTheirBudgets(t *testing.T) {
	if testing.Short() {
		t.Skip("-short: the best compression takes a minute")
	}
	for _, p := range programs {
		t.Run(p.file, func(t *testing.T) {
			t.Parallel()
			path := filepath.Join("..", "..", assets, p.file)
			raw, err := os.ReadFile(path)
			if errors.Is(err, fs.ErrNotExist) && os.Getenv("CI") != "true" {
				t.Skip("not built: run `make assets`")
			}
			require.NoError(t, err)
			if done(path, raw) == release {
				info, err := os.Stat(path + ".br")
				require.NoError(t, err)
				assert.LessOrEqual(t, info.Size(), p.budget)
				return
			}
			br, err := brotliForm(raw, release)
			require.NoError(t, err)
			assert.LessOrEqual(t, int64(len(br)), p.budget)
		})
	}
}

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
