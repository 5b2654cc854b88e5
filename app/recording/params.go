package recording

import "loopyard/engine/spec"

// The parameters that every scenario has: the seed, and the simulated machine of a run in virtual time.
var (
	SeedParam  = spec.Param{Name: "seed", Label: "Seed", Default: 1}
	CoresParam = spec.Param{Name: "cores", Label: "Cores", Max: spec.MaxCores}
)

// GILName is the name of the third of them, whether the simulated machine has a global interpreter lock. It is the one
// parameter that is on or off.
const GILName = "gil"

// CommonNames are the names of the parameters that every scenario has.
var CommonNames = []string{SeedParam.Name, CoresParam.Name, GILName}
