package model

import "loopyard/app/timeline"

// still is what the canvases will show, as markup: for a page whose program does not run yet.
func (y *Model) Still() string {
	return timeline.Prerender(y.Shown, y.LayOut, y.Window(), y.Present(), y.Cursor.At, y.Scale().Text(y.Cursor.At))
}

// stillMap is the same of the minimap.
func (y *Model) StillMap() string {
	return timeline.PrerenderMinimap(y.Shown, y.Extent(), y.Window(), y.Present(), y.Cursor.At)
}
