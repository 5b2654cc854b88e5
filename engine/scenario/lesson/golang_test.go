package lesson

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestGoPrintsTheContractsLines(t *testing.T) {
	t.Parallel()
	listings := make([]string, len(runs))
	for i, text := range runs {
		listings[i] = Go(parse(t, text))
	}
	programs := build(t, listings)
	for i, text := range runs {
		t.Run(text, func(t *testing.T) {
			t.Parallel()
			assert.Equal(t, contract(parse(t, text)), perLoop(printed(t, output(t, programs[i]))))
		})
	}
}

func TestGoRunnersOtherForm(t *testing.T) {
	t.Parallel()
	r := parse(t, "scenario=runner sleep=1ms")
	with := Go(r)
	steps := strings.Replace(with, "err := withForm()", "err := stepByStep()", 1)
	require.NotEqual(t, with, steps)
	assert.Equal(t, contract(r), perLoop(printed(t, output(t, build(t, []string{steps})[0]))))
}

// build makes a program of each listing. An overlay puts them into this module, and leaves the tree as it is.
func build(t *testing.T, listings []string) (programs []string) {
	t.Helper()
	if _, err := exec.LookPath("go"); err != nil {
		missing(t, "no go on PATH, so no listing can be built")
	}
	here, err := os.Getwd()
	require.NoError(t, err)
	dir := t.TempDir()
	overlay := map[string]string{}
	args := []string{"build", "-overlay", filepath.Join(dir, "overlay.json"), "-o", filepath.Join(dir, "bin") + "/"}
	for i, listing := range listings {
		name := fmt.Sprintf("listing%d", i)
		source := filepath.Join(dir, name+".go")
		require.NoError(t, os.WriteFile(source, []byte(listing), 0o600))
		overlay[filepath.Join(here, "testdata", name, "main.go")] = source
		args = append(args, "./testdata/"+name)
		programs = append(programs, filepath.Join(dir, "bin", name))
	}
	text, err := json.Marshal(map[string]any{"Replace": overlay})
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(filepath.Join(dir, "overlay.json"), text, 0o600))
	require.Empty(t, output(t, "go", args...))
	return programs
}
