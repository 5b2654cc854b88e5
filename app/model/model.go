package model

import (
	"loopyard/app/format"
	"loopyard/app/recording"
	"loopyard/app/timeline"
	"loopyard/engine/scenario"
	"loopyard/engine/spec"
)

// Yard is what the page shows and everything that can be done to it. It is plain Go: a shell does what takes a browser.
// Only the UI goroutine uses it.
type Model struct {
	Form   Fields
	Shown  *recording.Recording // nil before the first run
	Visit  []*recording.Recording
	Cursor recording.Cursor
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
	Lit       lit
	Shell     Shell
	Catalog   spec.Catalog
	Jobs      map[int]*job
	bite      bite      // that is being read
	Exporting *export   // nil: nothing is being saved
	Steps     *stepwise // nil: nothing is being compared step by step
	now       float64   // when the latest frame was, in milliseconds
	last      int       // the latest job's number
	numbered  int       // recordings of the visit
	want      wanted
	Follow    bool // the cursor stays at the end
	Waiting   bool // before the first link was opened
	Revs      Revs
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
type Revs struct{ Form, Run, Cursor, View, Far int }

// shell is the browser as far as the page needs it.
type Shell interface {
	// Start begins a run. Its trace comes back through Yard.Arrive, its end through Yard.Done or Yard.Lost.
	Start(id int, rec *recording.Recording)
	// Stop ends it at once. Nothing comes back any more.
	Stop(id int)
	// Probe asks whether there is a native server; the answer comes back through Yard.Answer.
	Probe()
	// Wake asks for a frame.
	Wake()
	// Link puts the form's state into the address, as a new entry of the history or in place of the present one.
	Link(fragment string, fresh bool)
	// Focus moves the keyboard to an element.
	Focus(id string)
	// Copy puts a text on the clipboard, the page's address if it is empty. Yard.Copied or Yard.CannotCopy follows.
	Copy(text string, what CopyOf)
	// Pick lets the visitor choose a file to open. Yard.OpenFile or Yard.CannotOpen follows.
	Pick()
	// More asks for the next piece of a file. Yard.Arrive, Yard.Done or Yard.Lost follows.
	More(id int)
	// Theme takes the colors of a theme.
	Theme(t Theme)
	// Stage fills the screen with the page, or gives it back.
	Stage(on bool)
	// Dialog opens the dialog with that id.
	Dialog(id string)
	// Put adds a piece to the file that is to be saved. The piece is the caller's again after it.
	Put(piece []byte)
	// Save offers for download what was put; without a name it is forgotten.
	Save(name string)
	// SavePNG draws a list and offers that.
	SavePNG(name string, p *timeline.DisplayList, width, height float64)
	// Palette is what the page is drawn with now.
	Palette() timeline.Palette
}

// NewYard is the page as it opens: the default scenario in the form, nothing run.
func New(s Shell) *Model {
	y := &Model{
		Shell: s, Catalog: scenario.Catalog{}, Jobs: map[int]*job{}, Follow: true, Waiting: true, want: nothingWanted,
		View: View{Panel: PanelConsole, Side: PanelStats, Python: true}, Player: Player{Speed: NormalSpeed},
	}
	y.Compares = map[[2]*recording.Recording]recording.Comparison{}
	y.Form.Fill(ReadLink("", y.Catalog, y.Limits), y.Catalog)
	return y
}

// Limits is what a place allows.
func (y *Model) Limits(p recording.Target) spec.Limits {
	if p.Native() {
		return y.Native.limits()
	}
	return spec.PageLimits()
}

// Open shows what a link says. A virtual run without a mistake in it runs at once; a real one, and one that takes
// much memory, waits to be asked for.
func (y *Model) Open(fragment string) {
	l := ReadLink(fragment, y.Catalog, y.Limits)
	y.Form.Fill(l, y.Catalog)
	y.setMode(l.Mode)
	y.Revs.Form++
	y.want, y.Alert, y.Waiting = wanted{l.At, l.N, l.Window}, "", false
	y.StopAll()
	y.SetPrimary(nil) // what was shown is not what the form says now
	if len(l.Errs) > 0 {
		y.want = nothingWanted
		y.Say("The link has a value that cannot be used. Nothing was run.")
		return
	}
	if l.Target.Native() {
		y.Shell.Probe()
	}
	if m := recording.MemoryNeed(l.Run, l.Target); m.Total >= recording.ConfirmMemory {
		y.Say("It needs about " + format.Bytes(m.Total) + " of memory. Press Run to run it.")
		return
	}
	if l.Target == recording.TargetVirtual {
		y.Run()
		return
	}
	y.Say("Press Run to run it.")
}

// Choose takes another scenario, with its own defaults and in the same place.
func (y *Model) Choose(id string) { y.Go(y.LinkTo(id)) }

// Go follows a link of the page's own.
func (y *Model) Go(fragment string) {
	y.Shell.Link(fragment, true)
	y.Open(fragment)
}

// linkTo is the link of a scenario with its defaults.
func (y *Model) LinkTo(id string) string {
	return y.linkWith(id, y.Form.Target, nil)
}

// linkWith is the link of a scenario in a place, or in virtual time if it makes no sense there. Values that are not
// given have their defaults.
func (y *Model) linkWith(id string, place recording.Target, given []spec.Pair) string {
	params, _ := y.Catalog.Params(id)
	pairs := append([]spec.Pair{{"scenario", id}, {"placement", string(place.Placement())}}, given...)
	run, _ := spec.Parse(pairs, y.Catalog, y.Limits(place))
	if run.Placement != place.Placement() {
		place = recording.TargetVirtual
	}
	return Link{Run: run, Target: place, At: -1, Mode: y.Mode}.Fragment(params)
}

// Type takes what is typed into a field. A field that was found wrong is looked at again with every key.
func (y *Model) Type(name, text string) {
	if y.Mode.Fixed {
		return
	}
	y.Form.Type(name, text)
	if y.Form.Errs[name] != nil {
		y.Form.Check(name, y.Catalog, y.Limits(y.Form.Target))
	}
	y.edited()
}

// Leave looks at a field that was left.
func (y *Model) Leave(name string) {
	y.Form.Check(name, y.Catalog, y.Limits(y.Form.Target))
	y.edited()
}

// Move takes another place.
func (y *Model) Move(to recording.Target) {
	y.Form.Target = to
	delete(y.Form.Errs, "placement")
	for name := range y.Form.Errs { // a range may depend on the place
		y.Form.Check(name, y.Catalog, y.Limits(to))
	}
	if to.Native() {
		y.Shell.Probe()
	}
	y.edited()
}

func (y *Model) edited() {
	y.Revs.Form++
	y.relink()
}

// relink brings the address up to date, if the form makes sense.
func (y *Model) relink() {
	if fragment, ok := y.Fragment(); ok {
		y.Shell.Link(fragment, false)
	}
}

// Fragment is the link to what the page shows; ok is false while the form makes no sense.
func (y *Model) Fragment() (fragment string, ok bool) { return y.link(y.Mode) }

// inMode is Fragment in another mode; empty while the form makes no sense.
func (y *Model) inMode(m Mode) string {
	fragment, _ := y.link(m)
	return fragment
}

// whole is Fragment for the whole page.
func (y *Model) Whole() string { return y.inMode(Mode{Theme: y.Mode.Theme}) }

func (y *Model) link(m Mode) (fragment string, ok bool) {
	f := y.Form // a copy: its errors stay as they are
	run, ok := f.Read(y.Catalog, y.Limits(f.Target))
	if !ok {
		return "", false
	}
	l := Link{Run: run, Target: f.Target, At: -1, Mode: m}
	if y.Shown != nil && y.Shown.Spec == run && y.Shown.Target == f.Target {
		y.point(&l)
	}
	return l.Fragment(f.Params), true
}

// Say puts a sentence into the live region.
func (y *Model) Say(what string) {
	y.Said = what
	y.Revs.Run++
}

// Warn tells what the visitor must know.
func (y *Model) Warn(what string) {
	y.Alert = what
	y.Revs.Run++
}
