package ingest

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// ErrInUse is what taking the lock of a data folder gives when another process
// has it; the error in full is an [*InUseError].
var ErrInUse = errors.New("data folder is in use")

// InUseError says who has the data folder.
type InUseError struct {
	Data  string
	PID   int       // 0: it did not say
	Since time.Time // zero: it did not say
}

// Error is the one line the operator sees.
func (e *InUseError) Error() string {
	if e.PID == 0 {
		return fmt.Sprintf("data folder %s is in use by another process", e.Data)
	}
	return fmt.Sprintf("data folder %s is in use by process %d since %s", e.Data, e.PID, e.Since.Format(time.RFC3339))
}

// Is makes errors.Is(err, ErrInUse) true.
func (e *InUseError) Is(target error) bool { return target == ErrInUse }

// Lock is the right to write to a data folder. The operating system takes it
// back when the process ends, however it ends, so a killed process leaves no
// stale lock; the file itself stays.
type Lock struct{ file *os.File }

const lockName = "lock"

// LockData takes the data folder, creating it where needed. It must be taken
// before the index is opened: a second opener of the index would wait without a
// word.
func LockData(data string) (*Lock, error) {
	if err := os.MkdirAll(data, 0o750); err != nil {
		return nil, fmt.Errorf("create data folder: %w", err)
	}
	path := filepath.Join(data, lockName)
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o640)
	if err != nil {
		return nil, fmt.Errorf("lock data folder: %w", err)
	}
	free, err := tryLock(f)
	if err != nil {
		return nil, fmt.Errorf("lock data folder %s: %w", data, errors.Join(err, f.Close()))
	}
	if !free {
		e := &InUseError{Data: data}
		e.PID, e.Since = holder(path)
		return nil, errors.Join(e, f.Close())
	}
	note := fmt.Sprintf("%d %s\n", os.Getpid(), time.Now().UTC().Format(time.RFC3339))
	if err := errors.Join(f.Truncate(0), writeAt(f, note)); err != nil {
		return nil, fmt.Errorf("lock data folder %s: %w", data, errors.Join(err, f.Close()))
	}
	return &Lock{f}, nil
}

// Release gives the data folder back.
func (l *Lock) Release() error { return l.file.Close() }

func writeAt(f *os.File, s string) error {
	_, err := f.WriteAt([]byte(s), 0)
	return err
}

// holder reads who wrote the lock file; it may have been read half written.
func holder(path string) (int, time.Time) {
	b, err := os.ReadFile(path)
	if err != nil {
		return 0, time.Time{}
	}
	var pid int
	var since string
	if _, err := fmt.Sscan(strings.TrimSpace(string(b)), &pid, &since); err != nil {
		return 0, time.Time{}
	}
	t, err := time.Parse(time.RFC3339, since)
	if err != nil {
		return 0, time.Time{}
	}
	return pid, t
}
