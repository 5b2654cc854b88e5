package model

// Panels is what of the page is open. It is not part of the link.
type Panels struct {
	part
	screen  Screen
	narrow  Panel // the one that a narrow screen shows
	side    Panel // Statistics, Advice or Code, on a wide screen
	measure Measure
	table   bool // the timeline is a table
	full    bool // the timeline fills the screen
	offline bool // the service worker has everything
	later   bool // a later version of the page has been fetched
}

// Screen is what the browser can do for the page as a whole.
type Screen interface {
	// SetTheme takes the colors of a theme.
	SetTheme(t Theme)
	// SetFullScreen fills the screen with the page, or gives it back.
	SetFullScreen(on bool)
	// Focus moves the keyboard to the element with an id.
	Focus(id string)
	// OpenDialog opens the dialog with an id.
	OpenDialog(id string)
}

// Panel is one of the panels below the timeline.
type Panel string

// The panels.
const (
	PanelConsole Panel = "console"
	PanelCursor  Panel = "cursor"
	PanelStats   Panel = "stats"
	PanelAdvice  Panel = "advice"
	PanelCode    Panel = "code"
)

// Measure is what the table of loops shows the percentiles of.
type Measure uint8

// The measures.
const (
	MeasureLag Measure = iota
	MeasureDelay
	MeasureStep
)

// Narrow returns the panel that a narrow screen shows.
func (p *Panels) Narrow() Panel { return p.narrow }

// Side returns the panel beside the console and the states: Statistics, Advice or Code.
func (p *Panels) Side() Panel { return p.side }

// Measure returns what the table of loops shows.
func (p *Panels) Measure() Measure { return p.measure }

// Table reports whether the timeline is shown as a table.
func (p *Panels) Table() bool { return p.table }

// FullScreen reports whether the timeline fills the screen.
func (p *Panels) FullScreen() bool { return p.full }

// Offline reports whether the page works without its server.
func (p *Panels) Offline() bool { return p.offline }

// UpdateReady reports whether a later version of the page can be loaded.
func (p *Panels) UpdateReady() bool { return p.later }

// ShowsCode reports whether the listing can be seen, on a wide screen or on a narrow one.
func (p *Panels) ShowsCode() bool { return p.side == PanelCode || p.narrow == PanelCode }

// SetNarrow chooses the panel that a narrow screen shows.
func (p *Panels) SetNarrow(to Panel) {
	p.narrow = to
	p.changed()
}

// SetSide chooses the panel beside the console and the states.
func (p *Panels) SetSide(to Panel) {
	p.side = to
	p.changed()
}

// SetMeasure chooses what the table of loops shows.
func (p *Panels) SetMeasure(m Measure) {
	p.measure = m
	p.changed()
}

// SetTable shows the timeline as a table, or as a picture.
func (p *Panels) SetTable(on bool) {
	p.table = on
	p.changed()
}

// SetFullScreen fills the screen with the timeline, or shows the whole page again.
func (p *Panels) SetFullScreen(on bool) {
	if p.full == on {
		return
	}
	p.full = on
	p.screen.SetFullScreen(on)
	p.changed()
}

// SetOffline notes whether the page works without its server.
func (p *Panels) SetOffline(on bool) {
	p.offline = on
	p.changed()
}

// SetUpdateReady notes whether a later version of the page has been fetched.
func (p *Panels) SetUpdateReady(on bool) {
	p.later = on
	p.changed()
}

// OpenDialog opens the dialog with an id.
func (p *Panels) OpenDialog(id string) { p.screen.OpenDialog(id) }
