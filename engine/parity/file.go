package parity

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"

	"loopyard/engine/scenario"
	"loopyard/engine/spec"
	"loopyard/engine/trace/ndjson"
	"loopyard/engine/trace/replay"
)

// File is a trace that was saved: by `loopyard run`, by the page, by a server. It runs nothing again.
type File struct {
	Path string
	Spec spec.Run // what it is a trace of
	log  *replay.Log
}

// Open reads a saved trace, as NDJSON or in the binary form.
func Open(path string) (*File, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	log := &replay.Log{}
	if err := read(bufio.NewReaderSize(f, 1<<16), log); err != nil {
		return nil, err
	}
	var pairs []spec.Pair
	for _, pair := range log.Header.Spec {
		pairs = append(pairs, pair)
	}
	r, err := spec.Parse(pairs, scenario.Catalog{}, spec.CLILimits())
	if err != nil {
		return nil, fmt.Errorf("its header has a spec that does not hold here: %w", err)
	}
	return &File{path, r, log}, nil
}

// read reads a trace in either form.
func read(r *bufio.Reader, log *replay.Log) error {
	first, err := r.Peek(1)
	if err == nil && first[0] == '{' {
		return ndjson.Read(r, log)
	}
	frames := decoding{sink: log}
	if _, err := io.Copy(&frames, r); err != nil {
		return err
	}
	return frames.close()
}

// Name is the file's path, as it was given.
func (f *File) Name() string { return f.Path }

// Run gives what was saved. The spec has to be the one that was saved.
func (f *File) Run(context.Context, spec.Run, int) (Result, error) {
	return traced(f.Path, "saved by "+f.log.Header.Host+", engine "+f.log.Header.Engine, f.Spec, f.log), nil
}
