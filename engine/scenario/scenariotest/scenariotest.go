// Package scenariotest has the catalogue's programs small enough for tests to run all of them.
package scenariotest

import (
	"slices"

	"loopyard/engine/scenario"
	"loopyard/engine/spec"
)

// Shorter is how many times shorter than their defaults the times of a small run are.
const Shorter = 20

// Runs gives a small run of each variant of a scenario that makes sense in a placement. Its times are short, and more
// says what else is to be other than the defaults, as far as the scenario has it.
func Runs(s scenario.Scenario, at spec.Placement, more ...spec.Pair) (all []spec.Run) {
	pairs := []spec.Pair{{"scenario", s.ID}, {"placement", string(at)}}
	variants := []spec.Pair{{"seed", "1"}} // which is the default
	for _, p := range s.Params {
		given := slices.IndexFunc(more, func(pair spec.Pair) bool { return pair[0] == p.Name })
		switch {
		case given >= 0:
			pairs = append(pairs, more[given])
		case p.Time:
			pairs = append(pairs, spec.Pair{p.Name, p.Text(p.Default / Shorter)})
		case p.Choices != nil:
			variants = nil
			for _, choice := range p.Choices {
				variants = append(variants, spec.Pair{p.Name, choice})
			}
		}
	}
	for _, v := range variants {
		r, err := spec.Parse(append(slices.Clone(pairs), v), scenario.Catalog{}, spec.CLILimits())
		if excepted(err) {
			continue
		}
		if err != nil {
			panic(err)
		}
		all = append(all, r)
	}
	return all
}

// excepted tells whether all that is wrong with a run is where it is to run.
func excepted(err error) bool {
	errs, ok := err.(spec.Errors)
	return ok && len(errs) == 1 && errs[0].Field == "placement"
}

// Slower is the same run with times as long as the defaults. On a busy machine short times may come in another order than
// they should; then only a slower run counts.
func Slower(r spec.Run) spec.Run {
	r.Sleep, r.Work, r.Block = Shorter*r.Sleep, Shorter*r.Work, Shorter*r.Block
	return r
}

// Races tells whether what a run prints depends on who is quicker, so that no two runs in real time need agree.
func Races(r spec.Run) bool { return r.Scenario == "race" && r.Variant == spec.Wrong }

// Open tells the same of what its tasks do: of times as short as here, who is quicker is open in an executor too.
func Open(r spec.Run) bool { return r.Scenario == "race" || r.Scenario == "executor" }
