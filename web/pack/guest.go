package main

import (
	"bytes"
	"compress/gzip"
	"io"
	"os"
)

// guest is the engine as a program for a host that is no browser. Package parity embeds it, so it is there in one form,
// which everything in Go can read.
const (
	guest       = "engine/parity/guest/guest.wasm.gz"
	guestSource = "./engine/parity/guest"
)

// packGuest builds and compresses the guest, unless the one there is the same program.
func packGuest(stderr io.Writer) (changed bool, err error) {
	program, err := compile("wasip1", guestSource, "", stderr)
	if err != nil {
		return false, err
	}
	return replaceGuest(guest, program)
}

func replaceGuest(path string, program []byte) (changed bool, err error) {
	if old, err := os.ReadFile(path); err == nil && bytes.Equal(unpack(old), program) {
		return false, nil
	}
	gz, err := pack(program, func(w io.Writer) (io.WriteCloser, error) { return gzip.NewWriterLevel(w, gzip.BestCompression) })
	if err != nil {
		return false, err
	}
	return true, writeFile(path, gz)
}

// unpack gives what was compressed; of a broken file as much as can be read, which is no program.
func unpack(gz []byte) []byte {
	r, err := gzip.NewReader(bytes.NewReader(gz))
	if err != nil {
		return nil
	}
	all, _ := io.ReadAll(r)
	return all
}
