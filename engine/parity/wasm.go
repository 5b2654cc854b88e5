package parity

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/tetratelabs/wazero"

	"loopyard/engine"
	"loopyard/engine/scenario"
	"loopyard/engine/spec"
	"loopyard/engine/trace"
	"loopyard/engine/trace/replay"
)

// Wasm is the engine as a WebAssembly program, which wazero runs in this process.
type Wasm struct{}

// Name returns "wasm".
func (Wasm) Name() string { return "wasm" }

// Run runs the spec in a new instance of the program. In virtual time the instance has no real clock: its clock only advances
// by one tick each time it is read, and its sleeps take no time.
func (w Wasm) Run(ctx context.Context, r spec.Run, events int) (Result, error) {
	if r.Placement == spec.Threads {
		return Result{}, &MissingError{w.Name(), "it has only one thread and cannot run placement threads"}
	}
	ctx, cancel := limited(ctx, r)
	defer cancel()
	c, err := compile(ctx)
	if errors.Is(err, ErrNotBuilt) {
		return Result{}, &MissingError{w.Name(), err.Error()}
	}
	if err != nil {
		return Result{}, err
	}

	log := &replay.Log{}
	frames := decoding{sink: log}
	var complaint head
	config := wazero.NewModuleConfig().WithName("").WithArgs(guestArgs(r, events)...).WithStdout(&frames).WithStderr(&complaint)
	if r.Placement != spec.Virtual {
		clock := engine.NewRealClock()
		config = config.WithSysWalltime().WithSysNanotime().
			WithNanosleep(func(ns int64) { clock.Hold(time.Duration(ns), ctx.Done()) })
	}
	instance, err := c.runtime.InstantiateModule(ctx, c.module, config) // runs the program to its end
	if instance != nil {
		_ = instance.Close(context.Background())
	}
	switch {
	case stopped(ctx) != nil:
		return Result{}, stopped(ctx)
	case err != nil:
		return Result{}, fmt.Errorf("wasm: the program failed: %w: %s", err, complaint.line())
	}
	if err := frames.close(); err != nil {
		return Result{}, fmt.Errorf("wasm: %w", err)
	}
	return traced(w.Name(), "WebAssembly under wazero", r, log), nil
}

// guestArgs returns the arguments of the guest: its name, the number of events to store, and the names and values of the spec.
// The timeout is left out. The host stops the program, which cannot notice a timeout while it computes on its only thread.
func guestArgs(r spec.Run, events int) []string {
	s, _ := scenario.Find(r.Scenario)
	r.Timeout = 0
	args := []string{"guest", strconv.Itoa(events)}
	for _, pair := range r.Pairs(s.Params) {
		args = append(args, pair[0], pair[1])
	}
	return args
}

// decoding is a writer that decodes a binary trace and sends it to a sink.
type decoding struct {
	trace.Decoder
	sink trace.Sink
	err  error
}

// Write decodes the next bytes. After an error it ignores all bytes and returns the error.
func (d *decoding) Write(b []byte) (int, error) {
	if d.err == nil {
		d.err = d.Feed(b, d.sink)
	}
	return len(b), d.err
}

func (d *decoding) close() error {
	if d.err != nil {
		return d.err
	}
	return d.Close()
}

// head is a writer that stores the beginning of what is written. A Go program that crashes prints the reason first and much
// more after it.
type head struct{ text []byte }

func (h *head) Write(b []byte) (int, error) {
	const most = 1024
	h.text = append(h.text, b[:min(len(b), most-len(h.text))]...)
	return len(b), nil
}

// line returns the first line that is not empty.
func (h *head) line() string {
	for line := range strings.Lines(string(h.text)) {
		if line = strings.TrimSpace(line); line != "" {
			return line
		}
	}
	return "no message"
}
