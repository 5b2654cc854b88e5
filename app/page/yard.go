package page

import (
	"loopyard/engine/scenario"
	"loopyard/engine/spec"
)

// Yard is what the page shows and everything that can be done to it. It is plain Go: a shell does what takes a browser.
// Only the UI goroutine uses it.
type Yard struct {
	Form   Fields
	Shown  *Recording // nil before the first run
	Visit  []*Recording
	Cursor Cursor
	Player Player
	Native Native
	View   View
	Sweep  Sweep
	Mode   Mode

	Alert string // something the visitor must know; shown until the next run
	Said  string // for the live region

	sight
	comparing
	guesses
	lit      lit
	shell    shell
	catalog  spec.Catalog
	jobs     map[int]*job
	bite     bite      // that is being read
	export   *export   // nil: nothing is being saved
	steps    *stepwise // nil: nothing is being compared step by step
	now      float64   // when the latest frame was, in milliseconds
	last     int       // the latest job's number
	numbered int       // recordings of the visit
	want     wanted
	follow   bool // the cursor stays at the end
	waiting  bool // before the first link was opened
	revs     revs
}

// View is what of the page is open. It is not part of the link.
type View struct {
	Panel  Panel  // on a narrow screen, the one that is shown
	Side   Panel  // on a wide screen, Statistics, Advice or Code
	Python bool   // the listing's language; otherwise Go
	Spread Spread // of which the table of loops shows the percentiles
	Table  bool   // the timeline as a table
	Share  string // the link that is shared; empty: nobody asked
	Copied bool   // the button says so, for a moment
	ByHand bool   // the link is not on the clipboard: the browser lets no page copy
	Embed  Mode   // for the page that the link is to stand in
	Stage  bool   // what a room looks at: the timeline, large
	Kept   bool   // the service worker has everything
	Later  bool   // a later version of the page is there
}

// Panel is one of those below the timeline.
type Panel string

// The panels.
const (
	PanelConsole Panel = "console"
	PanelCursor  Panel = "cursor"
	PanelStats   Panel = "stats"
	PanelAdvice  Panel = "advice"
	PanelCode    Panel = "code"
)

// revs count the changes of each part, so that a component draws again only when something of its own changed.
type revs struct{ form, run, cursor, view, far int }

// shell is the browser as far as the page needs it.
type shell interface {
	// start begins a run. Its trace comes back through Yard.Arrive, its end through Yard.Done or Yard.Lost.
	start(id int, rec *Recording)
	// stop ends it at once. Nothing comes back any more.
	stop(id int)
	// probe asks whether there is a native server; the answer comes back through Yard.Answer.
	probe()
	// wake asks for a frame.
	wake()
	// link puts the form's state into the address, as a new entry of the history or in place of the present one.
	link(fragment string, fresh bool)
	// focus moves the keyboard to an element.
	focus(id string)
	// copy puts a text on the clipboard, the page's address if it is empty. Yard.Copied or Yard.CannotCopy follows.
	copy(text string, what CopyOf)
	// pick lets the visitor choose a file to open. Yard.OpenFile or Yard.CannotOpen follows.
	pick()
	// more asks for the next piece of a file. Yard.Arrive, Yard.Done or Yard.Lost follows.
	more(id int)
	// theme takes the colors of a theme.
	theme(t Theme)
	// stage fills the screen with the page, or gives it back.
	stage(on bool)
	// dialog opens the dialog with that id.
	dialog(id string)
	// put adds a piece to the file that is to be saved. The piece is the caller's again after it.
	put(piece []byte)
	// save offers for download what was put; without a name it is forgotten.
	save(name string)
	// savePNG draws a list and offers that.
	savePNG(name string, p *paint, width, height float64)
	// palette is what the page is drawn with now.
	palette() palette
}

// NewYard is the page as it opens: the default scenario in the form, nothing run.
func NewYard(s shell) *Yard {
	y := &Yard{
		shell: s, catalog: scenario.Catalog{}, jobs: map[int]*job{}, follow: true, waiting: true, want: nothingWanted,
		View: View{Panel: PanelConsole, Side: PanelStats, Python: true}, Player: Player{Speed: normalSpeed},
	}
	y.compares = map[[2]*Recording]Comparison{}
	y.Form.Fill(ReadLink("", y.catalog, y.Limits), y.catalog)
	return y
}

// Limits is what a place allows.
func (y *Yard) Limits(p Place) spec.Limits {
	if p.Native() {
		return y.Native.limits()
	}
	return spec.PageLimits()
}

// Open shows what a link says. A virtual run without a mistake in it runs at once; a real one, and one that takes
// much memory, waits to be asked for.
func (y *Yard) Open(fragment string) {
	l := ReadLink(fragment, y.catalog, y.Limits)
	y.Form.Fill(l, y.catalog)
	y.setMode(l.Mode)
	y.revs.form++
	y.want, y.Alert, y.waiting = wanted{l.At, l.N, l.Window}, "", false
	y.StopAll()
	y.show(nil) // what was shown is not what the form says now
	if len(l.Errs) > 0 {
		y.want = nothingWanted
		y.Say("The link has a value that cannot be used. Nothing was run.")
		return
	}
	if l.Place.Native() {
		y.shell.probe()
	}
	if m := memoryOf(l.Run, l.Place); m.all >= worthAsking {
		y.Say("It needs about " + gigabytes(m.all) + " of memory. Press Run to run it.")
		return
	}
	if l.Place == InVirtual {
		y.Run()
		return
	}
	y.Say("Press Run to run it.")
}

// Choose takes another scenario, with its own defaults and in the same place.
func (y *Yard) Choose(id string) { y.Go(y.linkTo(id)) }

// Go follows a link of the page's own.
func (y *Yard) Go(fragment string) {
	y.shell.link(fragment, true)
	y.Open(fragment)
}

// linkTo is the link of a scenario with its defaults.
func (y *Yard) linkTo(id string) string {
	return y.linkWith(id, y.Form.Place, nil)
}

// linkWith is the link of a scenario in a place, or in virtual time if it makes no sense there. Values that are not
// given have their defaults.
func (y *Yard) linkWith(id string, place Place, given []spec.Pair) string {
	params, _ := y.catalog.Params(id)
	pairs := append([]spec.Pair{{"scenario", id}, {"placement", string(place.Placement())}}, given...)
	run, _ := spec.Parse(pairs, y.catalog, y.Limits(place))
	if run.Placement != place.Placement() {
		place = InVirtual
	}
	return Link{Run: run, Place: place, At: -1, Mode: y.Mode}.Fragment(params)
}

// Type takes what is typed into a field. A field that was found wrong is looked at again with every key.
func (y *Yard) Type(name, text string) {
	if y.Mode.Fixed {
		return
	}
	y.Form.Type(name, text)
	if y.Form.Errs[name] != nil {
		y.Form.Check(name, y.catalog, y.Limits(y.Form.Place))
	}
	y.edited()
}

// Leave looks at a field that was left.
func (y *Yard) Leave(name string) {
	y.Form.Check(name, y.catalog, y.Limits(y.Form.Place))
	y.edited()
}

// Move takes another place.
func (y *Yard) Move(to Place) {
	y.Form.Place = to
	delete(y.Form.Errs, "placement")
	for name := range y.Form.Errs { // a range may depend on the place
		y.Form.Check(name, y.catalog, y.Limits(to))
	}
	if to.Native() {
		y.shell.probe()
	}
	y.edited()
}

func (y *Yard) edited() {
	y.revs.form++
	y.relink()
}

// relink brings the address up to date, if the form makes sense.
func (y *Yard) relink() {
	if fragment, ok := y.Fragment(); ok {
		y.shell.link(fragment, false)
	}
}

// Fragment is the link to what the page shows; ok is false while the form makes no sense.
func (y *Yard) Fragment() (fragment string, ok bool) { return y.link(y.Mode) }

// inMode is Fragment in another mode; empty while the form makes no sense.
func (y *Yard) inMode(m Mode) string {
	fragment, _ := y.link(m)
	return fragment
}

// whole is Fragment for the whole page.
func (y *Yard) whole() string { return y.inMode(Mode{Theme: y.Mode.Theme}) }

func (y *Yard) link(m Mode) (fragment string, ok bool) {
	f := y.Form // a copy: its errors stay as they are
	run, ok := f.Read(y.catalog, y.Limits(f.Place))
	if !ok {
		return "", false
	}
	l := Link{Run: run, Place: f.Place, At: -1, Mode: m}
	if y.Shown != nil && y.Shown.Spec == run && y.Shown.Place == f.Place {
		y.point(&l)
	}
	return l.Fragment(f.Params), true
}

// Say puts a sentence into the live region.
func (y *Yard) Say(what string) {
	y.Said = what
	y.revs.run++
}

// Warn tells what the visitor must know.
func (y *Yard) Warn(what string) {
	y.Alert = what
	y.revs.run++
}
