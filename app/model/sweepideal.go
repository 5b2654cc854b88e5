package model

import (
	"strconv"

	"loopyard/app/format"
	"loopyard/app/recording"
	"loopyard/engine/spec"
)

// The ideal of a value is the longer of two times: the longest chain of computing and sleeping in the program, and all of
// its computing divided by the number of cores. The chain is how long the program takes in virtual time with a core for
// every thread.

// Ideal is the least time that a program can take for a value of a sweep, on the simulated machine.
type Ideal struct {
	Wall        int64
	Parallelism float64
	Cores       int // that the computing is divided by; 0: as many as there are threads
}

// Ideal returns the ideal of a value; ok is false until the run that measures the chain is over.
func (s *Sweep) Ideal(value int64) (best Ideal, ok bool) {
	chain := s.Chain(value)
	if chain == nil || chain.State != recording.Ended {
		return Ideal{}, false
	}
	best = Ideal{Wall: chain.Wall, Cores: s.cores(value)}
	if best.Cores > 0 {
		best.Wall = max(best.Wall, (chain.Busy-chain.Blocked)/int64(best.Cores))
	}
	if best.Wall > 0 {
		best.Parallelism = float64(chain.Busy) / float64(best.Wall)
	}
	return best, true
}

// Chain returns the run that measures the longest chain of a value; nil if there is none.
func (s *Sweep) Chain(value int64) *Point {
	for _, p := range s.points {
		if p.Value != value {
			continue
		}
		want := p.Run
		want.Placement, want.Cores, want.GIL = spec.Virtual, 0, false
		for _, other := range s.points {
			if other.Run == want {
				return other
			}
		}
	}
	return nil
}

// cores returns the largest number of cores that a run of a value had; 0 if a run had as many as it wanted.
func (s *Sweep) cores(value int64) int {
	most := 0
	for _, p := range s.points {
		if p.Value != value || p.Ideal || !p.State.Over() {
			continue
		}
		if p.Cores == 0 {
			return 0
		}
		most = max(most, p.Cores)
	}
	return most
}

// IdealWords says what the ideal of the sweep is.
func (s *Sweep) IdealWords() string {
	shared := ", with a core for every thread"
	few := map[int]bool{}
	for _, value := range s.Values() {
		if best, ok := s.Ideal(value); ok {
			few[best.Cores] = true
		}
	}
	switch {
	case len(few) > 1:
		shared = "; or all its computing shared out over the cores, if that is longer"
	case !few[0]:
		for n := range few {
			shared = "; or all its computing shared out over " + format.Plural(int64(n), "core") + ", if that is longer"
		}
	}
	return "The ideal is the least time that the simulated machine needs: the longest chain of computing and sleeping in the program" + shared +
		". Threads that only sleep do so side by side, so that more of them make it no longer."
}

// ValueText returns a value as the form shows it.
func (s *Sweep) ValueText(value int64) string {
	if s.of.Time {
		return format.Duration(value)
	}
	return strconv.FormatInt(value, 10)
}
