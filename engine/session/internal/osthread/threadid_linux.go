package osthread

import "syscall"

// osThreadID is the operating system's number for the calling thread.
func osThreadID() int { return syscall.Gettid() }
