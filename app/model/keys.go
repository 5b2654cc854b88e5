package model

import "loopyard/app/timeline"

// shortcut is what a key does while the timeline has the keyboard. A key is named as the browser names it.
type shortcut struct {
	Keys []string // those that do it
	Show string   // how the sheet writes them
	Says string
	Do   func(y *Model)
}

// shortcuts lists them all, in the order of the sheet. They follow Perfetto's where it has one. None works anywhere else
// on the page, so that nobody who types, or speaks to the page, sets one off.
var Shortcuts = []shortcut{
	{[]string{"w", "+", "=", "W"}, "W or +", "zoom in", func(y *Model) { y.ZoomIn(1.5) }},
	{[]string{"s", "-", "_", "S"}, "S or −", "zoom out", func(y *Model) { y.ZoomIn(1 / 1.5) }},
	{[]string{"a", "A"}, "A", "move left", func(y *Model) { y.Pan(-.2) }},
	{[]string{"d", "D"}, "D", "move right", func(y *Model) { y.Pan(.2) }},
	{[]string{"0"}, "0", "show all of the run", (*Model).Fit},
	{[]string{"f", "F"}, "F", "zoom to what is at the cursor", (*Model).ZoomToSpan},
	{[]string{"ArrowUp"}, "↑", "choose the row above", func(y *Model) { y.ChooseNext(-1) }},
	{[]string{"ArrowDown"}, "↓", "choose the row below", func(y *Model) { y.ChooseNext(1) }},
	{[]string{"Enter"}, "Enter", "show or hide the tasks of a loop", (*Model).ToggleFold},
	{[]string{"ArrowLeft"}, "←", "event before, of the row that is chosen", func(y *Model) { y.Jump(-1) }},
	{[]string{"ArrowRight"}, "→", "event after, of the row that is chosen", func(y *Model) { y.Jump(1) }},
	{[]string{","}, ",", "step back, whichever loop it is", (*Model).StepBack},
	{[]string{"."}, ".", "step, whichever loop it is", (*Model).Step},
	{[]string{" "}, "Space", "play or pause", (*Model).Play},
	{[]string{"["}, "[", "play slower", func(y *Model) { y.SetSpeed(y.Player.Speed - 1) }},
	{[]string{"]"}, "]", "play faster", func(y *Model) { y.SetSpeed(y.Player.Speed + 1) }},
	{[]string{"Home"}, "Home", "to the start", (*Model).ToStart},
	{[]string{"End"}, "End", "to the end; follow a run that is under way", (*Model).ToEnd},
	{[]string{"Escape"}, "Esc", "choose nothing", func(y *Model) { y.ChooseRow(timeline.Selection{}) }},
	{[]string{"?"}, "?", "show these keys", func(y *Model) { y.Shell.Dialog(IdShortcuts) }},
}

// Key does what a key does while the timeline has the keyboard; done tells whether it does anything.
func (y *Model) Key(key string) (done bool) {
	for _, s := range Shortcuts {
		for _, k := range s.Keys {
			if k == key && (y.Shown != nil || key == "?") {
				s.Do(y)
				y.Shell.Wake()
				return true
			}
		}
	}
	return false
}

// rows lists the rows that the timeline has now, in whatever window.
func (y *Model) Rows() []timeline.Row { return y.LayOut(1000, 400, 0).Rows }

// ChooseNext chooses the row that is so many below the one that is chosen.
func (y *Model) ChooseNext(by int) {
	rows := y.Rows()
	if len(rows) == 0 {
		return
	}
	at := timeline.Layout{Rows: rows}.FindRow(y.Shown, y.Pick)
	if at < 0 && by > 0 {
		at = -1
	} else if at < 0 {
		at = len(rows)
	}
	next := rows[min(max(at+by, 0), len(rows)-1)]
	y.Front(next.Rec)
	y.ChooseRow(next.Selection())
}

// chosen is the row that is chosen; ok is false if there is none, or it is not there any more.
func (y *Model) Chosen() (r timeline.Row, ok bool) {
	if y.Pick == (timeline.Selection{}) {
		return timeline.Row{}, false
	}
	rows := y.Rows()
	if i := (timeline.Layout{Rows: rows}).FindRow(y.Shown, y.Pick); i >= 0 {
		return rows[i], true
	}
	return timeline.Row{}, false
}

// ToggleFold shows or hides the tasks of the loop that is chosen.
func (y *Model) ToggleFold() {
	if r, ok := y.Chosen(); ok && r.Task != 0 {
		y.Fold(r.Lane.Loop, false)
	} else if ok && r.Expandable {
		y.Fold(r.Lane.Loop, !r.Expanded)
	}
}

// Jump moves the cursor to the next event of the row that is chosen, or with a negative number to the one before. If
// no row is chosen it is a step of any.
func (y *Model) Jump(by int) {
	r, ok := y.Chosen()
	switch {
	case !ok && by < 0:
		y.StepBack()
	case !ok:
		y.Step()
	case by < 0:
		y.SeekEvent(r.Track().EventBefore(y.at()))
	default:
		y.SeekEvent(r.Track().EventAfter(y.at()))
	}
}

// ZoomToSpan shows what the row that is chosen does at the cursor as large as can be.
func (y *Model) ZoomToSpan() {
	r, ok := y.Chosen()
	if !ok {
		return
	}
	if i := r.Track().IndexAt(y.Cursor.At); i >= 0 {
		s := r.Track().Span(i, y.Present())
		y.ZoomTo(s.From, s.To)
	}
}
