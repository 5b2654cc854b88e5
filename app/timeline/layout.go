package timeline

import (
	"slices"
	"sort"

	"loopyard/app/recording"
	"loopyard/app/recording/rows"
	"loopyard/engine/trace"
)

// Layout is where the rows of the timeline are.
type Layout struct {
	Width, Height float64
	LabelWidth    float64 // width of the lanes' labels
	Scroll        float64 // how far the rows are scrolled up
	Rows          []Row
	Strips        []Strip // the runs, if there are several
	Bottom        float64 // of the last row, unscrolled

	index *rowIndex // nil: there are few rows
}

// rowIndex finds rows by what they are. It is made when it is first needed, since few pictures need it.
type rowIndex struct{ at map[Selection]int }

// Row is a loop, a thread or a task in the picture. Its background begins at Top, before scrolling, and is Height high.
type Row struct {
	Rec         *recording.Recording
	Lane        *recording.Lane
	Activity    *rows.Activity
	Task        trace.TaskID // zero: the lane itself
	Expandable  bool         // it has tasks that can be shown or hidden
	Expanded    bool         // they are shown
	Top, Height float64
}

// Selection names a row: that of a loop, of a thread without loops, or of a task. The zero value names none.
type Selection struct {
	Loop   trace.LoopID
	Thread trace.ThreadID
	Task   trace.TaskID
}

// Selection returns what names the row.
func (r Row) Selection() Selection {
	return Selection{Loop: r.Lane.Loop, Thread: r.Lane.Thread, Task: r.Task}
}

// Track returns what the row was doing over time.
func (r Row) Track() *rows.Track {
	if t := r.Activity.Tasks.Track(r.Task); t != nil {
		return t
	}
	return &r.Activity.Track
}

// Heights of the parts of the timeline, in CSS pixels.
const (
	AxisHeight        = 26 // for the labels of the axis
	CursorLabelHeight = 28 // for the cursor's time below the rows
	LowestRow         = 18
	highestRow        = 96
	threadRow         = 30 // a thread without a loop has little to show
	taskRow           = 18
	crowdedRow        = 15 // a task among hundreds
	rightMargin       = 16 // the last mark is a ring that has to fit
)

// NewLayout gives every row of a recording its place. expanded says which loops the visitor expanded or collapsed. More rows
// are lower, down to a height that can still be read; then the region scrolls.
func NewLayout(r *recording.Recording, expanded map[trace.LoopID]bool, width, height, scroll float64) Layout {
	l := Layout{Width: width, Height: height, LabelWidth: labelWidth(width), index: &rowIndex{}}
	lanes := r.Lanes()
	if len(lanes) == 0 {
		return l
	}
	open, tasks, threads := ExpandedLanes(r, lanes, expanded), 0, 0
	for i, lane := range lanes {
		if open[i] {
			tasks += r.Activity(lane).Tasks.Len()
		}
		if lane.Loop == 0 {
			threads++
		}
	}
	each := float64(crowdedRow)
	if tasks <= 200 {
		spare := height - AxisHeight - CursorLabelHeight - threadRow*float64(threads) - 76*float64(len(lanes)-threads)
		each = min(max(spare/float64(max(1, tasks)), taskRow), 26)
	}
	room := height - AxisHeight - CursorLabelHeight - each*float64(tasks)
	pitch := room / float64(len(lanes))
	if loops := len(lanes) - threads; loops > 0 && pitch > threadRow {
		pitch = (room - threadRow*float64(threads)) / float64(loops)
	}
	least := float64(LowestRow)
	if tasks > 0 {
		least = threadRow // a heading over its tasks
	}
	l.place(r, lanes, open, min(max(float64(int(pitch)), least), highestRow), each)
	l.Scroll = min(max(scroll, 0), max(0, l.Bottom+CursorLabelHeight-height))
	return l
}

func (l *Layout) place(r *recording.Recording, lanes []*recording.Lane, open []bool, pitch, each float64) {
	y := float64(AxisHeight)
	for i, lane := range lanes {
		h := pitch
		if lane.Loop == 0 {
			h = min(h, threadRow)
		}
		of := r.Activity(lane)
		l.Rows = append(l.Rows, Row{Rec: r, Lane: lane, Activity: of, Expandable: of.Tasks.Len() > 1, Expanded: open[i], Top: y, Height: h - gap(h)})
		y += h
		if !open[i] {
			continue
		}
		for t := range of.Tasks.Len() {
			l.Rows = append(l.Rows, Row{Rec: r, Lane: lane, Activity: of, Task: trace.TaskID(t + 1), Top: y, Height: each - 2})
			y += each
		}
		y += 4
	}
	l.Bottom = y
}

// ExpandedLanes reports for each lane whether it shows its tasks: if the visitor expanded it or, as long as the visitor did
// not say, if the run is so small that there is room.
func ExpandedLanes(r *recording.Recording, lanes []*recording.Lane, expanded map[trace.LoopID]bool) []bool {
	all := 0
	for _, lane := range lanes {
		all += r.Activity(lane).Tasks.Len()
	}
	small := len(lanes) <= 3 && all <= 12 && (r.Virtual() || r.State().Over())
	open := make([]bool, len(lanes))
	for i, lane := range lanes {
		yes, said := expanded[lane.Loop]
		open[i] = r.Activity(lane).Tasks.Len() > 1 && (yes || small && !said)
	}
	return open
}

// VisibleRows returns the rows that are not scrolled out of sight.
func (l Layout) VisibleRows() []Row {
	top, bottom := l.Scroll, l.Scroll+l.Height
	from := sort.Search(len(l.Rows), func(i int) bool { return l.Rows[i].Top+l.Rows[i].Height > top })
	to := sort.Search(len(l.Rows), func(i int) bool { return l.Rows[i].Top >= bottom })
	return l.Rows[from:max(from, to)]
}

// RowAt returns the index of the row at a vertical position of the screen, or -1 if there is none.
func (l Layout) RowAt(y float64) int {
	y += l.Scroll
	i := sort.Search(len(l.Rows), func(i int) bool { return l.Rows[i].Top+l.Rows[i].Height > y })
	if i == len(l.Rows) || l.Rows[i].Top > y+4 {
		return -1
	}
	return i
}

// FindRow returns the index of a row of a recording, or -1 if it is not shown.
func (l Layout) FindRow(rec *recording.Recording, p Selection) int {
	if l.index == nil {
		return slices.IndexFunc(l.Rows, func(r Row) bool { return r.Rec == rec && r.Selection() == p })
	}
	if l.index.at == nil {
		l.index.at = make(map[Selection]int, len(l.Rows))
		for i, r := range l.Rows {
			l.index.at[r.Selection()] = i
		}
	}
	if i, shown := l.index.at[p]; shown && l.Rows[i].Rec == rec {
		return i
	}
	return -1
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

// Axis returns the axis for a window of time.
func (l Layout) Axis(w Window) Axis {
	return Axis{From: w.From, To: w.To, Left: l.LabelWidth, Width: max(1, l.Width-l.LabelWidth-rightMargin)}
}

// RowsBottom returns where the rows end on the screen.
func (l Layout) RowsBottom() float64 { return min(l.Bottom-l.Scroll, l.Height-CursorLabelHeight) }

// empty reports whether there is nothing to draw.
func (l Layout) empty() bool { return len(l.Rows) == 0 && len(l.Strips) == 0 }

// ContentHeight returns the height of everything, including what is scrolled out of sight.
func (l Layout) ContentHeight() float64 {
	if l.empty() {
		return 0
	}
	return l.Bottom + CursorLabelHeight
}
