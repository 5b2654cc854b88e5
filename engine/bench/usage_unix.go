//go:build unix

package bench

import (
	"bytes"
	"os"
	"strconv"
	"syscall"
)

// cpu returns the processor time that this process has used, in nanoseconds.
func cpu() int64 {
	var u syscall.Rusage
	syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	return u.Utime.Nano() + u.Stime.Nano()
}

// peakKB returns the largest amount of memory that this process has had, in KiB.
func peakKB() int64 {
	var u syscall.Rusage
	syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	return int64(u.Maxrss)
}

// residentKB returns the memory that this process has now, in KiB, or 0 if the system does not report it.
func residentKB() int64 {
	text, err := os.ReadFile("/proc/self/statm")
	if fields := bytes.Fields(text); err == nil && len(fields) > 1 {
		pages, _ := strconv.ParseInt(string(fields[1]), 10, 64)
		return pages * int64(os.Getpagesize()) / 1024
	}
	return 0
}
