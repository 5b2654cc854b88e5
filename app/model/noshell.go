package model

import (
	"loopyard/app/recording"
	"loopyard/app/timeline"
)

// noShell is a browser that does nothing: natively, and before the page is mounted.
type NoShell struct{}

func (NoShell) Start(int, *recording.Recording) {}

func (NoShell) Stop(int) {}

func (NoShell) Probe() {}

func (NoShell) Pick() {}

func (NoShell) More(int) {}

func (NoShell) Wake() {}

func (NoShell) Link(string, bool) {}

func (NoShell) Focus(string) {}

func (NoShell) Copy(string, CopyOf) {}

func (NoShell) Theme(Theme) {}

func (NoShell) Stage(bool) {}

func (NoShell) Dialog(string) {}

func (NoShell) Palette() timeline.Palette { return timeline.Palette{} }

func (NoShell) SavePNG(string, *timeline.DisplayList, float64, float64) {}

func (NoShell) Put([]byte) {}

func (NoShell) Save(string) {}
