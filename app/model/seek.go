package model

import "loopyard/app/recording"

func (y *Model) Span() int64 {
	if y.Shown == nil {
		return 0
	}
	return y.Shown.EndTime()
}

// SeekPart moves the cursor to a part of the whole, from 0 to 1.
func (y *Model) SeekPart(part float64) { y.SeekTime(int64(part*float64(y.Span()) + .5)) }

// SeekTime moves the cursor to a time.
func (y *Model) SeekTime(at int64) {
	if y.Shown == nil {
		return
	}
	if at <= 0 && y.Span() > 0 {
		y.Seek(recording.Cursor{})
		return
	}
	y.Seek(y.Shown.CursorAt(at))
}

// Part is where the cursor is, from 0 to 1.
func (y *Model) Part() float64 {
	if span := y.Span(); span > 0 {
		return float64(y.Cursor.At) / float64(span)
	}
	if y.Shown != nil && y.Follow {
		return 1
	}
	return 0
}
