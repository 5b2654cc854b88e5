package host

import (
	"sync"
	"sync/atomic"
	"time"

	"loopyard/engine"
)

// Compute does as many operations as take about d on one core, on the calling thread. It calls goOn every few
// milliseconds and ends early when goOn returns false. It never reads a clock: two computations that share one core take
// twice as long as one, as real computations do.
func (p *Program) Compute(d time.Duration, goOn func() bool) {
	const piece = 2 * time.Millisecond
	perMilli := p.OpsPerMilli()
	for d > 0 && goOn() {
		now := min(d, piece)
		operate(perMilli * int64(now) / int64(time.Millisecond))
		d -= now
	}
}

// OpsPerMilli returns how many operations stand for one millisecond of computing.
func (p *Program) OpsPerMilli() int64 {
	if p.Calibration > 0 {
		return p.Calibration
	}
	return measuredOpsPerMilli()
}

// measuredOpsPerMilli returns how many operations one core does in a millisecond. It measures that once per process and
// takes the best of a few tries, because anything else that the machine does can only make a try slower.
var measuredOpsPerMilli = sync.OnceValue(func() int64 {
	const tries, ops = 7, 1 << 20
	clock := engine.NewRealClock()
	best := int64(time.Hour)
	for range tries {
		began := clock.Now()
		operate(ops)
		best = min(best, max(clock.Now()-began, 1))
	}
	return ops * int64(time.Millisecond) / best
})

// operated is written so that the compiler does not leave the operations out.
var operated atomic.Uint64

// operate does n operations. Each is a step of an xorshift generator and needs the result of the one before it, so that
// a processor cannot do several at once.
func operate(n int64) {
	x := uint64(88172645463325252)
	for ; n > 0; n-- {
		x ^= x << 13
		x ^= x >> 7
		x ^= x << 17
	}
	if x == 0 { // never true, but the compiler cannot know that
		operated.Store(x)
	}
}
