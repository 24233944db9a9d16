package ingest_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"saksok"
	"saksok/ingest"
	"saksok/ingest/ledger"
)

// A killer in the folder is tried three times at most, however often the clock
// ticks, and the others are unaffected.
func TestPoisonIsTriedThreeTimes(t *testing.T) {
	b := newBench(t)
	files := map[string]string{}
	for i := range 15 {
		files[fmt.Sprintf("good %d.pdf", i)] = document(fmt.Sprint("page Sak ", i))
	}
	killers := map[string]int{
		document("fail timeout"): 3, document("fail engine_died"): 3, document("panic"): 3, document("fail damaged"): 1, document("fail encrypted"): 1,
	}
	for body := range killers {
		files[string(hashOf(body))+".pdf"] = body
	}
	b.put(files)
	for range 100 {
		b.run()
		b.now = b.now.Add(15 * time.Minute)
	}
	for body, want := range killers {
		if got := b.reader.calls[hashOf(body)]; got != want {
			t.Errorf("%q was tried %d times, want %d", body, got, want)
		}
	}
	if got := b.reader.total(); got != 15+3+3+3+1+1 {
		t.Errorf("%d extractions in 100 runs", got)
	}
	// Another extractor tries once more, the operator's word as well.
	b.reader.version = "e2"
	b.run()
	b.request(ingest.Request{Paths: []string{b.in}, Retry: true})
	if got := b.reader.calls[hashOf(document("fail damaged"))]; got != 3 {
		t.Errorf("a new extractor and an operator's word make %d tries, want 3", got)
	}
	if got := b.reader.calls[hashOf(document("page Sak 3"))]; got != 1 {
		t.Errorf("a good document was read %d times, want once", got)
	}
}

func TestBrokenSinkLosesNothing(t *testing.T) {
	b := newBench(t)
	files := map[string]string{}
	for i := range 10 {
		files[fmt.Sprint(i, ".pdf")] = document(fmt.Sprint("page Sak ", i))
	}
	b.put(files)
	full := errors.New("no space left on device")
	for _, refuse := range []func(*saksok.Extraction) error{
		func(*saksok.Extraction) error { return full },
		func(*saksok.Extraction) error { panic("assignment to entry in nil map") },
		func(x *saksok.Extraction) error { // little room is left
			if x.Document.SHA256[0] > '7' {
				return fmt.Errorf("writing: %w", syscall.ENOSPC)
			}
			return nil
		},
	} {
		b.sink.refuse = refuse
		s, err := b.Run(t.Context(), ingest.Request{Paths: []string{b.in}, Interactive: true})
		if err == nil || s.Outcome() != ingest.Failed || s.Documents != 0 {
			t.Errorf("run with a broken sink: %+v, %v", s, err)
		}
		if got := b.totals().Documents[ledger.Stored]; got != 10 {
			t.Errorf("%d documents pending, want 10", got)
		}
	}
	b.sink.refuse = nil
	s := b.request(ingest.Request{}) // no paths: only what is pending
	if s.Indexed != 10 || b.reader.total() != 10 || len(b.sink.documents(t)) != 10 {
		t.Errorf("after mending: %+v, %d extractions", s, b.reader.total())
	}
	if last := b.Status().Last; last == nil || last.Outcome != ingest.Clean || last.Indexed != 10 {
		t.Errorf("last run %+v", last)
	}
}

func TestSinkRefusesOneDocument(t *testing.T) {
	b := newBench(t)
	bad := document("page Sak gal")
	b.put(map[string]string{"a.pdf": document("page Sak 1"), "b.pdf": bad, "c.pdf": document("page Sak 2")})
	b.sink.refuse = func(x *saksok.Extraction) error {
		if x.Document.SHA256 == hashOf(bad) {
			return errors.New("document too odd")
		}
		return nil
	}
	if s := b.run(); s.Indexed != 2 || s.Quarantined != 1 || s.Outcome() != ingest.Partial {
		t.Errorf("%+v", s)
	}
	if got := b.outcome(bad); got != "quarantined index_failed" {
		t.Errorf("outcome %q", got)
	}
	b.sink.refuse = nil
	b.now = b.now.Add(time.Hour)
	if s := b.run(); s.Indexed != 1 || b.reader.total() != 3 {
		t.Errorf("later: %+v after %d extractions", s, b.reader.total())
	}
}

func TestNewIndexIsFilledFromStoredExtractions(t *testing.T) {
	b := newBench(t)
	b.put(map[string]string{"a.pdf": document("page Sak 1"), "b.pdf": document("page"), "c.pdf": document("fail damaged"),
		"d.pdf": document("page Sak 2", "lost")})
	b.run()
	want := b.sink.documents(t)
	b.close()
	b.sink = newSink(t)
	b.opts.Sink, b.opts.IndexVersion = b.sink, "i2"
	b.open()
	s := b.request(ingest.Request{})
	if diff := cmp.Diff(want, b.sink.documents(t)); diff != "" || len(want) != 3 {
		t.Errorf("the new index (-want +got):\n%s", diff)
	}
	if s.Documents != 3 || b.reader.total() != 4 {
		t.Errorf("%+v, %d extractions; want no new ones", s, b.reader.total())
	}
	if s := b.request(ingest.Request{}); s.Documents != 0 {
		t.Errorf("again: %+v", s)
	}
}

// A document that was findable and cannot be read any more leaves the index.
func TestWorseReadingLeavesTheIndex(t *testing.T) {
	b := newBench(t)
	body := document("fail encrypted")
	b.put(map[string]string{"a.pdf": body})
	b.run()
	if len(b.sink.documents(t)) != 1 {
		t.Fatal("an encrypted document is not findable")
	}
	b.close()
	b.opts.Extractor = failing{"e2", saksok.ProblemDamaged}
	b.open()
	b.request(ingest.Request{})
	if got := b.outcome(body); got != "quarantined damaged" || len(b.sink.documents(t)) != 0 {
		t.Errorf("outcome %q, %d documents in the index", got, len(b.sink.documents(t)))
	}
}

type failing struct {
	version string
	code    saksok.ProblemCode
}

func (f failing) Version() string { return f.version }
func (f failing) Extract(context.Context, string) (*saksok.Extraction, error) {
	return nil, codeError{f.code}
}

func TestDamagedStoresAreNoticed(t *testing.T) {
	b := newBench(t)
	body := document("page Sak 1")
	b.put(map[string]string{"a.pdf": body})
	b.run()
	path, err := b.Originals.Path(hashOf(body))
	if err != nil {
		t.Fatal(err)
	}
	stored := filepath.Join(ingest.ExtractionsDir(b.opts.Data), string(hashOf(body))[:2], string(hashOf(body))[2:]+".json.zst")
	if err := os.WriteFile(stored, []byte("not any more"), 0o600); err != nil {
		t.Fatal(err)
	}
	b.close()
	b.opts.IndexVersion = "i2"
	b.open()
	if s := b.request(ingest.Request{}); s.Indexed != 1 || b.reader.total() != 2 {
		t.Errorf("a damaged extraction: %+v, %d extractions; want it read again", s, b.reader.total())
	}
	if err := errors.Join(os.Remove(stored), os.WriteFile(path, []byte(document("page Sak 9")), 0o600)); err != nil {
		t.Fatal(err)
	}
	b.close()
	b.opts.IndexVersion = "i3"
	b.open()
	b.request(ingest.Request{})
	if got := b.outcome(body); got != "quarantined damaged" {
		t.Errorf("a changed original: %q", got)
	}
}

// TestReindex puts everything again, and only between runs.
func TestReindex(t *testing.T) {
	b := newBench(t)
	b.put(map[string]string{"a.pdf": document("page Sak 1")})
	b.sink.before = func([]*saksok.Extraction) {
		if err := b.Reindex(func() (string, error) { return "i2", nil }); !errors.Is(err, ingest.ErrRunning) {
			t.Errorf("during a run: %v, want ErrRunning", err)
		}
	}
	b.run()
	b.sink.before = nil
	if err := b.Reindex(func() (string, error) { return "i2", errors.New("disk is full") }); err == nil {
		t.Error("what begin gave is not told")
	}
	if s := b.request(ingest.Request{}); s.Indexed != 0 {
		t.Errorf("after a reindex that did not begin: %+v", s)
	}
	if err := b.Reindex(func() (string, error) { return "i2", nil }); err != nil {
		t.Fatal(err)
	}
	if s := b.request(ingest.Request{}); s.Indexed != 1 || b.reader.total() != 1 {
		t.Errorf("%+v, %d extractions; want one put again and none read", s, b.reader.total())
	}
}

func TestCancelledRunIsContinued(t *testing.T) {
	b := newBench(t)
	b.put(map[string]string{"a.pdf": document("page Sak 1"), "b.pdf": document("wait")})
	for range 5 { // more often than a document may fail
		ctx, cancel := context.WithCancel(t.Context())
		b.sink.before = func([]*saksok.Extraction) { cancel() } // the idle batch: b.pdf is still being read
		time.AfterFunc(50*time.Millisecond, cancel)
		s, err := b.Run(ctx, ingest.Request{Paths: []string{b.in}, Interactive: true})
		if !errors.Is(err, context.Canceled) || s.Outcome() != ingest.Interrupted {
			t.Fatalf("cancelled run: %v %s", err, s.Outcome())
		}
	}
	b.sink.before = nil
	b.close()
	b.opts.Extractor = patient{b.reader}
	b.open()
	if last := b.Status().Last; last == nil || last.Outcome != ingest.Interrupted {
		t.Errorf("last run %+v", last)
	}
	if s := b.request(ingest.Request{}); s.Documents != 2 || s.Quarantined != 0 {
		t.Errorf("continued: %+v", s)
	}
}

// patient is a reader for whom "wait" is over.
type patient struct{ *lineReader }

func (p patient) Extract(ctx context.Context, path string) (*saksok.Extraction, error) {
	ctx, cancel := context.WithCancel(ctx)
	cancel()
	x, _ := p.lineReader.Extract(ctx, path)
	return x, nil
}

func TestOnlyOneRunAndOneProcess(t *testing.T) {
	b := newBench(t)
	b.put(map[string]string{"a.pdf": document("wait")})
	ctx, cancel := context.WithCancel(t.Context())
	var wg sync.WaitGroup
	wg.Go(func() { _, _ = b.Run(ctx, ingest.Request{Paths: []string{b.in}, Interactive: true}) })
	for !b.Status().Running {
		time.Sleep(time.Millisecond)
	}
	if _, err := b.Run(t.Context(), ingest.Request{}); !errors.Is(err, ingest.ErrRunning) {
		t.Errorf("a second run: %v, want ErrRunning", err)
	}
	cancel()
	wg.Wait()

	_, err := ingest.Open(t.Context(), b.opts)
	var inUse *ingest.InUseError
	if !errors.Is(err, ingest.ErrInUse) || !errors.As(err, &inUse) || inUse.PID != os.Getpid() || time.Since(inUse.Since) > time.Minute {
		t.Errorf("a second process: %v (%+v)", err, inUse)
	}
	b.close()
	b.open() // the lock was given back
	b.close()
	lock, err := ingest.LockData(b.opts.Data)
	if err != nil {
		t.Fatal(err)
	}
	b.opts.Lock = lock
	b.open()
	b.close()
	if _, err := ingest.LockData(b.opts.Data); !errors.Is(err, ingest.ErrInUse) {
		t.Errorf("Close gave the caller's lock back: %v", err)
	}
	if err := lock.Release(); err != nil {
		t.Error(err)
	}
}
