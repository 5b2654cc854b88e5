package replay

import "loopyard/engine/trace"

// inboxes finds the loop that a post goes to. A PostSent has the name of the loop and not its id, since the loop may be
// created later, or by a thread of another worker.
type inboxes struct {
	named map[string]*loopIndex // the latest loop of each name; nil until the first post
}

// addPost takes a PostSent. It begins an interval, unless its loop is closed.
func (x *index) addPost(l *Log, id trace.EventID, e trace.Event) {
	if x.named == nil {
		x.named = map[string]*loopIndex{}
		for _, loop := range x.loops {
			x.name(l, loop)
		}
	}
	if to := x.named[l.EventText(e)]; to == nil || to.closed == 0 {
		x.open(id)
	}
}

// name makes a loop known by its name. Nothing is kept until the first post: most runs post nothing, and they may have a
// million loops.
func (x *inboxes) name(l *Log, loop *loopIndex) {
	if x.named == nil {
		return
	}
	name := l.Text(loop.name)
	if other := x.named[name]; other == nil || other.created < loop.created {
		x.named[name] = loop
	}
}

// receiver returns the loop that a PostSent goes to, and zero if it does not exist yet.
func (x *index) receiver(l *Log, id trace.EventID) trace.LoopID {
	if end := x.endOf(id); end != 0 {
		return l.Event(end).Loop // that loop received it, or closed before it did
	}
	if to := x.named[l.EventText(l.Event(id))]; to != nil {
		return to.id
	}
	return 0
}
