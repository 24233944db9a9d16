//go:build !unix

package pdftext

import (
	"os"
	"os/exec"
)

// setLimits has nothing to set here: the guest's memory limit, Go's own limits
// and the deadlines are all there is.
func setLimits() error { return nil }

func thisProgram() (string, error) { return os.Executable() }

func ownGroup(*exec.Cmd) {}

func killGroup(pid int) {
	if p, err := os.FindProcess(pid); err == nil {
		_ = p.Kill()
	}
}

func residentBytes(int) (int64, bool) { return 0, false }

func processorSeconds(int) int64 { return 0 }
