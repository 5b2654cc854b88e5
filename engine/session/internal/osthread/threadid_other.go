//go:build !linux

package osthread

// osThreadID returns zero: here the operating system's number of a thread needs cgo.
func osThreadID() int { return 0 }
