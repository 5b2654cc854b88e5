package page

import (
	"time"

	"loopyard/engine/spec"
	"loopyard/engine/text"
)

// Fields is what the form holds: text as it was typed, which may be nonsense, and what is wrong with it.
type Fields struct {
	Scenario string
	Params   []spec.Param
	Place    Place
	Errs     map[string]*spec.FieldError

	text map[string]string
}

// What every scenario has: the seed, and the simulated machine of a virtual run.
var (
	seedParam  = spec.Param{Name: "seed", Label: "Seed", Default: 1}
	coresParam = spec.Param{Name: "cores", Label: "Cores", Max: spec.MaxCores}
)

// gilName is the name of the one field that is a checkbox.
const gilName = "gil"

// common are the names of what every scenario has.
var common = []string{seedParam.Name, coresParam.Name, gilName}

// Shown lists the text fields in the form's order. A real run has no simulated machine.
func (f *Fields) Shown() []spec.Param {
	shown := append(f.Params[:len(f.Params):len(f.Params)], seedParam)
	if f.Place == InVirtual {
		shown = append(shown, coresParam)
	}
	return shown
}

// Fill puts a link into the form.
func (f *Fields) Fill(l Link, catalog spec.Catalog) {
	f.Scenario, f.Place = l.Run.Scenario, l.Place
	f.Params, _ = catalog.Params(f.Scenario)
	f.text = map[string]string{}
	for _, name := range common {
		f.text[name] = l.Run.Value(name)
	}
	for _, p := range f.Params {
		f.text[p.Name] = fieldText(p, l.Run)
	}
	f.setErrors(l.Errs)
}

// Text is what a field shows.
func (f *Fields) Text(name string) string { return f.text[name] }

// Type takes what was typed into a field.
func (f *Fields) Type(name, text string) { f.text[name] = text }

// Read makes a run of the fields, or notes what is wrong with them; then ok is false.
func (f *Fields) Read(catalog spec.Catalog, limits spec.Limits) (run spec.Run, ok bool) {
	pairs := []spec.Pair{{"scenario", f.Scenario}, {"placement", string(f.Place.Placement())}}
	for _, p := range f.Shown() {
		pairs = append(pairs, spec.Pair{p.Name, f.text[p.Name]})
	}
	if f.Place == InVirtual {
		pairs = append(pairs, spec.Pair{gilName, f.text[gilName]})
	}
	run, err := spec.Parse(pairs, catalog, limits)
	errs, _ := err.(spec.Errors)
	f.setErrors(errs)
	return run, err == nil
}

// Check notes what is wrong with one field and leaves the others as they are: nobody wants to be told about a field
// that they have not come to yet.
func (f *Fields) Check(name string, catalog spec.Catalog, limits spec.Limits) {
	before := f.Errs
	f.Read(catalog, limits)
	found := f.Errs[name]
	f.Errs = before
	if found != nil {
		f.Errs[name] = found
	} else {
		delete(f.Errs, name)
	}
}

func (f *Fields) setErrors(errs spec.Errors) {
	f.Errs = map[string]*spec.FieldError{}
	for _, e := range errs {
		if f.Errs[e.Field] == nil {
			f.Errs[e.Field] = e
		}
	}
}

// Wrong is the first field, in the form's order, that has an error.
func (f *Fields) Wrong() (name string, ok bool) {
	for _, p := range f.Shown() {
		if f.Errs[p.Name] != nil {
			return p.Name, true
		}
	}
	return "", false
}

// hint says in a few characters what a field takes.
func hint(p spec.Param, limits spec.Limits, at spec.Placement) string {
	if p.Name == seedParam.Name {
		return "0–2³²−1"
	}
	low, high := p.Range(limits, at)
	if p.Time {
		return text.Duration(time.Duration(low)) + "–" + text.Duration(time.Duration(high))
	}
	return count(low) + "–" + count(high)
}
