package model

import (
	"loopyard/app/format"
	"loopyard/app/recording"
)

// flag is what a result must not be read without. A calm one only says that there is more to come.
type Flag struct {
	Text string
	Calm bool
}

// Flags are the ones of a recording.
func (y *Model) Flags(r *recording.Recording) []Flag {
	if r == nil {
		return nil
	}
	var flags []Flag
	switch r.State() {
	case recording.Starting:
		flags = append(flags, Flag{"starting…", true})
	case recording.Running:
		flags = append(flags, Flag{"running…", true})
	case recording.Reading:
		flags = append(flags, Flag{"reading…", true})
	case recording.Stopped:
		flags = append(flags, Flag{"stopped", false})
	case recording.Failed:
		flags = append(flags, Flag{"failed", false})
	case recording.Broken:
		flags = append(flags, Flag{"broken off", false})
	}
	if r.Conditions.Hidden {
		flags = append(flags, Flag{"page was hidden", false})
	}
	if r.Trailer.Dropped > 0 {
		flags = append(flags, Flag{format.Count(int64(r.Trailer.Dropped)) + " not stored", false})
	} else if limit := y.Limits(r.Target).Events; !r.Ended && r.File == "" && limit > 0 && r.Len() >= limit {
		flags = append(flags, Flag{"past the limit of " + format.Plural(int64(limit), "event"), r.State() == recording.Running})
	}
	return flags
}

// outdated tells whether the form has gone on since what is shown was run.
func (y *Model) Outdated() bool {
	if y.Shown == nil || y.Running() {
		return false
	}
	f := y.Form // a copy: its errors stay as they are
	run, ok := f.Read(y.Catalog, y.Limits(f.Target))
	if y.Form.Target == y.Shown.Target {
		return ok && run != y.Shown.Spec
	}
	return ok && !run.SameProgram(y.Shown.Spec)
}

// Picture says in a sentence what the canvas shows.
func (y *Model) Picture() string {
	r := y.Shown
	if r == nil {
		return "Nothing has run yet."
	}
	s := format.ScaleOf(r.EndTime())
	return format.Plural(int64(r.LoopCount()), "loop") + " over " + s.Text(r.EndTime()) + ", " + format.Plural(int64(len(r.Steps())), "step") +
		". The cursor is at " + s.Text(y.Cursor.At) + y.besides() + ". Show it as a table for the steps in words."
}
