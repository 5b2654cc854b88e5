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

// File is a trace that `loopyard run`, the page or a server has saved. It is a host that runs nothing.
type File struct {
	Path string
	Spec spec.Run // the run in the trace
	log  *replay.Log
}

// Open reads a saved trace, in NDJSON or in the binary form.
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
		return nil, fmt.Errorf("the spec in its header is not valid: %w", err)
	}
	return &File{path, r, log}, nil
}

// read reads a trace in NDJSON or in the binary form.
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

// Name returns the path that was given to [Open].
func (f *File) Name() string { return f.Path }

// Run returns the saved run. The spec must be the same as that of the file.
func (f *File) Run(context.Context, spec.Run, int) (Result, error) {
	return traced(f.Path, "saved by "+f.log.Header.Host+", engine "+f.log.Header.Engine, f.Spec, f.log), nil
}
