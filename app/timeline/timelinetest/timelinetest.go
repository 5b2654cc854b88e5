package timelinetest

import (
	"encoding/binary"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"loopyard/app/timeline"
)

// Drawn counts what is on a list, by op, and makes sure that it can be drawn.
func Drawn(t *testing.T, p *timeline.DisplayList) map[int]int {
	t.Helper()
	require.Zero(t, len(p.Data)%28)
	ops := map[int]int{}
	depth := 0
	for i := 0; i < len(p.Data); i += 28 {
		var v [7]float64
		for k := range v {
			v[k] = float64(math.Float32frombits(binary.LittleEndian.Uint32(p.Data[i+4*k:])))
			require.False(t, math.IsNaN(v[k]) || math.IsInf(v[k], 0))
		}
		op := int(v[0])
		ops[op]++
		switch op {
		case timeline.OpRect, timeline.OpRoundRect, timeline.OpCard, timeline.OpReady, timeline.OpBlocked:
			assert.GreaterOrEqual(t, v[5], 0.0, "width")
			assert.GreaterOrEqual(t, v[6], 0.0, "height")
		case timeline.OpText:
			require.Less(t, int(v[5]), len(p.Texts))
		case timeline.OpClip:
			depth++
		case timeline.OpUnclip:
			depth--
		}
	}
	assert.Zero(t, depth)
	return ops
}
