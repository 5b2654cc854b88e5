package view

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestTheConsolesWindowHasTheLineAtTheCursorAndSeldomMoves(t *testing.T) {
	const all = 5000
	moves, before := 0, -1
	for i := range all + 1 {
		w := around(i, all, ConsoleRows, consoleStride)
		assert.LessOrEqual(t, w.From, max(0, i-1))
		assert.GreaterOrEqual(t, w.To, i)
		assert.LessOrEqual(t, w.To-w.From, ConsoleRows)
		if w.From != before {
			moves, before = moves+1, w.From
		}
	}
	assert.LessOrEqual(t, moves, all/consoleStride+1)
	assert.Equal(t, window{0, 7, 7}, around(3, 7, ConsoleRows, consoleStride))
}
