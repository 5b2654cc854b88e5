package recording

import "loopyard/engine/spec"

// What every scenario has: the seed, and the simulated machine of a virtual run.
var (
	SeedParam  = spec.Param{Name: "seed", Label: "Seed", Default: 1}
	CoresParam = spec.Param{Name: "cores", Label: "Cores", Max: spec.MaxCores}
)

// gilName is the name of the one field that is a checkbox.
const GILName = "gil"

// common are the names of what every scenario has.
var CommonNames = []string{SeedParam.Name, CoresParam.Name, GILName}
