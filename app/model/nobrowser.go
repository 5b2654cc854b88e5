package model

import (
	"loopyard/app/recording"
	"loopyard/app/timeline"
)

// NoBrowser is a browser that does nothing: natively, and before the page is mounted.
type NoBrowser struct{}

// RequestFrame does nothing.
func (NoBrowser) RequestFrame() {}

// Start does nothing.
func (NoBrowser) Start(int, *recording.Recording) {}

// Stop does nothing.
func (NoBrowser) Stop(int) {}

// PickFile does nothing.
func (NoBrowser) PickFile() {}

// ReadMore does nothing.
func (NoBrowser) ReadMore(int) {}

// Probe does nothing.
func (NoBrowser) Probe() {}

// SetFragment does nothing.
func (NoBrowser) SetFragment(string, bool) {}

// SetTheme does nothing.
func (NoBrowser) SetTheme(Theme) {}

// SetFullScreen does nothing.
func (NoBrowser) SetFullScreen(bool) {}

// Focus does nothing.
func (NoBrowser) Focus(string) {}

// OpenDialog does nothing.
func (NoBrowser) OpenDialog(string) {}

// Copy does nothing.
func (NoBrowser) Copy(string, Copied) {}

// Put does nothing.
func (NoBrowser) Put([]byte) {}

// Save does nothing.
func (NoBrowser) Save(string) {}

// SavePNG does nothing.
func (NoBrowser) SavePNG(string, *timeline.DisplayList, float64, float64) {}

// Palette returns no colors.
func (NoBrowser) Palette() timeline.Palette { return timeline.Palette{} }
