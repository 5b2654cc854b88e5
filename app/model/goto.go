package model

import (
	"loopyard/app/recording"
	"loopyard/engine/trace"
)

// Goto moves the cursor to the moment of an event, right after it.
func (y *Model) Goto(id trace.EventID) {
	if y.Shown == nil || id == 0 || int(id) > y.Shown.Len() {
		return
	}
	y.Seek(recording.Cursor{N: int(id), At: y.Shown.EventTime(id)})
}
