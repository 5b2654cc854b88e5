package cli

import (
	"fmt"
	"slices"

	"loopyard/engine/parity"
	"loopyard/engine/scenario"
	"loopyard/engine/spec"
	"loopyard/engine/spec/specjson"
)

func scenarioIDs() []string { return scenario.Catalog{}.IDs() }

// spec returns the run that the flags describe. Values without a flag are those of the first file.
func (p *parityCommand) spec(id string, files []*parity.File) (spec.Run, error) {
	pairs := slices.Concat([]spec.Pair{{"scenario", id}}, p.given)
	s, known := scenario.Find(id)
	if known && len(files) > 0 && files[0].Spec.Scenario == id {
		for _, pair := range files[0].Spec.Pairs(s.Params) {
			given := slices.ContainsFunc(pairs, func(p spec.Pair) bool { return p[0] == pair[0] })
			if !given && pair[0] != "timeout" { // a timeout does not belong to the program
				pairs = append(pairs, pair)
			}
		}
	}
	run, err := spec.Parse(pairs, scenario.Catalog{}, p.limits)
	if err != nil {
		return run, valueError(err, scenarioIDs())
	}
	for _, f := range files {
		if err := contradiction(run, f, s.Params); err != nil {
			return run, err
		}
	}
	return run, nil
}

// contradiction returns an error if a file was recorded with values other than those of the run. The placement may differ,
// and in real time the simulated machine too.
func contradiction(r spec.Run, f *parity.File, params []spec.Param) error {
	if f.Spec.Scenario != r.Scenario {
		return fmt.Errorf("--with: %s is a run of %s, not of %s", f.Path, f.Spec.Scenario, r.Scenario)
	}
	names := make([]string, 0, len(params)+3)
	for _, param := range params {
		names = append(names, param.Name)
	}
	if r.Placement == spec.Virtual && f.Spec.Placement == spec.Virtual {
		names = append(names, "cores", "gil", "seed")
	}
	for _, name := range names {
		if mine, its := r.Value(name), f.Spec.Value(name); mine != its {
			return fmt.Errorf("--%s: got %q, but %s was recorded with %s", name, mine, f.Path, its)
		}
	}
	return nil
}

// specJSON returns names and values with the types that their JSON has.
func specJSON(pairs [][2]string) map[string]any {
	all := map[string]any{}
	for _, pair := range pairs {
		all[pair[0]] = specjson.Value(pair[0], pair[1])
	}
	return all
}
