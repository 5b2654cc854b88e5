package text_test

import (
	"math"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"loopyard/engine/text"
)

func TestDigitsAreGroupedByThree(t *testing.T) {
	for n, want := range map[int64]string{0: "0", 999: "999", 1000: "1,000", 12345: "12,345", 123456: "123,456", 1234567: "1,234,567",
		-1: "-1", -999: "-999", -1000: "-1,000", -123456: "-123,456", math.MinInt64: "-9,223,372,036,854,775,808"} {
		assert.Equal(t, want, text.Grouped(n, ","))
	}
	assert.Equal(t, "1_000_000", text.Grouped(1_000_000, "_"))
}

func TestADurationEndsWithItsLastPartThatIsNotZero(t *testing.T) {
	for d, want := range map[time.Duration]string{0: "0s", 500 * time.Millisecond: "500ms", time.Minute: "1m", 90 * time.Second: "1m30s",
		24 * time.Hour: "24h", 90 * time.Minute: "1h30m", time.Hour + time.Second: "1h0m1s", 10 * time.Minute: "10m", -time.Hour: "-1h"} {
		assert.Equal(t, want, text.Duration(d))
	}
}

func TestAQuotedValueStaysShort(t *testing.T) {
	assert.Equal(t, `"a\nb"`, text.Quote("a\nb"))
	assert.Equal(t, `"`+strings.Repeat("x", 60)+`"`, text.Quote(strings.Repeat("x", 60)))
	assert.Equal(t, `"`+strings.Repeat("x", 60)+`…"`, text.Quote(strings.Repeat("x", 61)))
	assert.Equal(t, `"`+strings.Repeat("x", 59)+`…"`, text.Quote(strings.Repeat("x", 59)+"µµ"), "half a letter is dropped")
}
