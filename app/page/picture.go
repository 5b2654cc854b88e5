package page

// pictureWidth is how wide an exported picture is in CSS pixels; a PNG has two of the device's for each of them.
const (
	pictureWidth = 1280
	// tallestPicture bounds its height: browsers draw no canvas much above 16,000 pixels.
	tallestPicture = 7000
)

// ExportPicture offers the timeline as a file: the stretch of time and the rows that it shows, all of them, with the cursor.
func (y *Yard) ExportPicture(asSVG bool) {
	r := y.Shown
	if !y.CanExport() {
		return
	}
	lay := y.layOut(pictureWidth, pictureHeight(y.rows()), 0)
	lay.Height = min(lay.Content(), tallestPicture)
	a := lay.axis(y.Window())
	var p paint
	drawScene(&p, r, lay, a, y.Present(), y.pick)
	drawCursor(&p, lay, a, y.Cursor.At, y.scale().text(y.Cursor.At))
	name := "loopyard-" + r.Spec.Scenario + "-" + r.Place.key()
	if asSVG {
		y.StopExport()
		y.shell.put(p.svg(lay.Width, lay.Height, y.shell.palette(), y.Picture()))
		y.shell.save(name + ".svg")
		return
	}
	y.shell.savePNG(name+".png", &p, lay.Width, lay.Height)
}

// pictureHeight gives rows as much room as they need to be read well, and no less than they must have.
func pictureHeight(rows []row) float64 {
	height := float64(axisHeight + pillHeight)
	for _, r := range rows {
		switch {
		case r.Task != 0:
			height += taskRow
		case r.Lane.Loop == 0:
			height += threadRow
		default:
			height += 64
		}
	}
	return min(height, tallestPicture)
}
