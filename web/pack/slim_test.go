package main

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/imports/wasi_snapshot_preview1"
)

func TestASlimProgramDoesTheSame(t *testing.T) {
	whole := buildCrash(t)
	thin, err := slim(whole)
	require.NoError(t, err)

	before, after := prints(t, whole), prints(t, thin)
	assert.Contains(t, before, "main.go:", "the linker's program knows its lines")
	assert.NotContains(t, after, ".go:")
	assert.Contains(t, after, "?:0")
	assert.Contains(t, after, "main.crash")
	assert.Equal(t, withoutLines(before), withoutLines(after))
}

func TestASlimProgramIsSmallerToDownload(t *testing.T) {
	whole := buildCrash(t)
	thin, err := slim(whole)
	require.NoError(t, err)
	path := filepath.Join(t.TempDir(), "program.wasm")
	var sizes []int
	for _, program := range [][]byte{whole, thin} {
		_, err := replace(path, program)
		require.NoError(t, err)
		require.NoError(t, compress(path, quick))
		br, err := os.ReadFile(path + ".br")
		require.NoError(t, err)
		sizes = append(sizes, len(br))
	}
	assert.Less(t, sizes[1], sizes[0]*19/20)
}

func TestWhatIsNoProgramOfThisGoIsRefused(t *testing.T) {
	whole := buildCrash(t)
	for name, broken := range map[string][]byte{
		"empty":                   nil,
		"not wasm":                []byte("#!/bin/sh\necho hello\n"),
		"cut":                     whole[:len(whole)/2],
		"cut in a section's head": whole[:9],
		"another table":           bytes.ReplaceAll(whole, tableMagic[:4], []byte{0xf2, 0xff, 0xff, 0xff}),
	} {
		_, err := slim(broken)
		assert.Error(t, err, name)
	}
}

// buildCrash gives testdata/crash as the linker writes it.
func buildCrash(t *testing.T) []byte {
	t.Helper()
	out := filepath.Join(t.TempDir(), "crash.wasm")
	cmd := exec.Command("go", "build", "-trimpath", "-o", out, "./testdata/crash")
	cmd.Env = append(os.Environ(), "GOOS=wasip1", "GOARCH=wasm", "CGO_ENABLED=0")
	said, err := cmd.CombinedOutput()
	require.NoError(t, err, string(said))
	program, err := os.ReadFile(out)
	require.NoError(t, err)
	return program
}

// prints gives what a program prints.
func prints(t *testing.T, program []byte) string {
	t.Helper()
	ctx := context.Background()
	machine := wazero.NewRuntimeWithConfig(ctx, wazero.NewRuntimeConfigInterpreter())
	defer machine.Close(ctx)
	wasi_snapshot_preview1.MustInstantiate(ctx, machine)
	var out bytes.Buffer
	_, err := machine.InstantiateWithConfig(ctx, program, wazero.NewModuleConfig().WithStdout(&out).WithStderr(&out))
	require.NoError(t, err, out.String())
	return out.String()
}

// withoutLines leaves the files and lines out of what the program prints.
func withoutLines(printed string) string {
	var kept strings.Builder
	for line := range strings.Lines(printed) {
		if !strings.Contains(line, ".go:") && !strings.Contains(line, "?:0") {
			kept.WriteString(line)
		}
	}
	return kept.String()
}
