package model

import (
	"loopyard/app/format"
	"loopyard/app/recording"
	"loopyard/engine/spec"
	"loopyard/engine/text"
	"time"
)

// hint says what a field takes, and what memory that will.
func (y *Model) Hint(p spec.Param) string {
	text := Hint(p, y.Limits(y.Form.Target), y.Form.Target.Placement())
	if p.Name != spec.Coroutines.Name {
		return text
	}
	f := y.Form // a copy: its errors stay as they are
	run, ok := f.Read(y.Catalog, y.Limits(f.Target))
	m := recording.MemoryNeed(run, f.Target)
	if !ok || m.Total < recording.NoticeMemory {
		return text
	}
	text += " · about " + format.Bytes(m.Total)
	if m.PerWorker > recording.WorkerMemory {
		text += ", more than the " + format.Bytes(recording.WorkerMemory) + " of a worker"
	}
	return text
}

// hint says in a few characters what a field takes.
func Hint(p spec.Param, limits spec.Limits, at spec.Placement) string {
	if p.Name == recording.SeedParam.Name {
		return "0–2³²−1"
	}
	low, high := p.Range(limits, at)
	if p.Time {
		return text.Duration(time.Duration(low)) + "–" + text.Duration(time.Duration(high))
	}
	return format.Count(low) + "–" + format.Count(high)
}
