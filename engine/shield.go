package engine

// Shield returns a future that ends as a does and whose cancellation does not reach a: a task that awaits the future may be
// canceled while a runs on.
func Shield[T any](a Awaitable[T]) *Future[T] {
	inner := a.base()
	outer := NewFuture[T](inner.loop)
	end := func() {
		if outer.state == pending { // if not, a's failure stays unretrieved here
			v, err := a.Result()
			outer.value = v
			outer.complete(inner.state, err, inner.cause)
			if outer.state == done && err != nil {
				outer.loop.trackFailure(&outer.fut, "Future exception was never retrieved")
			}
		}
	}
	if inner.state != pending {
		end()
	} else {
		inner.addWaiter(quiet(end))
	}
	return outer
}
