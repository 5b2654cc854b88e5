package model

import (
	"loopyard/app/recording"
	"loopyard/engine/scenario"
	"loopyard/engine/spec"
)

// Opening is what an address without a link asks for, not run yet.
func Opening() *recording.Recording {
	l := ReadLink("", scenario.Catalog{}, func(recording.Target) spec.Limits { return spec.PageLimits() })
	return recording.NewRecording(l.Run, l.Target)
}
