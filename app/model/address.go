package model

import (
	"slices"

	"loopyard/app/recording"
	"loopyard/engine/scenario/lesson"
	"loopyard/engine/spec"
)

// Address is the page's address, which is a link to what the page shows, and how that link wants the page to look.
type Address struct {
	part
	bar      AddressBar
	screen   Screen
	catalog  spec.Catalog
	form     *Form
	runs     *Runs
	player   *Player
	viewport *Viewport
	mode     Mode
}

// AddressBar is the part of the browser's address after #.
type AddressBar interface {
	// SetFragment puts a fragment there, without its #: as a new entry of the history, or in place of the present one.
	SetFragment(fragment string, newEntry bool)
}

// Mode returns how the page is to look.
func (a *Address) Mode() Mode { return a.mode }

// setMode takes how a link wants the page to look.
func (a *Address) setMode(m Mode) {
	a.mode = m
	a.screen.SetTheme(m.Theme)
	a.changed()
}

// visit puts the fragment of a link of the page's own into the address, as a new entry of the history.
func (a *Address) visit(fragment string) { a.bar.SetFragment(fragment, true) }

// update brings the address up to date, if the form can be used.
func (a *Address) update() {
	if fragment, ok := a.Fragment(); ok {
		a.bar.SetFragment(fragment, false)
	}
}

// Fragment returns the link to what the page shows, without #; ok is false while the form cannot be used.
func (a *Address) Fragment() (fragment string, ok bool) { return a.fragment(a.mode) }

// In returns the link to what the page shows, in another mode; empty while the form cannot be used.
func (a *Address) In(m Mode) string {
	fragment, _ := a.fragment(m)
	return fragment
}

// Whole returns the link to the whole page, for one that is part of another.
func (a *Address) Whole() string { return a.In(Mode{Theme: a.mode.Theme}) }

func (a *Address) fragment(m Mode) (fragment string, ok bool) {
	run, errs := a.form.Parse()
	if len(errs) > 0 {
		return "", false
	}
	l := Link{Run: run, Target: a.form.Target(), At: -1, Mode: m}
	if r := a.runs.Primary(); r != nil && r.Spec == run && r.Target == l.Target {
		a.pointAt(&l)
	}
	return l.Fragment(a.form.Params()), true
}

// pointAt puts the window and the moment that are shown of the primary run into its link.
func (a *Address) pointAt(l *Link) {
	if a.viewport.Zoomed() {
		l.Window = a.viewport.Window().Rounded()
	}
	if a.player.Follows() {
		return
	}
	c := a.player.Cursor()
	l.At, l.N = c.At, -1
	if r := a.runs.Primary(); r.Virtual() && c.N != r.EventsUntil(l.At) {
		l.N = c.N
	}
}

// ToScenario returns the link to a scenario with its defaults, at the form's target.
func (a *Address) ToScenario(id string) string { return a.to(id, a.form.Target(), nil) }

// ToPreset returns the link to a preset of the form's scenario, at the form's target or at the preset's own.
func (a *Address) ToPreset(p lesson.Preset) string {
	pairs, target := p.Pairs(), a.form.Target()
	if i := slices.IndexFunc(pairs, func(p spec.Pair) bool { return p[0] == "placement" }); i >= 0 {
		target = recording.TargetOf(spec.Placement(pairs[i][1]), false)
		pairs = slices.Delete(pairs, i, i+1)
	}
	return a.to(a.form.Scenario(), target, pairs)
}

// to returns the link to a scenario at a target, or in virtual time if the scenario cannot run there. Values that are
// not given have their defaults.
func (a *Address) to(id string, target recording.Target, given []spec.Pair) string {
	params, _ := a.catalog.Params(id)
	pairs := append([]spec.Pair{{"scenario", id}, {"placement", string(target.Placement())}}, given...)
	run, _ := spec.Parse(pairs, a.catalog, a.form.Limits(target))
	if run.Placement != target.Placement() {
		target = recording.TargetVirtual
	}
	return Link{Run: run, Target: target, At: -1, Mode: a.mode}.Fragment(params)
}
