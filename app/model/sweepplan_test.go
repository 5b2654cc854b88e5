package model

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

func TestValuesAreSpreadEvenlyAndCanBeSpelled(t *testing.T) {
	const ms = int64(time.Millisecond)
	assert.Equal(t, []int64{1, 2, 3, 4}, sweepValues(1, 4, 4, false))
	assert.Equal(t, []int64{1, 2, 3}, sweepValues(1, 3, 9, false), "a whole number comes once")
	assert.Equal(t, []int64{1, 500, 999}, sweepValues(1, 999, 3, false))
	assert.Equal(t, []int64{1, 10, 100, 1000, 10_000, 100_000, 1_000_000}, sweepValues(1, 1_000_000, 7, false), "a wide range by factors")
	assert.Equal(t, []int64{5, 32, 200, 1300, 8000}, sweepValues(5, 8000, 5, false))
	assert.Equal(t, []int64{1, 2, 3, 4, 6, 10, 16, 25, 40, 63, 100, 160, 250, 400, 630, 1000}, sweepValues(1, 1000, 16, false))
	assert.Equal(t, []int64{0, 333 * ms, 667 * ms, 1000 * ms}, sweepValues(0, 1000*ms, 4, true))
}
