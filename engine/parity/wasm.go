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

// Wasm is the engine as a WebAssembly program, run in this process by wazero.
type Wasm struct{}

// Name is "wasm".
func (Wasm) Name() string { return "wasm" }

// Run runs the spec in a fresh instance of the program. In virtual time the instance gets no real clock: its own stands
// still but for a tick at each reading, and its sleeps take no time.
func (w Wasm) Run(ctx context.Context, r spec.Run, events int) (Result, error) {
	if r.Placement == spec.Threads {
		return Result{}, &MissingError{w.Name(), "it has one thread, so placement threads cannot run there"}
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
	instance, err := c.runtime.InstantiateModule(ctx, c.module, config) // runs it to its end
	if instance != nil {
		instance.Close(context.Background())
	}
	switch {
	case stopped(ctx) != nil:
		return Result{}, stopped(ctx)
	case err != nil:
		return Result{}, fmt.Errorf("wasm: the program broke: %w: %s", err, complaint.line())
	}
	if err := frames.close(); err != nil {
		return Result{}, fmt.Errorf("wasm: %w", err)
	}
	return traced(w.Name(), "WebAssembly under wazero", r, log), nil
}

// guestArgs spells a spec for the guest: its own name, how many events to keep, names and values. The timeout is ours
// to keep, since a program that computes on its only thread notices none.
func guestArgs(r spec.Run, events int) []string {
	s, _ := scenario.Find(r.Scenario)
	r.Timeout = 0
	args := []string{"guest", strconv.Itoa(events)}
	for _, pair := range r.Pairs(s.Params) {
		args = append(args, pair[0], pair[1])
	}
	return args
}

// decoding gives a sink the trace that is written to it.
type decoding struct {
	trace.Decoder
	sink trace.Sink
	err  error
}

// Write takes the next bytes. After the first error it takes no more.
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

// head keeps the beginning of what is written to it: a Go program that breaks says why first, and much after it.
type head struct{ text []byte }

func (h *head) Write(b []byte) (int, error) {
	const most = 1024
	h.text = append(h.text, b[:min(len(b), most-len(h.text))]...)
	return len(b), nil
}

// line gives the first line that says something.
func (h *head) line() string {
	for line := range strings.Lines(string(h.text)) {
		if line = strings.TrimSpace(line); line != "" {
			return line
		}
	}
	return "it did not say why"
}
