package engine

// Shield returns a future that ends as a does and whose cancellation does not reach a: a task that awaits the future may be
// canceled while a runs on.
func Shield[T any](a Awaitable[T]) *Future[T] {
	inner := a.base()
	s := &shield[T]{inner: a}
	s.outer.loop = inner.loop
	if inner.state != pending {
		s.end()
		return &s.outer
	}
	inner.addWaiter(s)
	s.outer.addWaiter(s)
	return &s.outer
}

// shield waits for both futures of a Shield, and passes on how the inner one ends. If the outer one is canceled first, the
// inner one, which may run for long, forgets the shield.
type shield[T any] struct {
	outer Future[T]
	inner Awaitable[T]
}

func (s *shield[T]) futureDone(f *fut) {
	if f == &s.outer.fut {
		s.inner.base().leave(s)
	} else {
		f.loop.soon(s.end)
	}
}

func (s *shield[T]) gone() bool { return s.outer.state != pending }

func (s *shield[T]) end() {
	if s.gone() { // the error of the inner one stays unretrieved here
		return
	}
	inner := s.inner.base()
	v, err := s.inner.Result()
	s.outer.value = v
	s.outer.complete(inner.state, err, inner.cause)
	if s.outer.state == done && err != nil {
		s.outer.loop.trackFailure(&s.outer.fut, "Future exception was never retrieved")
	}
}
