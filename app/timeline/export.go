package timeline

// pictureHeight gives rows as much room as they need to be read well, and no less than they must have.
func PictureHeight(rows []Row) float64 {
	height := float64(AxisHeight + PillHeight)
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
	return min(height, TallestPicture)
}

// pictureWidth is how wide an exported picture is in CSS pixels; a PNG has two of the device's for each of them.
const (
	PictureWidth = 1280
	// tallestPicture bounds its height: browsers draw no canvas much above 16,000 pixels.
	TallestPicture = 7000
)
