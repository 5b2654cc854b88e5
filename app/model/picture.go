package model

import "loopyard/app/timeline"

// ExportPicture offers the timeline as a file: the stretch of time and the rows that it shows, all of them, with the cursor.
func (y *Model) ExportPicture(asSVG bool) {
	r := y.Shown
	if !y.CanExport() {
		return
	}
	lay := y.LayOut(timeline.ExportWidth, timeline.ExportHeight(y.Rows()), 0)
	lay.Height = min(lay.ContentHeight(), timeline.MaxExportHeight)
	a := lay.Axis(y.Window())
	var p timeline.DisplayList
	timeline.Draw(&p, r, lay, a, y.Present(), y.Pick)
	timeline.DrawCursor(&p, lay, a, y.Cursor.At, y.Scale().Text(y.Cursor.At))
	name := "loopyard-" + r.Spec.Scenario + "-" + r.Target.Key()
	if asSVG {
		y.StopExport()
		y.Shell.Put(p.SVG(lay.Width, lay.Height, y.Shell.Palette(), y.Picture()))
		y.Shell.Save(name + ".svg")
		return
	}
	y.Shell.SavePNG(name+".png", &p, lay.Width, lay.Height)
}
