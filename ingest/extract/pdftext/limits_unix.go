//go:build unix && !linux

package pdftext

import (
	"os"
	"os/exec"
	"syscall"
)

// setLimits does what the system allows; an address space limit is not kept
// everywhere, so the guest's memory limit and the deadlines do the rest.
func setLimits() error {
	for what, value := range map[int]uint64{syscall.RLIMIT_CPU: childCPUSeconds, syscall.RLIMIT_CORE: 0} {
		if err := syscall.Setrlimit(what, &syscall.Rlimit{Cur: value, Max: value}); err != nil {
			return err
		}
	}
	return nil
}

func thisProgram() (string, error) { return os.Executable() }

func ownGroup(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} }

func killGroup(pid int) { _ = syscall.Kill(-pid, syscall.SIGKILL) }

func residentBytes(int) (int64, bool) { return 0, false }

func processorSeconds(int) int64 { return 0 }
