package timeline

// pictureHeight gives rows as much room as they need to be read well, and no less than they must have.
func ExportHeight(rows []Row) float64 {
	height := float64(AxisHeight + CursorLabelHeight)
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
	return min(height, MaxExportHeight)
}

// pictureWidth is how wide an exported picture is in CSS pixels; a PNG has two of the device's for each of them.
const (
	ExportWidth = 1280
	// tallestPicture bounds its height: browsers draw no canvas much above 16,000 pixels.
	MaxExportHeight = 7000
)
