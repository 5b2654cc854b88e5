package model

import (
	"maps"
	"slices"

	"loopyard/app/recording"
	"loopyard/engine/spec"
)

// Form is what to run and where, as it was typed: text that may be nonsense, and what is wrong with it.
type Form struct {
	part
	catalog  spec.Catalog
	server   *Server // whose limits a native run has
	scenario string
	params   []spec.Param
	target   recording.Target
	text     map[string]string // by parameter
	errs     map[string]*spec.FieldError
}

// Scenario returns the id of the scenario that is chosen.
func (f *Form) Scenario() string { return f.scenario }

// Target returns where the form's run is to happen.
func (f *Form) Target() recording.Target { return f.target }

// Text returns what stands in a field.
func (f *Form) Text(name string) string { return f.text[name] }

// Err returns what is wrong with a field; nil if nothing is. Besides the fields, "placement" and the keys of a link can
// be wrong.
func (f *Form) Err(name string) *spec.FieldError { return f.errs[name] }

// Params returns the scenario's own parameters.
func (f *Form) Params() []spec.Param { return f.params }

// Fields returns the parameters that have a text field, in the form's order: the scenario's, the seed, and for a run in
// virtual time the cores of the simulated machine.
func (f *Form) Fields() []spec.Param {
	fields := append(slices.Clone(f.params), recording.SeedParam)
	if f.target == recording.TargetVirtual {
		fields = append(fields, recording.CoresParam)
	}
	return fields
}

// Limits returns what a target allows.
func (f *Form) Limits(t recording.Target) spec.Limits {
	if t.Native() {
		return f.server.Limits()
	}
	return spec.PageLimits()
}

// Parse makes a run of the fields. It changes nothing: errs says what is wrong with them, and the run is of use only if
// it is empty.
func (f *Form) Parse() (run spec.Run, errs spec.Errors) { return f.parseAt(f.target, f.text) }

// parseAt makes a run of texts at a target.
func (f *Form) parseAt(target recording.Target, text map[string]string) (spec.Run, spec.Errors) {
	pairs := []spec.Pair{{"scenario", f.scenario}, {"placement", string(target.Placement())}}
	add := func(name string) { pairs = append(pairs, spec.Pair{name, text[name]}) }
	for _, p := range f.params {
		add(p.Name)
	}
	add(recording.SeedParam.Name)
	if target == recording.TargetVirtual {
		add(recording.CoresParam.Name)
		add(recording.GILName)
	}
	run, err := spec.Parse(pairs, f.catalog, f.Limits(target))
	errs, _ := err.(spec.Errors)
	return run, errs
}

// parseWith makes a run of the fields with another value and target.
func (f *Form) parseWith(p spec.Param, value string, target recording.Target) (spec.Run, spec.Errors) {
	text := maps.Clone(f.text)
	text[p.Name] = value
	return f.parseAt(target, text)
}

// fill puts a link into the form, with what is wrong with it.
func (f *Form) fill(l Link) {
	f.scenario, f.target = l.Run.Scenario, l.Target
	f.params, _ = f.catalog.Params(f.scenario)
	f.text, f.errs = map[string]string{}, map[string]*spec.FieldError{}
	for _, name := range recording.CommonNames {
		f.text[name] = l.Run.Value(name)
	}
	for _, p := range f.params {
		f.text[p.Name] = fieldText(p, l.Run)
	}
	f.reject(l.Errs)
}

// reject shows errors at their fields. A field that has one keeps it.
func (f *Form) reject(errs spec.Errors) {
	for _, e := range errs {
		if f.errs[e.Field] == nil {
			f.errs[e.Field] = e
		}
	}
	f.changed()
}

// validate makes a run of the fields, or shows what is wrong with all of them; then ok is false.
func (f *Form) validate() (run spec.Run, ok bool) {
	run, errs := f.Parse()
	if why := f.target.Refusal(run.Scenario); len(errs) == 0 && why != "" {
		errs = spec.Errors{{Field: "placement", Value: f.target.Label(), Allowed: why}}
	}
	f.errs = map[string]*spec.FieldError{}
	f.reject(errs)
	return run, len(errs) == 0
}

// firstWrong returns the first field, in the form's order, that has an error.
func (f *Form) firstWrong() (name string, ok bool) {
	for _, p := range f.Fields() {
		if f.errs[p.Name] != nil {
			return p.Name, true
		}
	}
	return "", false
}

// typed takes what was typed into a field. A field that was found wrong is checked again with every key.
func (f *Form) typed(name, text string) {
	f.text[name] = text
	if f.errs[name] != nil {
		f.check(name)
	}
	f.changed()
}

// check shows what is wrong with one field and leaves the errors of the others as they are: a visitor is not told about
// a field before coming to it.
func (f *Form) check(name string) {
	_, errs := f.Parse()
	delete(f.errs, name)
	for _, e := range errs {
		if e.Field == name && f.errs[name] == nil {
			f.errs[name] = e
		}
	}
	f.changed()
}

// setTarget takes another target. Fields with an error are checked again, since a range may depend on the target.
func (f *Form) setTarget(t recording.Target) {
	f.target = t
	delete(f.errs, "placement")
	for name := range maps.Clone(f.errs) {
		f.check(name)
	}
	f.changed()
}
