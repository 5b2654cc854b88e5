//go:build !linux

package osthread

// osThreadID is zero where the operating system's number can not be had without cgo.
func osThreadID() int { return 0 }
