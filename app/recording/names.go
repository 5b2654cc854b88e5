package recording

import (
	"slices"
	"strings"

	"loopyard/app/format"
	"loopyard/engine/scenario/lesson"
	"loopyard/engine/spec"
)

// runNames tells runs apart in as few words as will do: by their programs, places, files and values as far as these differ
// among them, and where nothing does by their numbers.
func RunNames(runs []*Recording) []string {
	differ := func(of func(r *Recording) string) bool {
		return slices.ContainsFunc(runs, func(r *Recording) bool { return of(r) != of(runs[0]) })
	}
	programs := differ(func(r *Recording) string { return r.Spec.Scenario })
	places := differ(func(r *Recording) string { return r.Target.ShortLabel() })
	values := differing(runs)
	all := make([]string, len(runs))
	for i, r := range runs {
		var parts []string
		if programs {
			parts = append(parts, lesson.Of(r.Spec.Scenario).Title)
		}
		if said := r.values(values); places || len(said) == 0 && r.File == "" {
			parts = append(append(parts, r.Target.ShortLabel()), said...)
		} else {
			parts = append(parts, said...)
		}
		if r.File != "" {
			parts = append(parts, r.File)
		}
		all[i] = strings.Join(parts, " · ")
	}
	plain := slices.Clone(all)
	for i, name := range plain {
		if slices.Index(plain, name) != i || slices.Contains(plain[i+1:], name) {
			all[i] += " · run " + format.Count(int64(runs[i].Number))
		}
	}
	return all
}

// differing lists the names of the values in which runs of one program differ, in the order of the form.
func differing(runs []*Recording) []string {
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

// value gives a value that the run depends on; has is false for one that it does not: a real run has no simulated
// machine.
func (r *Recording) value(name string) (value string, has bool) {
	value = r.Spec.Value(name)
	if slices.Contains(CommonNames, name) {
		return value, r.Virtual()
	}
	return value, slices.ContainsFunc(r.params(), func(p spec.Param) bool { return p.Name == name })
}

// values spells those of the values that the run has.
func (r *Recording) values(names []string) (said []string) {
	for _, name := range names {
		value, has := r.value(name)
		switch {
		case !has:
		case name == GILName && value == "true":
			said = append(said, "GIL")
		case name == GILName:
			said = append(said, "no GIL")
		case name == CoresParam.Name && value == "0":
			said = append(said, "any cores")
		default:
			said = append(said, name+" "+value)
		}
	}
	return said
}

// nameOf names a run among those of a list.
func RunName(r *Recording, runs []*Recording) string {
	if i := slices.Index(runs, r); i >= 0 {
		return RunNames(runs)[i]
	}
	return r.Target.ShortLabel()
}

// said tells a run apart from the others of a list.
func (r *Recording) Description(runs []*Recording) string {
	same := slices.DeleteFunc(slices.Clone(runs), func(other *Recording) bool { return other.Spec.Scenario != r.Spec.Scenario })
	text := "run " + format.Count(int64(r.Number)) + " · " + r.Target.ShortLabel()
	if r.File != "" {
		text += " · " + r.File
	}
	for _, value := range r.values(differing(same)) {
		text += " · " + value
	}
	return text + " · " + format.FixedDuration(r.EndTime())
}
