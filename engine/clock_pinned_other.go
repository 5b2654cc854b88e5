//go:build !linux

package engine

import "runtime"

// PinnedParker is a [Parker] in real time for a goroutine that is locked to its OS thread. Make one with
// [NewPinnedParker]. On this system it waits as a [RealParker] does.
type PinnedParker struct{ *RealParker }

// NewPinnedParker locks the calling goroutine to its OS thread for good and returns a parker for it. It never unlocks the
// goroutine, so that the thread ends with the goroutine. clock must run in real time.
func NewPinnedParker(clock Clock) *PinnedParker {
	if runtime.GOARCH != "wasm" {
		// WebAssembly has one thread, and all goroutines share its count of locks. The runtime refuses to resume a
		// coroutine that was made at another count, so that a lock here would break every other loop's coroutines.
		runtime.LockOSThread()
	}
	return &PinnedParker{NewRealParker(clock)}
}
