package model

import "loopyard/app/recording"

// fellOver tells whether what is shown is a run of this browser's that did not end well: the next one may.
func (y *Model) FellOver() bool {
	return y.Shown != nil && y.Shown.Target.RealTimeInBrowser() && (y.Shown.State() == recording.Failed || y.Shown.State() == recording.Broken)
}
