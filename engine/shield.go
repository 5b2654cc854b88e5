package engine

// Shield gives a future that ends as a does and whose cancellation does not reach a: a task that awaits it may be
// canceled, and a runs on.
func Shield[T any](a Awaitable[T]) *Future[T] {
	inner := a.base()
	outer := NewFuture[T](inner.loop)
	end := func() {
		v, err := a.Result() // seen, whoever still waits
		if outer.state == pending {
			outer.value = v
			outer.complete(inner.state, err, inner.cause)
		}
	}
	if inner.state != pending {
		end()
	} else {
		inner.tell(quiet(end))
	}
	return outer
}
