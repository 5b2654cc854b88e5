package compare

// YieldEvery is how many events a comparison looks at between two calls of [Rules.Yield].
const YieldEvery = 1024

// yielder calls Rules.Yield from time to time. Once that has returned false, next returns false for good: every loop of the
// comparison ends, and the comparison with it.
type yielder struct {
	yield   func() bool // nil: the comparison is never interrupted
	n       int
	stopped bool
}

// next counts one event and reports whether to go on.
func (y *yielder) next() bool {
	if y.yield == nil {
		return true
	}
	if y.n++; y.n >= YieldEvery && !y.stopped {
		y.n = 0
		y.stopped = !y.yield()
	}
	return !y.stopped
}
