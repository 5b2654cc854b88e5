package model

import (
	"loopyard/app/recording"
	"loopyard/engine/scenario/lesson"
	"loopyard/engine/spec"
	"slices"
)

// linkToPreset is the link of a preset of the scenario in the form: where the form has it run, or where the preset says.
func (y *Model) LinkToPreset(p lesson.Preset) string {
	pairs, place := p.Pairs(), y.Form.Target
	if i := slices.IndexFunc(pairs, func(p spec.Pair) bool { return p[0] == "placement" }); i >= 0 {
		place = recording.TargetOf(spec.Placement(pairs[i][1]), false)
		pairs = slices.Delete(pairs, i, i+1)
	}
	return y.linkWith(y.Form.Scenario, place, pairs)
}
