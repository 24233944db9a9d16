package pdftext

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"syscall"
)

// setLimits ties the child's hands before it reads a byte of a file. The
// address space has to hold the Go heap, PDFium's code and, when a guest's
// memory grows, two copies of it; it comes on top of what the Go runtime has
// reserved by now, 0.1 to 1.6 GB depending on its version and the machine.
func setLimits() error {
	reserved, _, ok := processMemory(os.Getpid())
	if !ok {
		reserved = 2 << 30
	}
	for _, l := range []struct {
		what  int
		name  string
		value uint64
	}{
		{syscall.RLIMIT_AS, "address space", uint64(reserved) + childAddressSpace},
		{syscall.RLIMIT_CPU, "processor time", childCPUSeconds},
		{syscall.RLIMIT_NOFILE, "open files", 64},
		{syscall.RLIMIT_CORE, "core dump", 0},
		{syscall.RLIMIT_FSIZE, "file size", 128 << 20}, // the compilation cache
	} {
		if err := lowerLimit(l.what, l.value); err != nil {
			return fmt.Errorf("limiting %s: %w", l.name, err)
		}
	}
	return nil
}

func lowerLimit(what int, value uint64) error {
	var old syscall.Rlimit
	if err := syscall.Getrlimit(what, &old); err != nil {
		return err
	}
	v := min(value, old.Max)
	return syscall.Setrlimit(what, &syscall.Rlimit{Cur: v, Max: v})
}

// thisProgram names the running program even when its file has been replaced
// by another version meanwhile, which might speak differently.
func thisProgram() (string, error) {
	const self = "/proc/self/exe"
	if _, err := os.Stat(self); err == nil {
		return self, nil
	}
	return os.Executable()
}

// ownGroup gives the child a process group of its own, to be killed whole.
func ownGroup(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} }

func killGroup(pid int) {
	// The group may be gone already.
	_ = syscall.Kill(-pid, syscall.SIGKILL)
}

// residentBytes is the memory a process holds now.
func residentBytes(pid int) (int64, bool) {
	_, resident, ok := processMemory(pid)
	return resident, ok
}

func processMemory(pid int) (size, resident int64, ok bool) {
	b, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/statm")
	if err != nil {
		return 0, 0, false
	}
	fields := bytes.Fields(b)
	if len(fields) < 2 {
		return 0, 0, false
	}
	size, err = strconv.ParseInt(string(fields[0]), 10, 64)
	resident, err2 := strconv.ParseInt(string(fields[1]), 10, 64)
	page := int64(os.Getpagesize())
	return size * page, resident * page, err == nil && err2 == nil
}

// processorSeconds is the time on the processor a process has had.
func processorSeconds(pid int) int64 {
	b, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/stat")
	if err != nil {
		return 0
	}
	// The name, in parentheses, may hold anything.
	fields := bytes.Fields(b[bytes.LastIndexByte(b, ')')+1:])
	if len(fields) < 13 {
		return 0
	}
	user, _ := strconv.ParseInt(string(fields[11]), 10, 64)
	system, _ := strconv.ParseInt(string(fields[12]), 10, 64)
	const ticks = 100 // a second, on every Linux
	return (user + system) / ticks
}
