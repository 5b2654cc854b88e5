package recording

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"loopyard/engine/trace"
	"loopyard/engine/trace/lint"
)

func TestAdviceIsGroupedByRuleTheMostSevereFirst(t *testing.T) {
	f := func(rule lint.Rule, e trace.EventID) lint.Finding {
		return lint.Finding{Rule: rule, Event: e, Times: 1}
	}
	items := adviceItems(lint.Findings{
		List:  []lint.Finding{f(lint.FreshLoops, 1), f(lint.BlockedLoop, 2), f(lint.WrongThread, 3), f(lint.BlockedLoop, 4)},
		Count: map[lint.Rule]int{lint.FreshLoops: 1, lint.BlockedLoop: 7, lint.WrongThread: 1},
	})
	require.Len(t, items, 3)
	assert.Equal(t, []lint.Rule{lint.WrongThread, lint.BlockedLoop, lint.FreshLoops}, []lint.Rule{items[0].Rule, items[1].Rule, items[2].Rule})
	assert.Equal(t, 7, items[1].Count)
	assert.Len(t, items[1].Findings, 2)
}
