package model

import (
	"time"

	"loopyard/app/format"
	"loopyard/app/recording"
	"loopyard/engine/spec"
	"loopyard/engine/text"
)

// Hint says in a few characters what a field takes, and for coroutines how much memory they need if it is much.
func (f *Form) Hint(p spec.Param) string {
	hint := f.RangeHint(p, f.target)
	if p.Name != spec.Coroutines.Name {
		return hint
	}
	run, errs := f.Parse()
	m := recording.MemoryNeed(run, f.target)
	if len(errs) > 0 || m.Total < recording.NoticeMemory {
		return hint
	}
	hint += " · about " + format.Bytes(m.Total)
	if m.PerWorker > recording.WorkerMemory {
		hint += ", more than the " + format.Bytes(recording.WorkerMemory) + " of a worker"
	}
	return hint
}

// RangeHint says in a few characters which values a parameter may have at a target.
func (f *Form) RangeHint(p spec.Param, target recording.Target) string {
	if p.Name == recording.SeedParam.Name {
		return "0–2³²−1"
	}
	low, high := p.Range(f.Limits(target), target.Placement())
	if p.Time {
		return text.Duration(time.Duration(low)) + "–" + text.Duration(time.Duration(high))
	}
	return format.Count(low) + "–" + format.Count(high)
}
