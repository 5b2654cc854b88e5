package model

import "loopyard/app/timeline"

// Shortcut is what a key does while the timeline has the keyboard.
type Shortcut struct {
	Keys []string // that do it, as the browser names them
	Show string   // how the sheet of keys writes them
	Says string
	do   func(m *Model)
}

// Shortcuts lists all of them, in the order of the sheet. They follow Perfetto's where it has one. None works anywhere
// else on the page, so that typing or speaking to the page sets none off.
var Shortcuts = []Shortcut{
	{[]string{"w", "+", "=", "W"}, "W or +", "zoom in", func(m *Model) { m.Viewport.ZoomAtCursor(1.5) }},
	{[]string{"s", "-", "_", "S"}, "S or −", "zoom out", func(m *Model) { m.Viewport.ZoomAtCursor(1 / 1.5) }},
	{[]string{"a", "A"}, "A", "move left", func(m *Model) { m.Viewport.Pan(-.2) }},
	{[]string{"d", "D"}, "D", "move right", func(m *Model) { m.Viewport.Pan(.2) }},
	{[]string{"0"}, "0", "show all of the run", func(m *Model) { m.Viewport.Fit() }},
	{[]string{"f", "F"}, "F", "zoom to what is at the cursor", (*Model).ZoomToSpan},
	{[]string{"ArrowUp"}, "↑", "choose the row above", func(m *Model) { m.SelectNext(-1) }},
	{[]string{"ArrowDown"}, "↓", "choose the row below", func(m *Model) { m.SelectNext(1) }},
	{[]string{"Enter"}, "Enter", "show or hide the tasks of a loop", func(m *Model) { m.Rows.ToggleFold() }},
	{[]string{"ArrowLeft"}, "←", "event before, of the row that is chosen", func(m *Model) { m.SeekEventOfRow(-1) }},
	{[]string{"ArrowRight"}, "→", "event after, of the row that is chosen", func(m *Model) { m.SeekEventOfRow(1) }},
	{[]string{","}, ",", "step back, whichever loop it is", func(m *Model) { m.Player.StepBack() }},
	{[]string{"."}, ".", "step, whichever loop it is", func(m *Model) { m.Player.Step() }},
	{[]string{" "}, "Space", "play or pause", func(m *Model) { m.Player.Play() }},
	{[]string{"["}, "[", "play slower", func(m *Model) { m.Player.SetSpeed(m.Player.Speed() - 1) }},
	{[]string{"]"}, "]", "play faster", func(m *Model) { m.Player.SetSpeed(m.Player.Speed() + 1) }},
	{[]string{"Home"}, "Home", "to the start", func(m *Model) { m.Player.ToStart() }},
	{[]string{"End"}, "End", "to the end; follow a run that is under way", func(m *Model) { m.Player.ToEnd() }},
	{[]string{"Escape"}, "Esc", "choose nothing", func(m *Model) { m.Rows.Select(timeline.Selection{}) }},
	{[]string{"?"}, "?", "show these keys", func(m *Model) { m.Panels.OpenDialog(IDShortcuts) }},
}

// Key does what a key does while the timeline has the keyboard; done reports whether it does anything.
func (m *Model) Key(key string) (done bool) {
	for _, s := range Shortcuts {
		for _, k := range s.Keys {
			if k == key && (m.Runs.Primary() != nil || key == "?") {
				s.do(m)
				return true
			}
		}
	}
	return false
}

// SelectNext selects the row that is some rows below the selected one, or above it by a negative number.
func (m *Model) SelectNext(by int) {
	if row, ok := m.Rows.next(by); ok {
		m.Show(row.Rec)
		m.Rows.Select(row.Selection())
	}
}

// SeekEventOfRow moves the cursor to the next event of the selected row, or by a negative number to the one before. If no
// row is selected it moves by a step of any loop.
func (m *Model) SeekEventOfRow(by int) {
	row, ok := m.Rows.Selected()
	at := m.Player.LastEvent()
	switch {
	case !ok && by < 0:
		m.Player.StepBack()
	case !ok:
		m.Player.Step()
	case by < 0:
		m.Player.SeekEvent(row.Track().EventBefore(at))
	default:
		m.Player.SeekEvent(row.Track().EventAfter(at))
	}
}

// ZoomToSpan zooms to what the selected row does at the cursor.
func (m *Model) ZoomToSpan() {
	row, ok := m.Rows.Selected()
	if !ok {
		return
	}
	if i := row.Track().IndexAt(m.Player.Cursor().At); i >= 0 {
		s := row.Track().Span(i, m.Viewport.Present())
		m.Viewport.ZoomTo(s.From, s.To)
	}
}

// PressStrip is for a press on the title or the band of a run that is compared. The run becomes the primary one; pressed
// where the names of rows are it is collapsed or expanded as well.
func (m *Model) PressStrip(s *timeline.Strip, onName bool) {
	m.Show(s.Rec)
	if onName {
		m.Runs.Collapse(s.Rec, !s.Collapsed)
	}
}
