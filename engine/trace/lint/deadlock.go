package lint

import (
	"strconv"
	"strings"

	"loopyard/engine/trace"
)

// deadlock looks at a request to cancel. A loop whose thread cannot wait any more cancels its main task, and that request
// has no cause. It is a deadlock if the loop had nothing to run, no timer and no post then.
func (c *Linter) deadlock(id trace.EventID, e trace.Event) {
	if e.Cause != 0 || strings.HasPrefix(c.log.Trailer.Error, "stopped") {
		return
	}
	l, ok := c.log.StateAt(id - 1).Loop(e.Loop)
	if !ok || l.MainTask != e.Task || l.Step != 0 || l.Ready+l.Timers+l.Inbox > 0 {
		return
	}
	var names []string
	for _, w := range l.Waits(0) {
		names = append(names, c.log.TaskLabel(e.Loop, w.Task))
	}
	const most = 5
	if more := len(names) - most; more > 0 {
		names = append(names[:most], strconv.FormatInt(int64(more), 10)+" more")
	}
	c.add(Finding{Rule: Deadlock, Event: id - 1, Text: c.log.LoopLabel(e.Loop) + " has nothing to run and no timer, and no other thread can wake it. These tasks wait: " +
		strings.Join(names, ", ") + "."})
}
