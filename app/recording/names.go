package recording

import (
	"slices"
	"strings"

	"loopyard/app/format"
	"loopyard/engine/scenario/lesson"
	"loopyard/engine/spec"
)

// RunNames returns names for runs that are shown together, short and different from each other: their programs, targets,
// files and values as far as these differ among them, and their numbers where nothing else does.
func RunNames(runs []*Recording) []string {
	differ := func(of func(r *Recording) string) bool {
		return slices.ContainsFunc(runs, func(r *Recording) bool { return of(r) != of(runs[0]) })
	}
	programs := differ(func(r *Recording) string { return r.Spec.Scenario })
	targets := differ(func(r *Recording) string { return r.Target.ShortLabel() })
	values := differingValues(runs)
	names := make([]string, len(runs))
	for i, r := range runs {
		var parts []string
		if programs {
			parts = append(parts, lesson.Of(r.Spec.Scenario).Title)
		}
		texts := r.valueTexts(values)
		if targets || len(texts) == 0 && r.File == "" {
			parts = append(parts, r.Target.ShortLabel())
		}
		parts = append(parts, texts...)
		if r.File != "" {
			parts = append(parts, r.File)
		}
		names[i] = strings.Join(parts, " · ")
	}
	plain := slices.Clone(names)
	for i, name := range plain {
		if slices.Index(plain, name) != i || slices.Contains(plain[i+1:], name) {
			names[i] += " · run " + format.Count(int64(runs[i].Number))
		}
	}
	return names
}

// RunName returns the name of a run among others. If it is not one of them, it is that of its target.
func RunName(r *Recording, runs []*Recording) string {
	if i := slices.Index(runs, r); i >= 0 {
		return RunNames(runs)[i]
	}
	return r.Target.ShortLabel()
}

// Description describes a run in a list of others: its number, its target, its file, in what it differs from the others of
// the same program, and how long it took.
func (r *Recording) Description(runs []*Recording) string {
	same := slices.DeleteFunc(slices.Clone(runs), func(other *Recording) bool { return other.Spec.Scenario != r.Spec.Scenario })
	parts := []string{"run " + format.Count(int64(r.Number)), r.Target.ShortLabel()}
	if r.File != "" {
		parts = append(parts, r.File)
	}
	parts = append(parts, r.valueTexts(differingValues(same))...)
	return strings.Join(append(parts, format.FixedDuration(r.EndTime())), " · ")
}

// differingValues returns the names of the values in which runs of the same program differ, in the order of the form.
func differingValues(runs []*Recording) []string {
	var found []string
	for _, name := range spec.Names {
		if name == "scenario" || name == "placement" || name == "timeout" {
			continue
		}
		seen := map[string]string{}
		for _, r := range runs {
			value, has := r.value(name)
			before, known := seen[r.Spec.Scenario]
			if has && known && value != before {
				found = append(found, name)
				break
			}
			if has {
				seen[r.Spec.Scenario] = value
			}
		}
	}
	return found
}

// value returns a value of the run's spec. has is false if the run does not depend on it: a real run has no simulated
// machine.
func (r *Recording) value(name string) (value string, has bool) {
	value = r.Spec.Value(name)
	if slices.Contains(CommonNames, name) {
		return value, r.Virtual()
	}
	return value, slices.ContainsFunc(r.params(), func(p spec.Param) bool { return p.Name == name })
}

// valueTexts spells those of the named values that the run has.
func (r *Recording) valueTexts(names []string) (texts []string) {
	for _, name := range names {
		value, has := r.value(name)
		switch {
		case !has:
		case name == GILName && value == "true":
			texts = append(texts, "GIL")
		case name == GILName:
			texts = append(texts, "no GIL")
		case name == CoresParam.Name && value == "0":
			texts = append(texts, "unlimited cores")
		default:
			texts = append(texts, name+" "+value)
		}
	}
	return texts
}
