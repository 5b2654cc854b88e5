package model

// tableRev is the cursor's count while the timeline is a table: only then the cursor changes what it shows.
func (y *Model) TableRev() int {
	if y.View.Table {
		return y.Revs.Cursor
	}
	return 0
}
