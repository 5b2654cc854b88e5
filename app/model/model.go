// Package model holds the state of the page and everything that a user can do with it, in plain Go. It needs no browser;
// tests use it natively. [Model] is made of parts, each with its own state, its own file and its own methods: the form,
// the runs of the visit, the player, the viewport of the timeline, and so on. A part that needs something of the browser
// has a small interface for it. The components of app/view read the parts; app/browser implements the interfaces.
//
// Only one goroutine may use a model: that of the browser's user interface.
package model

import (
	"loopyard/app/format"
	"loopyard/app/recording"
	"loopyard/app/timeline"
	"loopyard/engine/scenario"
	"loopyard/engine/spec"
)

// Model is the parts of the page, and what concerns several of them at once.
type Model struct {
	Notices  Notices
	Server   Server
	Form     Form
	Runs     Runs
	Player   Player
	Viewport Viewport
	Rows     Rows
	Jobs     Jobs
	Steps    StepComparison
	Export   Export
	Code     Code
	Quiz     Quiz
	Sweep    Sweep
	Share    Share
	Panels   Panels
	Address  Address

	catalog       spec.Catalog
	ready         bool            // the first link has been opened
	pendingWindow timeline.Window // what a link asks to be shown of a run that has not ended; zero: all of it
}

// Browser is what the parts need of a browser.
type Browser interface {
	Frames
	Runner
	Files
	Prober
	AddressBar
	Screen
	Clipboard
	Downloads
}

// New returns the page as it opens: the default scenario is in the form, and nothing has run.
func New(b Browser) *Model {
	m := &Model{catalog: scenario.Catalog{}}
	for _, p := range []*part{&m.Notices.part, &m.Server.part, &m.Form.part, &m.Runs.part, &m.Player.part, &m.Viewport.part, &m.Rows.part, &m.Jobs.part,
		&m.Steps.part, &m.Export.part, &m.Code.part, &m.Quiz.part, &m.Sweep.part, &m.Share.part, &m.Panels.part, &m.Address.part} {
		p.frames = b
	}
	m.Server.prober = b
	m.Form.catalog, m.Form.server = m.catalog, &m.Server
	m.Player.runs, m.Player.follows, m.Player.speed, m.Player.pending = &m.Runs, true, NormalSpeed, noSeek
	m.Player.moved, m.Player.sought = m.Viewport.keepInView, m.Address.update
	m.Viewport.runs, m.Viewport.player, m.Viewport.changer = &m.Runs, &m.Player, m.Address.update
	m.Rows.runs = &m.Runs
	m.Jobs.runner, m.Jobs.files, m.Jobs.runs, m.Jobs.all = b, b, &m.Runs, map[int]*job{}
	m.Jobs.over, m.Jobs.say = m.jobOver, func(p Progress) { m.Notices.Announce(p.What + ": " + p.Says + ".") }
	m.Steps.runs = &m.Runs
	m.Export.runs, m.Export.viewport, m.Export.rows, m.Export.player, m.Export.downloads = &m.Runs, &m.Viewport, &m.Rows, &m.Player, b
	m.Code.form, m.Code.runs, m.Code.player, m.Code.panels, m.Code.python = &m.Form, &m.Runs, &m.Player, &m.Panels, true
	m.Quiz.form, m.Quiz.runs = &m.Form, &m.Runs
	m.Sweep.form, m.Sweep.jobs, m.Sweep.screen = &m.Form, &m.Jobs, b
	m.Share.clipboard, m.Share.address, m.Share.form, m.Share.notices = b, &m.Address, &m.Form, &m.Notices
	m.Panels.screen, m.Panels.narrow, m.Panels.side = b, PanelConsole, PanelStats
	m.Address.bar, m.Address.screen, m.Address.catalog = b, b, m.catalog
	m.Address.form, m.Address.runs, m.Address.player, m.Address.viewport = &m.Form, &m.Runs, &m.Player, &m.Viewport
	m.Form.fill(ReadLink("", m.catalog, m.Form.Limits))
	m.Code.Update()
	return m
}

// Changes returns the sum of the changes of all parts.
func (m *Model) Changes() uint {
	return Rev(&m.Notices, &m.Server, &m.Form, &m.Runs, &m.Player, &m.Viewport, &m.Rows, &m.Jobs, &m.Steps, &m.Export, &m.Code, &m.Quiz, &m.Sweep,
		&m.Share, &m.Panels, &m.Address)
}

// Ready reports whether the page has been told what to show. Before that it only keeps the place.
func (m *Model) Ready() bool { return m.ready }

// Open shows what a link says. A virtual run without a mistake in it begins at once. A real one, and one that takes much
// memory, waits until the visitor asks for it.
func (m *Model) Open(fragment string) {
	l := ReadLink(fragment, m.catalog, m.Form.Limits)
	m.Form.fill(l)
	m.Address.setMode(l.Mode)
	m.Notices.Dismiss()
	m.ready = true
	m.StopAll()
	m.SetPrimary(nil) // what was shown is not what the form says now
	m.Player.setPending(noSeek)
	m.pendingWindow = timeline.Window{}
	if len(l.Errs) > 0 {
		m.Notices.Announce("The link has a value that cannot be used. Nothing was run.")
		return
	}
	m.Player.setPending(pendingSeek{At: l.At, N: l.N})
	m.pendingWindow = l.Window
	if l.Target.Native() {
		m.Server.Probe()
	}
	if memory := recording.MemoryNeed(l.Run, l.Target); memory.Total >= recording.ConfirmMemory {
		m.Notices.Announce("It needs about " + format.Bytes(memory.Total) + " of memory. Press Run to run it.")
		return
	}
	if l.Target == recording.TargetVirtual {
		m.Run()
		return
	}
	m.Notices.Announce("Press Run to run it.")
}

// Visit follows a link of the page's own.
func (m *Model) Visit(fragment string) {
	m.Address.visit(fragment)
	m.Open(fragment)
}

// Type takes what is typed into a field of the form. The form of a fixed page cannot be changed.
func (m *Model) Type(name, text string) {
	if !m.Address.Mode().Fixed {
		m.Form.typed(name, text)
		m.Address.update()
	}
}

// Leave checks a field of the form that the visitor leaves.
func (m *Model) Leave(name string) {
	m.Form.check(name)
	m.Address.update()
}

// SetTarget takes another target in the form.
func (m *Model) SetTarget(t recording.Target) {
	m.Form.setTarget(t)
	if t.Native() {
		m.Server.Probe()
	}
	m.Address.update()
}

// Frame brings everything up to a frame that is drawn at now, in milliseconds. Long work is done until enough reports
// true. again reports whether another frame is to follow.
func (m *Model) Frame(now float64, enough func() bool) (again bool) {
	again = m.Jobs.decode(enough)
	again = again || m.advise(enough)
	again = m.Export.resume(enough) || again
	again = m.compareSteps(enough) || again
	m.Viewport.clock.tick(now, m.Runs.Primary())
	m.Jobs.frame(now)
	if m.Runs.Running() {
		m.Player.keepUp()
		again = true
	}
	again = m.Player.frame(now) || again
	again = m.Code.follow(enough) || again
	m.Code.Update()
	return again
}

// advise looks for advice about the primary run until enough reports true. more reports whether something is left.
func (m *Model) advise(enough func() bool) (more bool) {
	r := m.Runs.Primary()
	if r == nil || r.Advice().Done() || !r.State().Over() {
		return false
	}
	more = r.FindAdvice(enough)
	if r.Advice().Done() {
		m.Runs.updated()
	}
	return more
}

func (m *Model) compareSteps(enough func() bool) (more bool) {
	more, done := m.Steps.resume(enough)
	if done {
		m.Notices.Announce("Compared step by step.")
	}
	return more
}
