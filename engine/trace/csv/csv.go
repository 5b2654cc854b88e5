// Package csv writes the figures of the loops of a run as comma-separated values (RFC 4180), a row a loop, for spreadsheets
// and notebooks. The first row names the columns; names end with their unit, and times are whole nanoseconds. Loops come
// by their thread, and a thread's loops in the order it made them.
package csv

import (
	"cmp"
	"encoding/csv"
	"io"
	"slices"
	"strconv"

	"loopyard/engine/trace"
	"loopyard/engine/trace/stats"
)

// column is one column: its name, and what a loop has in it.
type column struct {
	name string
	of   func(l stats.LoopSummary) string
}

func number(name string, of func(l stats.LoopSummary) int64) column {
	return column{name, func(l stats.LoopSummary) string { return strconv.FormatInt(of(l), 10) }}
}

func spread(name string, of func(l stats.LoopSummary) stats.Percentiles) []column {
	return []column{
		number(name+"_p50_ns", func(l stats.LoopSummary) int64 { return of(l).P50 }),
		number(name+"_p90_ns", func(l stats.LoopSummary) int64 { return of(l).P90 }),
		number(name+"_p99_ns", func(l stats.LoopSummary) int64 { return of(l).P99 }),
		number(name+"_max_ns", func(l stats.LoopSummary) int64 { return of(l).Max }),
	}
}

func columns() []column {
	return slices.Concat([]column{
		number("loop", func(l stats.LoopSummary) int64 { return int64(l.ID) }),
		{"name", func(l stats.LoopSummary) string { return l.Name }},
		number("thread", func(l stats.LoopSummary) int64 { return int64(l.Thread) }),
		{"thread_name", func(l stats.LoopSummary) string { return l.ThreadName }},
		number("life_ns", func(l stats.LoopSummary) int64 { return l.Lifetime }),
		number("busy_ns", func(l stats.LoopSummary) int64 { return l.Busy }),
		number("blocked_ns", func(l stats.LoopSummary) int64 { return l.Blocked }),
		{"utilization", func(l stats.LoopSummary) string { return strconv.FormatFloat(l.Utilization, 'f', 6, 64) }},
		number("ticks", func(l stats.LoopSummary) int64 { return int64(l.Ticks) }),
		number("steps", func(l stats.LoopSummary) int64 { return int64(l.Steps) }),
		number("callbacks", func(l stats.LoopSummary) int64 { return int64(l.Calls) }),
		number("tasks", func(l stats.LoopSummary) int64 { return int64(l.Created) }),
		number("tasks_done", func(l stats.LoopSummary) int64 { return int64(l.Done) }),
		number("tasks_failed", func(l stats.LoopSummary) int64 { return int64(l.Failed) }),
		number("tasks_canceled", func(l stats.LoopSummary) int64 { return int64(l.Canceled) }),
		number("tasks_running_ns", func(l stats.LoopSummary) int64 { return l.Running }),
		number("tasks_ready_ns", func(l stats.LoopSummary) int64 { return l.Ready }),
		number("tasks_waiting_ns", func(l stats.LoopSummary) int64 { return l.Waiting }),
		number("core_wait_ns", func(l stats.LoopSummary) int64 { return l.CoreWait }),
	},
		spread("lag", func(l stats.LoopSummary) stats.Percentiles {
			return stats.Percentiles{P50: l.LagP50, P90: l.LagP90, P99: l.LagP99, Max: l.LagMax}
		}),
		spread("queue_delay", func(l stats.LoopSummary) stats.Percentiles { return l.Delay }),
		spread("step_time", func(l stats.LoopSummary) stats.Percentiles { return l.StepTime }),
		[]column{
			number("longest_step_event", func(l stats.LoopSummary) int64 { return int64(l.LongestStep.Event) }),
			number("worst_lag_event", func(l stats.LoopSummary) int64 { return int64(l.WorstLag.Event) }),
		})
}

// Write writes the figures of a summary's loops.
func Write(w io.Writer, s stats.Summary) error {
	all := columns()
	out := csv.NewWriter(w)
	out.UseCRLF = true
	row := make([]string, len(all))
	for i, c := range all {
		row[i] = c.name
	}
	if err := out.Write(row); err != nil {
		return err
	}
	loops := slices.SortedFunc(slices.Values(s.Loops), func(a, b stats.LoopSummary) int {
		return cmp.Or(cmp.Compare(a.Thread, b.Thread), cmp.Compare(a.ID, b.ID))
	})
	for _, l := range loops {
		for i, c := range all {
			row[i] = c.of(l)
		}
		if err := out.Write(row); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// Writer is a [trace.Sink] that adds up a run's figures and writes them when it has ended.
type Writer struct {
	stats.Collector
	w io.Writer
}

// NewWriter makes a writer that writes to w.
func NewWriter(w io.Writer) *Writer { return &Writer{w: w} }

// End writes everything. That events were dropped, so that the figures are of a part, only the trailer can tell.
func (w *Writer) End(t trace.Trailer) error {
	if err := w.Collector.End(t); err != nil {
		return err
	}
	return Write(w.w, w.Summary())
}
