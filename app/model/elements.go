package model

// idShortcuts is the sheet of keys.
const IdShortcuts = "shortcuts"

// idRuns is the list's own.
const IdRuns = "runs-of-visit"

// idSweep is the dialog.
const IdSweep = "sweep"

// Ids of the elements that the painter looks for.
const (
	IdView   = "timeline-view"
	IdSpace  = "timeline-space"
	IdLanes  = "timeline-lanes"
	IdCursor = "timeline-cursor"
	IdMap    = "timeline-map"
	IdTip    = "timeline-tip"
	IdSaid   = "timeline-said"
)

// The scrubber counts in thousandths of the run. Its position is set by the painter, with every frame.
const (
	IdMoment  = "moment"
	Scrubbing = 1000
)
