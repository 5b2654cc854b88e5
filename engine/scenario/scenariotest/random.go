package scenariotest

import (
	"math/rand/v2"
	"strconv"
	"time"

	"loopyard/engine/scenario"
	"loopyard/engine/spec"
)

// Random returns the random spec with this number: the same number always yields the same spec. Every second time is a
// multiple of a round one, so that many timers are due at the same moment.
func Random(number uint64) spec.Run {
	dice := rand.New(rand.NewPCG(number, 0))
	s := scenario.All[dice.IntN(len(scenario.All))]
	pairs := []spec.Pair{{"scenario", s.ID}, {"seed", strconv.FormatUint(uint64(dice.Uint32()), 10)}, {"cores", strconv.Itoa(dice.IntN(5))},
		{"gil", strconv.FormatBool(dice.IntN(4) == 0)}}
	for _, p := range s.Params {
		value := strconv.Itoa(1 + dice.IntN(1+dice.IntN(30)))
		switch {
		case p.Time:
			value = duration(dice, p.Name).String()
		case p.Choices != nil:
			value = p.Choices[dice.IntN(len(p.Choices))]
		}
		pairs = append(pairs, spec.Pair{p.Name, value})
	}
	r, err := spec.Parse(pairs, scenario.Catalog{}, spec.CLILimits())
	if err != nil {
		panic(err)
	}
	return r
}

func duration(dice *rand.Rand, name string) time.Duration {
	longest := 168 * time.Hour
	if name == "work" || name == "block" {
		longest = 300 * time.Millisecond // a slice of 5 ms is two events
	}
	switch dice.IntN(5) {
	case 0:
		return 0
	case 1:
		return time.Duration(dice.IntN(100)) * 5 * time.Millisecond
	case 2:
		return time.Duration(dice.IntN(20)) * time.Millisecond
	case 3:
		return time.Duration(dice.Int64N(int64(50 * time.Millisecond)))
	}
	return time.Duration(dice.Int64N(int64(longest)))
}
