//go:build !unix

package ingest

import (
	"errors"
	"os"
)

// tryLock has no way to tell a dead owner from a living one here.
func tryLock(*os.File) (bool, error) {
	return false, errors.ErrUnsupported
}
