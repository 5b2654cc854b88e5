package model

import (
	"loopyard/app/format"
	"loopyard/app/recording"
	"loopyard/app/timeline"
	"loopyard/engine/spec"
	"loopyard/engine/trace"
)

// Flag is what a result must not be read without. A calm one only says that there is more to come.
type Flag struct {
	Text string
	Calm bool
}

// Flags returns the flags of a recording.
func (m *Model) Flags(r *recording.Recording) []Flag {
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
	} else if limit := m.Form.Limits(r.Target).Events; !r.Ended && r.File == "" && limit > 0 && r.Len() >= limit {
		flags = append(flags, Flag{"past the limit of " + format.Plural(int64(limit), "event"), r.State() == recording.Running})
	}
	return flags
}

// Outdated reports whether the form says something else than what the primary run was made with.
func (m *Model) Outdated() bool {
	r := m.Runs.Primary()
	if r == nil || m.Runs.Running() {
		return false
	}
	run, errs := m.Form.Parse()
	if m.Form.Target() == r.Target {
		return len(errs) == 0 && run != r.Spec
	}
	return len(errs) == 0 && !run.SameProgram(r.Spec)
}

// Badge says which clock and threads the figures are from; more is what a narrow screen leaves out.
func (m *Model) Badge() (what, more string) {
	r := m.Runs.Primary()
	if r == nil {
		return m.Form.Target().Clock(), m.Form.Target().Threads()
	}
	if r.Virtual() {
		return r.Target.Clock(), " · seed " + r.Spec.Value("seed") + machine(r.Spec)
	}
	return r.Target.Clock(), r.Target.Threads()
}

// machine says what limits the simulated machine of a virtual run.
func machine(run spec.Run) string {
	text := ""
	if run.Cores > 0 {
		text += " · " + format.Plural(int64(run.Cores), "core")
	}
	if run.GIL {
		text += " · GIL"
	}
	return text
}

// Progress returns how far something is that the visitor waits for; ok is false if nothing is. cancel ends it.
func (m *Model) Progress() (p Progress, cancel func(), ok bool) {
	switch {
	case m.Export.UnderWay():
		return m.Export.progress(), m.Export.Stop, true
	case m.Steps.UnderWay():
		return m.Steps.progress(), m.Steps.Stop, true
	}
	p, ok = m.Jobs.Progress()
	return p, m.Stop, ok
}

// Describe says in a sentence what the timeline shows.
func (m *Model) Describe() string { return describe(&m.Runs, &m.Player) }

func describe(runs *Runs, player *Player) string {
	r := runs.Primary()
	if r == nil {
		return "Nothing has run yet."
	}
	s := format.ScaleOf(r.EndTime())
	return format.Plural(int64(r.LoopCount()), "loop") + " over " + s.Text(r.EndTime()) + ", " + format.Plural(int64(len(r.Steps())), "step") +
		". The cursor is at " + s.Text(player.Cursor().At) + runs.others() + ". Show it as a table for the steps in words."
}

// Details says what a row does at a moment.
func (m *Model) Details(row timeline.Row, at int64) timeline.Details {
	rec, s := row.Rec, m.Viewport.Scale()
	d := timeline.Details{Title: timeline.RowName(rec, row)}
	t := row.Track()
	i := t.IndexAt(at)
	if i < 0 {
		d.Lines = append(d.Lines, "not there yet at "+s.Text(at))
		return d
	}
	now := rec.EndTime()
	if rec == m.Runs.Primary() {
		now = m.Viewport.Present()
	}
	span := t.Span(i, now)
	if span.State == trace.NotStored {
		d.Lines = append(d.Lines, rec.OverflowDetails(row.Lane, at)...)
		return d
	}
	d.Lines = append(d.Lines, timeline.SpanText(rec, row, span, at))
	if span.State != trace.Absent {
		long := s.Number(span.From) + " to " + s.Text(span.To) + ", " + format.Duration(span.To-span.From)
		if span.Open {
			long = "since " + s.Text(span.From)
		}
		d.Lines = append(d.Lines, long)
	}
	if span.State == trace.Running {
		if why := rec.StepCause(rec.Event(span.Event)).Text; why != "" {
			d.Lines = append(d.Lines, why)
		}
	}
	if row.Task == 0 && row.Lane.Loop != 0 && span.State != trace.Absent {
		d.Lines = append(d.Lines, "ready queue "+format.Count(int64(row.Activity.Ready.At(at)))+" · timers "+format.Count(int64(row.Activity.Timers.At(at))))
	}
	return d
}

// DescribeSelected says what the selected row does at the cursor; empty if none is selected.
func (m *Model) DescribeSelected() string {
	row, ok := m.Rows.Selected()
	if m.Runs.Primary() == nil || !ok {
		return ""
	}
	at := m.Player.Cursor().At
	return m.Viewport.Scale().Text(at) + ", " + m.Details(row, at).String()
}

// Prerendered returns the timeline as markup, for a page whose program does not run yet.
func (m *Model) Prerendered() string {
	at := m.Player.Cursor().At
	return timeline.Prerender(m.Runs.Primary(), m.Rows.LayOut, m.Viewport.Window(), m.Viewport.Present(), at, m.Viewport.Scale().Text(at))
}

// PrerenderedMinimap returns the minimap as markup.
func (m *Model) PrerenderedMinimap() string {
	v := &m.Viewport
	return timeline.PrerenderMinimap(m.Runs.Primary(), v.Extent(), v.Window(), v.Present(), m.Player.Cursor().At)
}
