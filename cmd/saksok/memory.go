package main

import (
	"math"
	"os"
	"runtime/debug"
	"strconv"
	"strings"
)

// cgroupLimit is where Linux says how much memory a container or a unit may use.
const cgroupLimit = "/sys/fs/cgroup/memory.max"

// limitMemory has the garbage collector work harder near the end of the memory
// the process may use, where it is given one and GOMEMLIMIT does not say: nine
// tenths, since what is mapped of the index and the PDF engine is not the heap's.
func limitMemory() {
	if os.Getenv("GOMEMLIMIT") != "" {
		return
	}
	b, err := os.ReadFile(cgroupLimit)
	if err != nil {
		return // no such limits on this machine
	}
	if n := memoryLimit(string(b)); n < math.MaxInt64 {
		debug.SetMemoryLimit(n)
	}
}

// memoryLimit reads "536870912" or "max".
func memoryLimit(s string) int64 {
	n, err := strconv.ParseInt(strings.TrimSpace(s), 10, 64)
	if err != nil || n <= 0 {
		return math.MaxInt64
	}
	return n / 10 * 9
}
