//go:build !unix

package bench

// Where the system does not tell, a process has used nothing.
func cpu() int64        { return 0 }
func peakKB() int64     { return 0 }
func residentKB() int64 { return 0 }
