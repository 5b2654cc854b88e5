package ndjson

import (
	"encoding/json"

	"loopyard/engine/trace"
)

// tail is a [trace.Overflow] in the form of the trailer line, where its key is "tail".
type tail struct {
	From    int64     `json:"from"`
	Threads []tailRow `json:"threads"`
}

type tailRow struct {
	Thread trace.ThreadID    `json:"thread"`
	Kinds  map[string]uint64 `json:"kinds"`
	Busy   slots             `json:"busy"`
	Steps  slots             `json:"steps"`
}

type slots struct {
	Width int64   `json:"width"`
	Sums  []int64 `json:"sums"`
}

func appendTail(b []byte, t *trace.Overflow) []byte {
	form := tail{From: t.From, Threads: make([]tailRow, len(t.Rows))}
	for i, row := range t.Rows {
		form.Threads[i] = tailRow{row.Thread, map[string]uint64{}, slots(row.Busy), slots(row.Steps)}
		for k, n := range row.Kinds {
			if n > 0 {
				form.Threads[i].Kinds[trace.Kind(k).String()] = n
			}
		}
	}
	text, _ := json.Marshal(form) // numbers, and texts that are names of kinds
	return append(b, text...)
}

// read returns the overflow of a trailer line, and nil if it has none.
func (f *tail) read() (*trace.Overflow, error) {
	if f == nil {
		return nil, nil
	}
	t := &trace.Overflow{From: f.From, Rows: make([]trace.OverflowRow, len(f.Threads))}
	for i, row := range f.Threads {
		read := trace.OverflowRow{Thread: row.Thread, Busy: trace.Slots(row.Busy), Steps: trace.Slots(row.Steps)}
		for name, n := range row.Kinds {
			kind, ok := trace.ParseKind(name)
			if !ok {
				return nil, garbled("unknown kind %q in the overflow", name)
			}
			for int(kind) >= len(read.Kinds) {
				read.Kinds = append(read.Kinds, 0)
			}
			read.Kinds[kind] = n
		}
		t.Rows[i] = read
	}
	if err := t.Validate(); err != nil {
		return nil, garbled("%s", err)
	}
	return t, nil
}
