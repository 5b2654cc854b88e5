package host

import (
	"sync"
	"time"

	"loopyard/engine"
)

// opsPerMilli is how many operations one core does in a millisecond, measured once per process: the best of a few
// tries, since whatever else the machine does can only slow one down.
var opsPerMilli = sync.OnceValue(func() int64 {
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

// Compute does as many operations as take about d on a core that does perMilli of them in a millisecond, and asks now and
// then whether to go on. It never looks at a clock: two computations on one core take twice as long as one.
func (p *Program) Compute(d time.Duration, goOn func() bool) {
	const piece = 2 * time.Millisecond
	perMilli := p.OpsPerMilli()
	for d > 0 && goOn() {
		now := min(d, piece)
		operate(perMilli * int64(now) / int64(time.Millisecond))
		d -= now
	}
}

// operated keeps the compiler from leaving the operations out.
var operated uint64

// operate does n operations: steps of an xorshift generator, each of which needs the one before.
func operate(n int64) {
	x := uint64(88172645463325252)
	for ; n > 0; n-- {
		x ^= x << 13
		x ^= x >> 7
		x ^= x << 17
	}
	if x == 0 { // it never is, but the compiler can not know
		operated = x
	}
}
