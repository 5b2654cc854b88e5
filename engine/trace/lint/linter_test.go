package lint_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"loopyard/engine/session"
	"loopyard/engine/spec"
	"loopyard/engine/trace/lint"
	"loopyard/engine/trace/tracetest"
)

func TestLintingPieceByPieceFindsTheSame(t *testing.T) {
	s, r := tracetest.Parse(t, "loop-per-thread", spec.Virtual, spec.Pair{"loops", "20"}, spec.Pair{"iterations", "50"}, spec.Pair{"work", "120ms"}, spec.Pair{"cores", "3"})
	log := tracetest.Record(t, s, r, session.Options{})
	whole := lint.Run(log)
	require.NotEmpty(t, whole.List)

	c, pieces := lint.New(log), 1
	for ; !c.Continue(func() bool { return true }); pieces++ {
	}
	assert.Greater(t, pieces, log.Len()/1024+whole.Count[lint.NeverYielded])
	assert.Equal(t, whole, c.Findings())
}

// BenchmarkLintPiece is the longest that a page stands still while it looks for advice in a million events, if it asks
// after every piece.
func BenchmarkLintPiece(b *testing.B) {
	for name, log := range tracetest.Large {
		b.Run(name, func(b *testing.B) {
			log := log()
			var worst, all time.Duration
			for range b.N {
				c := lint.New(log)
				began := time.Now()
				for last := began; !c.Continue(func() bool { return true }); {
					now := time.Now()
					worst, last = max(worst, now.Sub(last)), now
				}
				all += time.Since(began)
			}
			b.ReportMetric(float64(worst.Microseconds()), "worst-µs")
			b.ReportMetric(float64(all.Milliseconds())/float64(b.N), "ms/log")
		})
	}
}
