package page

import (
	"time"

	"loopyard/engine/spec"
)

// Fields is what the form holds: text as it was typed, which may be nonsense, and what is wrong with it.
type Fields struct {
	Scenario string
	Params   []spec.Param
	Place    Place
	Errs     map[string]*spec.FieldError

	text map[string]string
}

// seedParam is the seed as the form has it: every scenario has one.
var seedParam = spec.Param{Name: "seed", Label: "Seed", Default: 1}

// Fill puts a link into the form.
func (f *Fields) Fill(l Link, catalog spec.Catalog) {
	f.Scenario, f.Place = l.Run.Scenario, l.Place
	f.Params, _ = catalog.Params(f.Scenario)
	f.text = map[string]string{"seed": l.Run.Value("seed")}
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
	pairs := []spec.Pair{{"scenario", f.Scenario}, {"placement", string(f.Place.Placement())}, {"seed", f.text["seed"]}}
	for _, p := range f.Params {
		pairs = append(pairs, spec.Pair{p.Name, f.text[p.Name]})
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
	for _, p := range append(f.Params[:len(f.Params):len(f.Params)], seedParam) {
		if f.Errs[p.Name] != nil {
			return p.Name, true
		}
	}
	return "", false
}

// hint says in a few characters what a field takes.
func hint(p spec.Param, limits spec.Limits, at spec.Placement) string {
	if p.Name == seedParam.Name {
		return "0 – 4294967295"
	}
	low, high := p.Range(limits, at)
	if p.Time {
		return bare(time.Duration(low)) + " – " + bare(time.Duration(high))
	}
	return count(low) + " – " + count(high)
}
