//go:build !wasm

package engine

import (
	"context"
	"errors"
	"log/slog"
)

// log writes a report to the default logger, as asyncio writes those that nothing handles to its own.
func (l *Loop) log(r Report) {
	level := slog.LevelError
	if r.warning {
		level = slog.LevelWarn
	}
	var fields []any
	add := func(name, value string) {
		if value != "" {
			fields = append(fields, name, value)
		}
	}
	add("loop", l.config.Name)
	add("task", r.Task)
	add("callback", r.Callback)
	if r.Err != nil {
		add("err", r.Err.Error())
	}
	if p := (*PanicError)(nil); errors.As(r.Err, &p) {
		add("stack", string(p.Stack))
	}
	slog.Log(context.Background(), level, r.Message, fields...)
}
