package osthread

import "syscall"

// osThreadID returns the operating system's number of the calling thread.
func osThreadID() int { return syscall.Gettid() }
