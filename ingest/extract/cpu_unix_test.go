//go:build unix

package extract_test

import (
	"syscall"
	"time"
)

// cpuTime is the processor time this process has had, and the children that
// have ended.
func cpuTime() (self, children time.Duration) {
	return usage(syscall.RUSAGE_SELF), usage(syscall.RUSAGE_CHILDREN)
}

func usage(who int) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(who, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
