package ocr

import (
	"fmt"

	"golang.org/x/sys/unix"
)

// limit bounds the child's memory and processor time. It is set from outside
// while the child still waits for its picture.
func limit(pid int) error {
	for _, l := range []struct {
		what  int
		name  string
		value uint64
	}{
		{unix.RLIMIT_AS, "address space", addressSpace},
		{unix.RLIMIT_CPU, "processor time", cpuSeconds},
		{unix.RLIMIT_FSIZE, "file size", 0}, // it has nothing to write
		{unix.RLIMIT_CORE, "core dump", 0},
	} {
		err := unix.Prlimit(pid, l.what, &unix.Rlimit{Cur: l.value, Max: l.value}, nil)
		if err != nil && err != unix.ESRCH { // ESRCH: it has ended already
			return fmt.Errorf("%s: %w", l.name, err)
		}
	}
	return nil
}
