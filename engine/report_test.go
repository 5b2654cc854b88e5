package engine_test

import (
	"bytes"
	"log/slog"
	"runtime"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"loopyard/engine"
)

func fails() { panic(errBad) }

// TestAFailedCallbackIsNamed has each kind of callback panic.
func TestAFailedCallbackIsNamed(t *testing.T) {
	for name, call := range map[string]func(l *engine.Loop){
		"soon":   func(l *engine.Loop) { l.CallSoon(fails) },
		"later":  func(l *engine.Loop) { l.CallLater(1, fails) },
		"posted": func(l *engine.Loop) { l.CallSoonThreadsafe(func() {}); l.CallSoonThreadsafe(fails) },
		"done":   func(l *engine.Loop) { f := engine.NewFuture[any](l); f.WhenDone(fails); f.SetResult(nil) },
		"over":   func(l *engine.Loop) { f := engine.NewFuture[any](l); f.WhenOver(fails); f.SetResult(nil) },
	} {
		t.Run(name, func(t *testing.T) {
			for _, c := range []engine.Config{alone(t), virtual()} {
				var reports []engine.Report
				c.Report = func(r engine.Report) { reports = append(reports, r) }
				_, err := engine.Run(c, func(co *engine.Co) (any, error) { call(co.Loop()); return nil, co.Sleep(time.Second) })
				require.NoError(t, err)
				require.Len(t, reports, 1)
				assert.Equal(t, "Exception in callback", reports[0].Message)
				assert.Equal(t, "loopyard/engine_test.fails", reports[0].Callback)
				assert.ErrorIs(t, reports[0].Err, errBad)
			}
		})
	}
}

// TestAFailureThatNobodySeesIsLogged has no Report and no trace.
func TestAFailureThatNobodySeesIsLogged(t *testing.T) {
	if runtime.GOARCH == "wasm" {
		t.Skip("WASM writes to the standard error, since package log/slog is large")
	}
	var text bytes.Buffer
	defer slog.SetDefault(slog.Default())
	slog.SetDefault(slog.New(slog.NewTextHandler(&text, nil)))
	c := virtual()
	_, err := engine.Run(c, func(co *engine.Co) (any, error) {
		engine.Go(co, "lonely", func(*engine.Co) error { return errBad })
		co.Loop().CallSoon(fails)
		co.Sleep(time.Second)
		return nil, nil
	})
	require.NoError(t, err)
	assert.Contains(t, text.String(), `level=ERROR msg="Task exception was never retrieved" loop=loop task=lonely err=bad`)
	assert.Contains(t, text.String(), `level=ERROR msg="Exception in callback" loop=loop callback=loopyard/engine_test.fails err="panic: bad" stack=`)
}

func TestATracedLoopLogsNothing(t *testing.T) {
	var text bytes.Buffer
	defer slog.SetDefault(slog.Default())
	slog.SetDefault(slog.New(slog.NewTextHandler(&text, nil)))
	require.NoError(t, run(t, func(co *engine.Co) error { co.Loop().CallSoon(fails); return co.Yield() }))
	assert.Empty(t, text.String())
}
