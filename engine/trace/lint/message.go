package lint

import (
	"strings"

	"loopyard/engine/trace"
)

// messages are the error texts of asyncio, as package engine has them, by which mistakes are recognized.
var messages = []struct {
	lint    Rule
	words   string
	refused bool // the RunRefused is the finding; a task that then fails with this text adds nothing
}{
	{WrongThread, "Non-thread-safe operation invoked on an event loop other than the current one", false},
	{WrongLoop, "attached to a different loop", false},
	{ClosedLoop, "Event loop is closed", false},
	{ClosedLoop, "Runner is closed", true},
	{NestedRun, "cannot be called from a running event loop", true},
	{NeverAwaited, "was never awaited", false},
}

const neverRetrieved = "exception was never retrieved: "

// message looks at the error of a task that failed, or at what was reported.
func (c *Linter) message(id trace.EventID, e trace.Event) {
	text := c.log.EventText(e)
	if e.Kind == trace.TaskFailed {
		c.failed[text] = id
	} else if _, after, ok := strings.Cut(text, neverRetrieved); ok {
		who, failure, named := strings.Cut(after, ": ")
		moment := c.failed[failure]
		if !named || moment == 0 {
			who, failure, moment = "a future", after, id
		}
		c.add(Finding{Rule: NeverRetrieved, Event: moment, Text: "The failure of " + who + " was never looked at: " + failure})
		return
	}
	for _, s := range messages {
		if strings.Contains(text, s.words) {
			if s.refused && e.Kind != trace.RunRefused {
				return
			}
			c.add(Finding{Rule: s.lint, Event: id, Text: c.log.Where(e) + ": " + text})
			return
		}
	}
	if e.Kind == trace.Reported {
		c.add(Finding{Rule: Reported, Event: id, Text: c.log.Where(e) + ": " + text})
	}
}
