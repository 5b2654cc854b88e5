package page

// layout is where the timeline's rows are. All lengths are CSS pixels.
type layout struct {
	Width, Height float64
	Label         float64 // width of the lanes' labels
	Scroll        float64 // how far the rows are scrolled up
	Rows          []row
	Bottom        float64 // of the last row, unscrolled
}

// row is a lane's place: its card from Y, unscrolled, H high.
type row struct {
	Lane *Lane
	Y, H float64
}

const (
	axisHeight  = 26 // for the labels of the axis
	pillHeight  = 28 // for the cursor's time below the rows
	lowestRow   = 18
	highestRow  = 96
	threadRow   = 30 // a thread without a loop has little to show
	rightMargin = 16 // the last mark is a ring that has to fit
)

// layOut gives every lane a row. Rows get lower as they get more, down to a height that can still be read; then the
// region scrolls.
func layOut(lanes []*Lane, width, height, scroll float64) layout {
	l := layout{Width: width, Height: height, Label: labelWidth(width)}
	if len(lanes) == 0 {
		return l
	}
	threads := 0
	for _, lane := range lanes {
		if lane.Loop == 0 {
			threads++
		}
	}
	room := height - axisHeight - pillHeight
	pitch := room / float64(len(lanes))
	if loops := len(lanes) - threads; loops > 0 && pitch > threadRow {
		pitch = (room - threadRow*float64(threads)) / float64(loops)
	}
	pitch = min(max(float64(int(pitch)), lowestRow), highestRow)

	y := float64(axisHeight)
	for _, lane := range lanes {
		h := pitch
		if lane.Loop == 0 {
			h = min(h, threadRow)
		}
		l.Rows = append(l.Rows, row{lane, y, h - gap(h)})
		y += h
	}
	l.Bottom = y
	l.Scroll = min(max(scroll, 0), max(0, l.Bottom+pillHeight-height))
	return l
}

func gap(pitch float64) float64 {
	switch {
	case pitch >= 40:
		return 7
	case pitch >= 26:
		return 4
	}
	return 2
}

func labelWidth(width float64) float64 {
	switch {
	case width >= 720:
		return 118
	case width >= 480:
		return 100
	}
	return 68
}

// axis is the one for a window of time.
func (l layout) axis(from, to int64) axis {
	return axis{From: from, To: to, X: l.Label, Width: max(1, l.Width-l.Label-rightMargin)}
}

// foot is where the rows end on the screen.
func (l layout) foot() float64 { return min(l.Bottom-l.Scroll, l.Height-pillHeight) }

// Content is the height of everything, scrolled or not.
func (l layout) Content() float64 {
	if len(l.Rows) == 0 {
		return 0
	}
	return l.Bottom + pillHeight
}
