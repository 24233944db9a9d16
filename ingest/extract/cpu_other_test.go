//go:build !unix

package extract_test

import "time"

// cpuTime is not known here.
func cpuTime() (self, children time.Duration) { return 0, 0 }
