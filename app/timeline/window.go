package timeline

// rounded is the window with as many digits as can be seen of it.
func (w Window) Rounded() Window {
	unit := int64(1)
	for unit*10_000 <= w.To-w.From {
		unit *= 10
	}
	return Window{w.From / unit * unit, (w.To + unit - 1) / unit * unit}
}

// Window is the stretch of time that the timeline shows. The zero value is all of the run, however long it gets.
type Window struct{ From, To int64 }

// leastWindow is how far one can zoom in, in nanoseconds.
const MinWindow = 200
