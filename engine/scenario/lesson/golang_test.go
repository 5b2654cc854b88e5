package lesson

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestGoPrintsTheScenariosLines(t *testing.T) {
	t.Parallel()
	agree(t, func(texts []string) [][]string {
		listings := make([]string, len(texts))
		for i, text := range texts {
			listings[i] = Go(parse(t, text)).Text
		}
		program := build(t, listings)
		lines := make([][]string, len(texts))
		t.Run("run", func(t *testing.T) {
			for i, text := range texts {
				t.Run(text, func(t *testing.T) {
					t.Parallel()
					lines[i] = printed(t, output(t, program, strconv.Itoa(i)))
				})
			}
		})
		return lines
	})
}

func TestGoRunnersOtherForm(t *testing.T) {
	t.Parallel()
	r := parse(t, "scenario=runner sleep=1ms")
	with := Go(r).Text
	steps := strings.Replace(with, "err := withForm()", "err := stepByStep()", 1)
	require.NotEqual(t, with, steps)
	assert.Equal(t, contract(r), perLoop(printed(t, output(t, build(t, []string{steps}), "0"))))
}

// build builds one program of all listings, which runs the one with a given number. Linking every listing would take most of
// the time. Each listing becomes a package, and its main function becomes a function of that package. An overlay adds the
// packages to this module without changing the tree.
func build(t *testing.T, listings []string) (program string) {
	t.Helper()
	if testing.Short() {
		t.Skip("-short: the listings are not built")
	}
	if _, err := exec.LookPath("go"); err != nil {
		missing(t, "no go on PATH, so no listing can be built")
	}
	here, err := os.Getwd()
	require.NoError(t, err)
	dir := t.TempDir()
	overlay := map[string]string{}
	write := func(name, source string) {
		file := filepath.Join(dir, name+".go")
		require.NoError(t, os.WriteFile(file, []byte(source), 0o600))
		overlay[filepath.Join(here, "testdata", name, name+".go")] = file
	}
	imports, cases := "", ""
	for i, listing := range listings {
		name := fmt.Sprint("listing", i)
		source := strings.Replace(listing, "package main\n", "package "+name+"\n", 1)
		write(name, strings.Replace(source, "\nfunc main() {\n", "\nfunc Main() {\n", 1))
		imports += fmt.Sprintf("\t%q\n", "loopyard/engine/scenario/lesson/testdata/"+name)
		cases += fmt.Sprintf("\tcase \"%d\":\n\t\t%s.Main()\n", i, name)
	}
	write("all", "package main\n\nimport (\n\t\"os\"\n"+imports+")\n\nfunc main() {\n\tswitch os.Args[1] {\n"+cases+"\t}\n}\n")
	text, err := json.Marshal(map[string]any{"Replace": overlay})
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(filepath.Join(dir, "overlay.json"), text, 0o600))
	program = filepath.Join(dir, "program")
	require.Empty(t, output(t, "go", "build", "-overlay", filepath.Join(dir, "overlay.json"), "-o", program, "./testdata/all"))
	return program
}
