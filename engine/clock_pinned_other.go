//go:build !linux

package engine

// PinnedParker waits in real time for a thread that is locked to one of the operating system's. Here that is as a
// [RealParker] does it.
type PinnedParker struct{ *RealParker }

// NewPinnedParker makes a parker for the calling thread. clock is a [RealClock].
func NewPinnedParker(clock Clock) *PinnedParker { return &PinnedParker{NewRealParker(clock)} }
