// Package failpoint answers "what if the power went here?". A stage of the
// pipeline that must survive a crash calls [Hit] with its name; the crash tests
// start a process with SAKSOK_FAILPOINT=name:n and that process kills itself
// without warning at the n-th pass. Without the variable a Hit is one branch.
package failpoint

import (
	"os"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
)

// Env is the variable that arms a failpoint: "name:n", n counting from 1.
const Env = "SAKSOK_FAILPOINT"

// The stages that can be cut off, in the order a document passes them.
const (
	Listed       = "listed"        // the source's listing is complete
	TempWritten  = "temp_written"  // a temporary file has its bytes, not yet synced
	TempSynced   = "temp_synced"   // the same, synced
	Renamed      = "renamed"       // the file has its final name, the folder is not yet synced
	Stored       = "stored"        // the ledger knows the original
	TryStarted   = "try_started"   // the ledger knows an extraction began
	Extracted    = "extracted"     // the extractor returned, nothing is stored
	ExtractSaved = "extract_saved" // the extraction is stored
	BeforeBatch  = "before_batch"  // a batch is about to go to the sink
	AfterBatch   = "after_batch"   // the sink has it, the ledger does not know
	Acknowledged = "acknowledged"  // the ledger knows
)

// Stages lists every failpoint.
func Stages() []string {
	return []string{Listed, TempWritten, TempSynced, Renamed, Stored, TryStarted,
		Extracted, ExtractSaved, BeforeBatch, AfterBatch, Acknowledged}
}

type armed struct {
	name string
	left atomic.Int64
}

var setting = sync.OnceValue(func() *armed {
	name, count, ok := strings.Cut(os.Getenv(Env), ":")
	n, err := strconv.ParseInt(count, 10, 64)
	if !ok || err != nil || n < 1 {
		return nil
	}
	a := &armed{name: name}
	a.left.Store(n)
	return a
})

// Hit ends the process at once if the named failpoint is armed and this is its
// n-th pass. No deferred function runs and no buffer is flushed.
func Hit(name string) {
	a := setting()
	if a == nil || a.name != name || a.left.Add(-1) != 0 {
		return
	}
	self, err := os.FindProcess(os.Getpid())
	if err == nil {
		_ = self.Kill() // SIGKILL where there are signals
	}
	select {} // the signal arrives on its own time; go no further
}
