package main

import (
	"bytes"
	"context"
	"os"
	"strings"
	"sync"
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
	var sizes []int
	for _, program := range [][]byte{whole, thin} {
		br, err := brotliForm(program, quick)
		require.NoError(t, err)
		sizes = append(sizes, len(br))
	}
	assert.Less(t, sizes[1], sizes[0]*19/20)
}

func TestAProgramThatSlimDoesNotKnowIsAnError(t *testing.T) {
	whole := buildCrash(t)
	for name, broken := range map[string][]byte{
		"empty":                   nil,
		"not wasm":                []byte("#!/bin/sh\necho hello\n"),
		"cut":                     whole[:len(whole)/2],
		"cut in a section's head": whole[:9],
		"another table":           ofAnotherGo(whole),
	} {
		_, err := slim(broken)
		assert.Error(t, err, name)
	}
}

// ofAnotherGo returns a program whose table of functions begins as in no known release of Go. The program does not run.
func ofAnotherGo(program []byte) []byte {
	return bytes.ReplaceAll(program, tableMagic[:4], []byte{0xf2, 0xff, 0xff, 0xff})
}

// crash builds testdata/crash once, as the linker writes it.
var crash = sync.OnceValues(func() ([]byte, error) {
	built, err := build(options{slim: false}, "wasip1", "", []string{"./testdata/crash"}, os.Stderr)
	if err != nil {
		return nil, err
	}
	return built[0], nil
})

func buildCrash(t *testing.T) []byte {
	t.Helper()
	if testing.Short() {
		t.Skip("-short: no WebAssembly is built")
	}
	program, err := crash()
	require.NoError(t, err)
	return program
}

// prints returns what a program prints.
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

// withoutLines removes files and lines from what the program prints.
func withoutLines(printed string) string {
	var kept strings.Builder
	for line := range strings.Lines(printed) {
		if !strings.Contains(line, ".go:") && !strings.Contains(line, "?:0") {
			kept.WriteString(line)
		}
	}
	return kept.String()
}
