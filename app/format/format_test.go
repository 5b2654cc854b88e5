package format

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

const ms = int64(time.Millisecond)

func TestLengthsAndMomentsAreSpelledForPeople(t *testing.T) {
	for ns, want := range map[int64]string{
		0: "0", 450: "450 ns", 71_300: "71.3 µs", 999_999: "1000 µs", 22 * ms: "22 ms", 1_780_000: "1.78 ms", 99 * ms: "99 ms",
		284 * ms: "0.284 s", 500 * ms: "0.5 s", 486 * ms: "0.486 s", 2000 * ms: "2 s", 59_960 * ms: "60 s", int64(90 * time.Second): "1m30s",
		int64(168 * time.Hour): "168h", -22 * ms: "-22 ms", 500*ms + 40_000: "0.5 s",
	} {
		assert.Equal(t, want, Duration(ns))
	}
	assert.Equal(t, "1.582 s", ScaleOf(3240*ms).Text(1582*ms))
	assert.Equal(t, "12.345 ms", ScaleOf(20*ms).Text(12_345_000))
	assert.Equal(t, "0.071 µs", ScaleOf(900).Text(71))
	assert.Equal(t, "0.000 s", ScaleOf(0).Text(0))
	assert.Equal(t, "1,234,567", Count(1_234_567))
	assert.Equal(t, "1 loop", Plural(1, "loop"))
	assert.Equal(t, "<1%", Percent(1, 1000))
}

func TestTheColorOfALoopFollowsItsNumber(t *testing.T) {
	assert.Equal(t, 3, LoopHue("Loop3", 9))
	assert.Equal(t, 3, LoopHue("Loop8", 0))
	assert.Equal(t, 4, LoopHue("", 4))
	assert.Equal(t, 0, LoopHue("Loop99999999999999999990", 2)%hues)
	assert.Equal(t, "hue-2", HueClass(2))
	assert.Equal(t, "hue-none", HueClass(NoHue))
}
