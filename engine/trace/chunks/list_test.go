package chunks_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"loopyard/engine/trace/chunks"
)

func TestAListHoldsWhatWasAppended(t *testing.T) {
	var l chunks.List[int]
	assert.Zero(t, l.Len())
	assert.Empty(t, l.From(0))
	const n = 3*chunks.Size + 5
	for i := range n {
		l.Append(i)
		require.Equal(t, i, *l.Last())
	}
	assert.Equal(t, n, l.Len())
	for i := range n {
		require.Equal(t, i, *l.At(i))
	}
	*l.At(chunks.Size) = -1
	assert.Equal(t, -1, *l.At(chunks.Size))
}

func TestFromGoesThroughAllChunks(t *testing.T) {
	var l chunks.List[int]
	const n, begin = 2*chunks.Size + 7, 100
	for i := range n {
		l.Append(i)
	}
	next := begin
	for next < n {
		items := l.From(next)
		require.NotEmpty(t, items)
		for _, v := range items {
			require.Equal(t, next, v)
			next++
		}
	}
	assert.Equal(t, n, next)
	assert.Empty(t, l.From(n))
}

func TestAppendingToALongListMovesNothing(t *testing.T) {
	var l chunks.List[int]
	for i := range chunks.Size {
		l.Append(i)
	}
	p := l.At(7)
	for i := range 2 * chunks.Size {
		l.Append(i)
	}
	assert.Same(t, p, l.At(7))
}
