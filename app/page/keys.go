package page

// shortcut is what a key does while the timeline has the keyboard. A key is named as the browser names it.
type shortcut struct {
	Keys []string // those that do it
	Show string   // how the sheet writes them
	Says string
	Do   func(y *Yard)
}

// shortcuts lists them all, in the order of the sheet. They follow Perfetto's where it has one. None works anywhere else
// on the page, so that nobody who types, or speaks to the page, sets one off.
var shortcuts = []shortcut{
	{[]string{"w", "+", "=", "W"}, "W or +", "zoom in", func(y *Yard) { y.ZoomIn(1.5) }},
	{[]string{"s", "-", "_", "S"}, "S or −", "zoom out", func(y *Yard) { y.ZoomIn(1 / 1.5) }},
	{[]string{"a", "A"}, "A", "move left", func(y *Yard) { y.Pan(-.2) }},
	{[]string{"d", "D"}, "D", "move right", func(y *Yard) { y.Pan(.2) }},
	{[]string{"0"}, "0", "show all of the run", (*Yard).Fit},
	{[]string{"f", "F"}, "F", "zoom to what is at the cursor", (*Yard).ZoomToSpan},
	{[]string{"ArrowUp"}, "↑", "choose the row above", func(y *Yard) { y.ChooseNext(-1) }},
	{[]string{"ArrowDown"}, "↓", "choose the row below", func(y *Yard) { y.ChooseNext(1) }},
	{[]string{"Enter"}, "Enter", "show or hide the tasks of a loop", (*Yard).ToggleFold},
	{[]string{"ArrowLeft"}, "←", "event before, of the row that is chosen", func(y *Yard) { y.Jump(-1) }},
	{[]string{"ArrowRight"}, "→", "event after, of the row that is chosen", func(y *Yard) { y.Jump(1) }},
	{[]string{","}, ",", "step back, whichever loop it is", (*Yard).StepBack},
	{[]string{"."}, ".", "step, whichever loop it is", (*Yard).Step},
	{[]string{" "}, "Space", "play or pause", (*Yard).Play},
	{[]string{"["}, "[", "play slower", func(y *Yard) { y.SetSpeed(y.Player.Speed - 1) }},
	{[]string{"]"}, "]", "play faster", func(y *Yard) { y.SetSpeed(y.Player.Speed + 1) }},
	{[]string{"Home"}, "Home", "to the start", (*Yard).ToStart},
	{[]string{"End"}, "End", "to the end; follow a run that is under way", (*Yard).ToEnd},
	{[]string{"Escape"}, "Esc", "choose nothing", func(y *Yard) { y.ChooseRow(Pick{}) }},
	{[]string{"?"}, "?", "show these keys", func(y *Yard) { y.shell.dialog(idShortcuts) }},
}

// Key does what a key does while the timeline has the keyboard; done tells whether it does anything.
func (y *Yard) Key(key string) (done bool) {
	for _, s := range shortcuts {
		for _, k := range s.Keys {
			if k == key && (y.Shown != nil || key == "?") {
				s.Do(y)
				y.shell.wake()
				return true
			}
		}
	}
	return false
}

// rows lists the rows that the timeline has now, in whatever window.
func (y *Yard) rows() []row { return y.layOut(1000, 400, 0).Rows }

// ChooseNext chooses the row that is so many below the one that is chosen.
func (y *Yard) ChooseNext(by int) {
	rows := y.rows()
	if len(rows) == 0 {
		return
	}
	at := layout{Rows: rows}.find(y.Shown, y.pick)
	if at < 0 && by > 0 {
		at = -1
	} else if at < 0 {
		at = len(rows)
	}
	next := rows[min(max(at+by, 0), len(rows)-1)]
	y.front(next.Rec)
	y.ChooseRow(next.pick())
}

// chosen is the row that is chosen; ok is false if there is none, or it is not there any more.
func (y *Yard) chosen() (r row, ok bool) {
	if y.pick == (Pick{}) {
		return row{}, false
	}
	rows := y.rows()
	if i := (layout{Rows: rows}).find(y.Shown, y.pick); i >= 0 {
		return rows[i], true
	}
	return row{}, false
}

// ToggleFold shows or hides the tasks of the loop that is chosen.
func (y *Yard) ToggleFold() {
	if r, ok := y.chosen(); ok && r.Task != 0 {
		y.Fold(r.Lane.Loop, false)
	} else if ok && r.Folds {
		y.Fold(r.Lane.Loop, !r.Open)
	}
}

// Jump moves the cursor to the next event of the row that is chosen, or with a negative number to the one before. If
// no row is chosen it is a step of any.
func (y *Yard) Jump(by int) {
	r, ok := y.chosen()
	switch {
	case !ok && by < 0:
		y.StepBack()
	case !ok:
		y.Step()
	case by < 0:
		y.seekEvent(r.track().Before(y.at()))
	default:
		y.seekEvent(r.track().After(y.at()))
	}
}

// ZoomToSpan shows what the row that is chosen does at the cursor as large as can be.
func (y *Yard) ZoomToSpan() {
	r, ok := y.chosen()
	if !ok {
		return
	}
	if i := r.track().At(y.Cursor.At); i >= 0 {
		s := r.track().Span(i, y.Present())
		y.ZoomTo(s.From, s.To)
	}
}
