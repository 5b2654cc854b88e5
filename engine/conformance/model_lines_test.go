package conformance

import (
	"slices"

	"loopyard/engine"
)

// What tasks of the model wait in line for: locks, the queue, each other.

// join waits in a line. It tells whether the task was served, even if it was canceled after that.
func (m *model) join(t *mtask, line *[]*mfuture, on func(served bool, err error)) {
	f := &mfuture{}
	*line = append(*line, f)
	m.await(t, f, func() bool { return m.cancelFuture(f) }, func(err error) {
		*line = slices.DeleteFunc(*line, func(x *mfuture) bool { return x == f })
		on(f.over && !f.canceled, err)
	})
}

// serve wakes n of a line, those who were woken or canceled not counted.
func (m *model) serve(line []*mfuture, n int) {
	for _, f := range slices.Clone(line) {
		if n > 0 && !f.over {
			n--
			m.complete(f, nil)
		}
	}
}

func (m *model) lock(t *mtask, k *mlock, on func(err error)) {
	if !k.held && !slices.ContainsFunc(k.line, func(f *mfuture) bool { return !f.canceled }) {
		k.held = true
		on(nil)
		return
	}
	m.join(t, &k.line, func(_ bool, err error) {
		if err == nil {
			k.held = true
		} else if !k.held {
			m.next(k)
		}
		on(err)
	})
}

func (m *model) next(k *mlock) {
	if len(k.line) > 0 && !k.line[0].over {
		m.complete(k.line[0], nil)
	}
}

func (m *model) unlock(k *mlock) error {
	if !k.held {
		return engine.ErrNotAcquired
	}
	k.held = false
	m.next(k)
	return nil
}

func (m *model) put(t *mtask, v int, on func(err error)) {
	if len(m.queue) < queueRoom {
		m.queue = append(m.queue, v)
		m.serve(m.getters, 1)
		on(nil)
		return
	}
	m.join(t, &m.putters, func(served bool, err error) {
		if err == nil {
			m.put(t, v, on)
			return
		}
		if served && len(m.queue) < queueRoom {
			m.serve(m.putters, 1)
		}
		on(err)
	})
}

func (m *model) get(t *mtask, on func(what any, err error)) {
	if len(m.queue) > 0 {
		v := m.queue[0]
		m.queue = m.queue[1:]
		m.serve(m.putters, 1)
		on(v, nil)
		return
	}
	m.join(t, &m.getters, func(served bool, err error) {
		if err == nil {
			m.get(t, on)
			return
		}
		if served && len(m.queue) > 0 {
			m.serve(m.getters, 1)
		}
		on(nil, err)
	})
}

func (m *model) gather(t *mtask, all []*mtask, on func(err error)) {
	f := &mfuture{}
	left, decided, asked := len(all), false, false
	end := func(err error) {
		if err == nil && asked {
			err = engine.ErrCanceled
		}
		m.complete(f, err)
	}
	count := func(o *mtask, end func(err error)) {
		left--
		if !decided && (o.future.err != nil || left == 0) {
			decided = true
			end(o.future.err)
		}
	}
	for _, o := range all {
		if !o.future.over {
			o.future.tell = append(o.future.tell, func() { count(o, func(err error) { m.soon(func() { end(err) }) }) })
		}
	}
	for _, o := range all {
		if o.future.over {
			count(o, end)
		}
	}
	cancelAll := func() bool {
		for _, o := range all {
			asked = m.cancel(o) || asked
		}
		return asked
	}
	m.await(t, f, cancelAll, on)
}
