package engine

// Shield returns a future that ends as a does and whose cancellation does not reach a: a task that awaits the future may be
// canceled while a runs on.
func Shield[T any](a Awaitable[T]) *Future[T] {
	inner := a.base()
	s := &shield[T]{inner: a, outer: NewFuture[T](inner.loop)}
	if inner.state != pending {
		s.end()
	} else {
		s.outer.addWaiter(leaveShield{s})
		inner.addWaiter(s)
	}
	return s.outer
}

// shield waits for the inner future, to complete the outer one.
type shield[T any] struct {
	inner Awaitable[T]
	outer *Future[T]
}

func (s *shield[T]) futureDone(f *fut) { f.loop.soon(s.end) }

func (s *shield[T]) gone() bool { return s.outer.state != pending }

func (s *shield[T]) end() {
	if s.gone() {
		return // a's failure stays unretrieved here
	}
	v, err := s.inner.Result()
	s.outer.value = v
	f := s.inner.base()
	s.outer.complete(f.state, err, f.cause)
	if s.outer.state == done && err != nil {
		s.outer.loop.trackFailure(&s.outer.fut, "Future exception was never retrieved")
	}
}

func (s *shield[T]) leaveInner() { s.inner.base().leave(s) }

// leaveShield waits for the outer future of a shield: if it is canceled, the shield leaves the inner one.
type leaveShield struct{ shield interface{ leaveInner() } }

func (w leaveShield) futureDone(*fut) { w.shield.leaveInner() }
