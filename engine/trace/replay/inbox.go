package replay

import "loopyard/engine/trace"

// inboxes is where posts wait that no loop has received yet. A post names its loop, which may not be made yet.
type inboxes struct {
	named map[string]*loopIndex // of each name the loop that was made last; nil: nothing was posted yet
}

// posted takes a PostSent. It is a fact, unless its loop is closed.
func (x *index) posted(l *Log, id trace.EventID, e trace.Event) {
	if x.named == nil {
		x.named = map[string]*loopIndex{}
		for _, loop := range x.loops {
			x.name(l, loop)
		}
	}
	if to := x.named[l.EventText(e)]; to == nil || to.closed == 0 {
		x.begin(id)
	}
}

// name takes a loop into account.
func (x *inboxes) name(l *Log, loop *loopIndex) {
	if x.named == nil {
		return // most runs post nothing, and may have a million loops
	}
	name := l.Text(loop.name)
	if other := x.named[name]; other == nil || other.created < loop.created {
		x.named[name] = loop
	}
}

// receiver is the loop that a PostSent goes to; zero if there is none yet.
func (x *index) receiver(l *Log, id trace.EventID) trace.LoopID {
	if end := x.endOf.get(id); end != 0 {
		return l.Event(end).Loop // received it, or closed before it did
	}
	if to := x.named[l.EventText(l.Event(id))]; to != nil {
		return to.id
	}
	return 0
}
