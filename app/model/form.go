package model

import (
	"loopyard/app/recording"
	"loopyard/engine/spec"
)

// Fields is what the form holds: text as it was typed, which may be nonsense, and what is wrong with it.
type Fields struct {
	Scenario string
	Params   []spec.Param
	Target   recording.Target
	Errs     map[string]*spec.FieldError

	text map[string]string
}

// Shown lists the text fields in the form's order. A real run has no simulated machine.
func (f *Fields) Shown() []spec.Param {
	shown := append(f.Params[:len(f.Params):len(f.Params)], recording.SeedParam)
	if f.Target == recording.TargetVirtual {
		shown = append(shown, recording.CoresParam)
	}
	return shown
}

// Fill puts a link into the form.
func (f *Fields) Fill(l Link, catalog spec.Catalog) {
	f.Scenario, f.Target = l.Run.Scenario, l.Target
	f.Params, _ = catalog.Params(f.Scenario)
	f.text = map[string]string{}
	for _, name := range recording.CommonNames {
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
	pairs := []spec.Pair{{"scenario", f.Scenario}, {"placement", string(f.Target.Placement())}}
	for _, p := range f.Shown() {
		pairs = append(pairs, spec.Pair{p.Name, f.text[p.Name]})
	}
	if f.Target == recording.TargetVirtual {
		pairs = append(pairs, spec.Pair{recording.GILName, f.text[recording.GILName]})
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
