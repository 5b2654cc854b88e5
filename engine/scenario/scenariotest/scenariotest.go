// Package scenariotest has runs of all scenarios that are short enough for tests.
package scenariotest

import (
	"slices"

	"loopyard/engine/scenario"
	"loopyard/engine/spec"
)

// Shorter is the factor by which the durations of a short run are shorter than the defaults.
const Shorter = 20

// Runs returns a short run of each variant of a scenario that makes sense in a placement. more has further values; those
// that the scenario does not have are ignored.
func Runs(s scenario.Scenario, at spec.Placement, more ...spec.Pair) (all []spec.Run) {
	pairs := []spec.Pair{{"scenario", s.ID}, {"placement", string(at)}}
	variants := []spec.Pair{{"seed", "1"}} // the default
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

// excepted reports whether the placement is the only thing that is wrong with a run.
func excepted(err error) bool {
	errs, ok := err.(spec.Errors)
	return ok && len(errs) == 1 && errs[0].Field == "placement"
}

// Slower returns a short run with durations as long as the defaults. On a busy machine short durations may end in the wrong
// order; then only the slower run counts.
func Slower(r spec.Run) spec.Run {
	r.Sleep, r.Work, r.Block = Shorter*r.Sleep, Shorter*r.Work, Shorter*r.Block
	return r
}

// Races reports whether the output of a run depends on which thread is faster, so that two runs in real time may differ.
func Races(r spec.Run) bool { return r.Scenario == "race" && r.Variant == spec.Wrong }

// Open reports whether the steps of the tasks depend on which thread is faster. With short durations those of an executor
// do too.
func Open(r spec.Run) bool { return r.Scenario == "race" || r.Scenario == "executor" }
