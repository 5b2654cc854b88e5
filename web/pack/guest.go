package main

import (
	"bytes"
	"compress/gzip"
	"io"
	"os"
)

// The guest is the engine as a program for a WebAssembly host that is not a browser. Package parity embeds it in the one
// form that the standard library of Go can read.
const (
	guest       = "engine/parity/guest/guest.wasm.gz"
	guestSource = "./engine/parity/guest"
)

// packGuest builds and compresses the guest.
func packGuest(o options, stderr io.Writer) error {
	built, err := build(o, "wasip1", "", []string{guestSource}, stderr)
	if err != nil {
		return err
	}
	return replaceGuest(guest, built[0])
}

// replaceGuest writes the compressed form of a program to path, unless it is there already.
func replaceGuest(path string, program []byte) error {
	if old, err := os.ReadFile(path); err == nil && bytes.Equal(unpack(old), program) {
		return nil
	}
	gz, err := gzipForm(program, gzip.BestCompression)
	if err != nil {
		return err
	}
	return writeFile(path, gz)
}

// unpack returns the content of a gzip file. Of a damaged file, it returns what can be read, which differs from every
// program.
func unpack(gz []byte) []byte {
	r, err := gzip.NewReader(bytes.NewReader(gz))
	if err != nil {
		return nil
	}
	all, _ := io.ReadAll(r)
	return all
}
