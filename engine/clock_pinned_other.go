//go:build !linux

package engine

import "runtime"

// PinnedParker waits in real time for a thread that is locked to one of the operating system's. Here that is as a
// [RealParker] does it.
type PinnedParker struct{ *RealParker }

// NewPinnedParker locks the calling goroutine to its OS thread for good, so that the thread ends with it, and makes a
// parker for that thread. clock is a [RealClock].
func NewPinnedParker(clock Clock) *PinnedParker {
	if runtime.GOARCH != "wasm" {
		// WebAssembly has one thread, whose count of locks all goroutines share: a coroutine made at one count can
		// not be resumed at another.
		runtime.LockOSThread()
	}
	return &PinnedParker{NewRealParker(clock)}
}
