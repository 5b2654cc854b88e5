package timeline

// ExportHeight returns the height of an exported picture that gives the rows enough room to be read well.
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

const (
	// ExportWidth is the width of an exported picture. A PNG has two pixels for each of these.
	ExportWidth = 1280
	// MaxExportHeight limits its height: browsers draw no canvas that is much higher than 16,000 pixels.
	MaxExportHeight = 7000
)
