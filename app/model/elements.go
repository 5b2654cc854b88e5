package model

// Ids of the elements that app/view makes and that the browser, or a button, looks for.
const (
	IDShortcuts = "shortcuts"     // the sheet of keys
	IDRuns      = "runs-of-visit" // the list of runs
	IDSweep     = "sweep"         // the dialog of a sweep

	IDView   = "timeline-view"
	IDSpace  = "timeline-space"
	IDLanes  = "timeline-lanes"
	IDCursor = "timeline-cursor"
	IDMap    = "timeline-map"
	IDTip    = "timeline-tip"
	IDSaid   = "timeline-said"

	// IDMoment is the scrubber. It counts in parts of the run; its position is set with every frame.
	IDMoment    = "moment"
	MomentParts = 1000
)
