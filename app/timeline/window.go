package timeline

// Rounded returns the window without the digits that cannot be seen, so that a link to it is short.
func (w Window) Rounded() Window {
	unit := int64(1)
	for unit*10_000 <= w.To-w.From {
		unit *= 10
	}
	return Window{w.From / unit * unit, (w.To + unit - 1) / unit * unit}
}

// Window is the stretch of time that the timeline shows. The zero value is the whole run, however long it becomes.
type Window struct{ From, To int64 }

// MinWindow is the least length of a window.
const MinWindow = 200
