package trace_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"

	"loopyard/engine/trace"
)

func TestParseKindReadsEveryName(t *testing.T) {
	for n := range 256 {
		k, ok := trace.ParseKind(trace.Kind(n).String())
		assert.True(t, ok, trace.Kind(n))
		assert.Equal(t, trace.Kind(n), k)
	}
	for _, name := range []string{"", "taskready", "Kind", "Kind(", "Kind(1)", "Kind(256)", "Kind(-1)", "Kind(077)", "Kind(77"} {
		_, ok := trace.ParseKind(name)
		assert.False(t, ok, name)
	}
}

func TestParseArgIsTheWayBackFromArgWord(t *testing.T) {
	words := 0
	for n := range 256 {
		k := trace.Kind(n)
		for arg := int64(-1); arg < 20; arg++ {
			word, ok := k.ArgWord(arg)
			if !ok {
				continue
			}
			words++
			back, ok := k.ParseArg(word)
			assert.True(t, ok, word)
			assert.Equal(t, arg, back)
		}
		_, ok := k.ArgWord(math.MaxInt64)
		assert.False(t, ok)
		for _, word := range []string{"", "0", "Reason(9)"} {
			_, ok := k.ParseArg(word)
			assert.False(t, ok, word)
		}
	}
	assert.Equal(t, 2*7+6, words, "the reasons of two kinds and the outcomes of one")
}

func TestTextTableNumbersAsARecorderDoes(t *testing.T) {
	texts := []string{"", "a", "b", "a", "", "c", "b"}
	rec := trace.NewRecorder(stopped{}, 0)
	var table trace.Interner
	var strings []string
	for _, text := range texts {
		rec.EmitText(trace.Event{Kind: trace.Printed}, text)
	}
	batch, _ := rec.Take()
	for i, text := range texts {
		n, fresh := table.Intern(text)
		assert.EqualValues(t, batch.Events[i].Arg, n, text)
		if fresh {
			strings = append(strings, text)
		}
	}
	assert.Equal(t, batch.Strings, strings)
}

type stopped struct{}

func (stopped) Now() int64 { return 0 }
