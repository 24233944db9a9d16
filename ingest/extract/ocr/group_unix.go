//go:build unix

package ocr

import (
	"os/exec"
	"syscall"
)

// ownGroup gives the child a process group of its own, to be killed whole.
func ownGroup(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} }

func killGroup(pid int) {
	// The group may be gone already.
	_ = syscall.Kill(-pid, syscall.SIGKILL)
}
