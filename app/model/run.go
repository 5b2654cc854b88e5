package model

import (
	"loopyard/app/format"
	"loopyard/app/recording"
	"loopyard/app/timeline"
	"loopyard/engine/scenario"
	"loopyard/engine/spec"
	"loopyard/engine/trace"
)

// Run runs what the form says, or shows what is wrong with it.
func (m *Model) Run() {
	m.StopAll()
	m.Notices.Dismiss()
	m.Share.Close()
	run, ok := m.Form.validate()
	if !ok {
		if name, found := m.Form.firstWrong(); found {
			m.Panels.screen.Focus("field-" + name)
		}
		m.Notices.Announce("Nothing was run: a value in the form cannot be used.")
		return
	}
	rec := recording.NewRecording(run, m.Form.Target())
	m.SetPrimary(rec)
	m.Jobs.start(rec)
	m.Notices.Announce("Running.")
}

// Stop ends every run under way. What they have done so far stays.
func (m *Model) Stop() {
	running := m.Runs.Running()
	m.StopAll()
	if end := m.Runs.EndTime(); running {
		m.Notices.Announce("Stopped at " + format.ScaleOf(end).Text(end) + ".")
	}
}

// StopAll is Stop without an announcement.
func (m *Model) StopAll() {
	m.Sweep.Stop()
	m.Jobs.dropAll(func(*job) bool { return true })
}

// SetPrimary makes the page be about a recording, with the cursor at its end, or about none.
func (m *Model) SetPrimary(rec *recording.Recording) {
	if p := m.Runs.Primary(); rec == nil || p == nil || rec.Spec.Scenario != p.Spec.Scenario {
		m.Rows.reset()
	}
	if !m.Runs.setPrimary(rec) {
		m.Viewport.reset()
	}
	m.Player.reset()
}

// Show makes the page be about a recording of this visit, at the moment that is shown of the present one.
func (m *Model) Show(rec *recording.Recording) {
	if rec == nil || rec == m.Runs.Primary() {
		return
	}
	at, follows := m.Player.Cursor().At, m.Player.Follows()
	m.SetPrimary(rec)
	if !follows {
		m.Player.Seek(rec.CursorAt(at))
	}
}

// ShowEvent shows a recording at one of its events.
func (m *Model) ShowEvent(rec *recording.Recording, at trace.EventID) {
	m.Show(rec)
	m.Player.SeekEvent(at)
}

// Adopt takes a recording that was made elsewhere into the visit, and shows it.
func (m *Model) Adopt(rec *recording.Recording) {
	m.ready = true
	m.Runs.number(rec)
	m.SetPrimary(rec)
	m.Runs.keep(rec)
	for m.advise(func() bool { return false }) {
	}
}

// FirstRun returns what an address without a link runs, not run yet.
func FirstRun() *recording.Recording {
	l := ReadLink("", scenario.Catalog{}, func(recording.Target) spec.Limits { return spec.PageLimits() })
	return recording.NewRecording(l.Run, l.Target)
}

// ShowPoint shows a run of a sweep. It is run again, since only its figures were kept: in virtual time that is the same
// run.
func (m *Model) ShowPoint(p *Point) {
	m.Form.fill(Link{Run: p.Run, Target: p.Target, At: -1})
	m.Run()
	m.Address.update()
}

// StartSweep runs the sweep that was asked for, or shows what is wrong with it.
func (m *Model) StartSweep() {
	if points, ok := m.Sweep.prepare(); ok {
		m.StopAll()
		m.Sweep.start(points)
	}
}

// Compare runs the primary run's program at its counterpart too, to be compared. While such a run is under way it is
// stopped instead.
func (m *Model) Compare() {
	p := m.Runs.Primary()
	if p == nil {
		return
	}
	if m.Jobs.Comparing() {
		m.Jobs.dropAll(m.Jobs.besidePrimary)
		return
	}
	run, at := p.Spec, m.Runs.Counterpart()
	run.Placement, run.Cores, run.GIL = at.Placement(), 0, false
	m.Notices.Dismiss()
	other := recording.NewRecording(run, at)
	m.Runs.compare(other)
	m.Jobs.start(other)
	m.Notices.Announce("Running the same program in another place.")
}

// SetCompared adds a run to those that are compared, or takes it away. If that is the primary one, the next of the others
// becomes primary.
func (m *Model) SetCompared(rec *recording.Recording, on bool) {
	if on {
		m.Runs.compare(rec)
		return
	}
	m.Runs.uncompare(rec)
	if rec == m.Runs.Primary() && len(m.Runs.compared) > 0 {
		m.Show(m.Runs.compared[0])
	}
}

// EndComparison shows the primary run alone.
func (m *Model) EndComparison() {
	m.Runs.endComparison()
	m.Notices.Announce("The comparison has ended.")
}

// OpenFile begins to show a trace that was saved, by this page or by the command line, in place of what is shown. first
// is the beginning of the file. It is to be given to [Jobs.OnData] too, and so is what follows whenever [Files.ReadMore]
// asks for it. A file that breaks off is shown as far as it goes; one that is no trace changes nothing, and ok is false.
func (m *Model) OpenFile(name string, size int64, first []byte) (id int, ok bool) {
	head, err := readHeader(first)
	if err != nil {
		m.CannotOpen(name, err)
		return 0, false
	}
	var pairs []spec.Pair
	for _, p := range head.Spec {
		pairs = append(pairs, p)
	}
	run, err := spec.Parse(pairs, m.catalog, spec.CLILimits()) // the command line allows more than the page does
	if err != nil {
		m.CannotOpen(name, err)
		return 0, false
	}
	m.StopAll()
	m.Notices.Dismiss()
	m.Player.setPending(noSeek)
	m.pendingWindow = timeline.Window{}
	rec := recording.NewRecording(run, recording.TargetOf(run.Placement, head.Host != "browser"))
	rec.File = name
	m.Form.fill(Link{Run: run, Target: rec.Target, At: -1})
	m.SetPrimary(rec)
	m.Runs.number(rec)
	id = m.Jobs.add(&job{rec: rec, decoder: decoderOf(first), sink: trace.NewLimit(rec, spec.PageLimits().Events), file: &file{size: size}})
	m.Notices.Announce("Reading " + name + ".")
	m.Address.update()
	return id, true
}

// CannotOpen says why a file is not shown.
func (m *Model) CannotOpen(name string, why error) {
	m.Notices.Warn(name + " cannot be opened: " + fileError(why))
}

// OnRefused says why a server would not run a job. fields are the values that it refused.
func (m *Model) OnRefused(id int, reason string, fields spec.Errors) {
	if one := m.Jobs.all[id]; one != nil && one.rec == m.Runs.Primary() {
		m.Form.reject(fields)
	}
	m.Jobs.OnError(id, reason)
}

// jobOver tells the visitor how a job has ended, and keeps its recording.
func (m *Model) jobOver(one *job) {
	rec := one.rec
	if one.ofSweep() {
		one.then()
		return
	}
	if rec.Len() > 0 {
		m.Runs.keep(rec)
	}
	where, ended := "", "Run finished"
	if rec != m.Runs.Primary() {
		where = " (" + rec.Target.ShortLabel() + ")"
	}
	if rec.File != "" {
		ended = "Opened " + rec.File
	}
	switch rec.State() {
	case recording.Failed:
		m.Notices.Warn("The run" + where + " failed: " + rec.Reason())
	case recording.Broken:
		if rec.File != "" {
			m.Notices.Warn(rec.File + " is shown as far as it can be read: " + rec.Reason())
		} else if !one.started {
			m.Notices.Warn("The run" + where + " did not start: " + rec.Reason())
		} else {
			m.Notices.Warn("The run" + where + " broke off: " + rec.Reason())
		}
	case recording.Ended:
		m.Notices.Announce(ended + where + ": " + format.Plural(int64(rec.LoopCount()), "loop") + ", " +
			format.Plural(int64(rec.Len()), "event") + ", " + format.ScaleOf(rec.EndTime()).Text(rec.EndTime()) + ".")
	}
	if rec == m.Runs.Primary() {
		m.Player.settle()
		if w := m.pendingWindow; w != (timeline.Window{}) {
			m.pendingWindow = timeline.Window{}
			m.Viewport.set(w)
		}
	}
}
