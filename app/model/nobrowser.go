package model

import (
	"loopyard/app/recording"
	"loopyard/app/timeline"
)

// NoBrowser is a browser that does nothing: natively, and before the page is mounted.
type NoBrowser struct{}

func (NoBrowser) RequestFrame()                                           {}
func (NoBrowser) Start(int, *recording.Recording)                         {}
func (NoBrowser) Stop(int)                                                {}
func (NoBrowser) PickFile()                                               {}
func (NoBrowser) ReadMore(int)                                            {}
func (NoBrowser) Probe()                                                  {}
func (NoBrowser) SetFragment(string, bool)                                {}
func (NoBrowser) SetTheme(Theme)                                          {}
func (NoBrowser) SetFullScreen(bool)                                      {}
func (NoBrowser) Focus(string)                                            {}
func (NoBrowser) OpenDialog(string)                                       {}
func (NoBrowser) Copy(string, Copied)                                     {}
func (NoBrowser) Put([]byte)                                              {}
func (NoBrowser) Save(string)                                             {}
func (NoBrowser) SavePNG(string, *timeline.DisplayList, float64, float64) {}
func (NoBrowser) Palette() timeline.Palette                               { return timeline.Palette{} }
