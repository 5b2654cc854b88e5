package lint

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"loopyard/engine/trace"
)

// delayed is a task, a callback or a post that a step made late.
type delayed struct {
	who  string
	task trace.TaskID
	late int64
}

// inspect looks for what a long step or tick has delayed, and adds the finding.
func (c *Linter) inspect(s span) {
	all := c.delayedBy(s)
	kind, event := BlockedLoop, s.began
	switch {
	case s.tick && len(all) > 0:
		kind = SlowTick
	case s.tick:
		return
	case len(all) > 0:
	case s.took >= LongStep:
		kind = NeverYielded
	default:
		return
	}
	f := Finding{Rule: kind, Event: event}
	for _, p := range all {
		f.Delay += p.late
	}
	f.Text = c.holder(s) + " " + c.log.LoopLabel(s.loop) + " for " + time.Duration(s.took).String() + doing(s) + ". " + delays(all)
	c.add(f)
}

func (c *Linter) holder(s span) string {
	switch {
	case s.tick:
		return strconv.FormatInt(c.log.Event(s.began).Arg, 10) + " steps of one tick held"
	case s.task == 0:
		return "A callback held"
	}
	return c.log.TaskLabel(s.loop, s.task) + " held"
}

// doing returns what the step did most of the time, as a part of a sentence.
func doing(s span) string {
	switch {
	case s.blocked > s.took/2:
		return ", blocked"
	case s.work > s.took/2:
		return ", computing"
	}
	return ""
}

// delayedBy returns what was due while a step held the loop and had to wait for its end, the latest first.
func (c *Linter) delayedBy(s span) (all []delayed) {
	began, now := c.log.Event(s.began).At, c.log.Event(s.ended).At
	l, ok := c.log.StateAt(s.ended).Loop(s.loop)
	if !ok {
		return nil
	}
	pays := func(who string, task trace.TaskID, due int64) {
		if late := now - max(due, began); late >= NoticeableDelay && (task == 0 || task != s.task) {
			all = append(all, delayed{who, task, late})
		}
	}
	for _, t := range l.Overdue(now) {
		pays(c.named(s.loop, t.Task, "a callback"), t.Task, t.Due)
	}
	if !s.tick { // a task that is ready after a tick has usually had its turn in it
		for _, q := range l.Queue(0) {
			pays(c.named(s.loop, q.Task, "a callback"), q.Task, q.Due)
		}
	}
	for _, id := range l.InboxQueue() {
		pays("a post", 0, c.log.Event(id).At)
	}
	slices.SortStableFunc(all, func(a, b delayed) int { return cmp.Compare(b.late, a.late) })
	return all
}

func (c *Linter) named(loop trace.LoopID, t trace.TaskID, otherwise string) string {
	if t == 0 {
		return otherwise
	}
	return c.log.TaskLabel(loop, t)
}

// delays returns a sentence about what was delayed and by how much.
func delays(all []delayed) string {
	const most = 3
	if len(all) == 0 {
		return "Nothing else was due in that time."
	}
	var words []string
	for _, p := range all[:min(most, len(all))] {
		words = append(words, p.who+" ran "+time.Duration(p.late).String()+" late")
	}
	if more := len(all) - most; more > 0 {
		words = append(words, "and "+strconv.FormatInt(int64(more), 10)+" more ran late")
	}
	return strings.Join(words, ", ") + "."
}
