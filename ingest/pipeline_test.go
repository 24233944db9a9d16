package ingest_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"saksok"
	"saksok/ingest"
	"saksok/ingest/ledger"
	"saksok/ingest/source"
)

func TestOutcomes(t *testing.T) {
	b := newBench(t)
	cases := []struct {
		name, body, want string
		inSink           bool
	}{
		{"read", document("page Sak 1", "page Sak 2"), "indexed", true},
		{"a scanned page", document("page Sak 1", "page", "page", "page Sak 4", "page"), "partly_indexed textless_page 2-3,5", true},
		{"a garbled page", document("garbled #¤%", "page Sak 1 i"), "partly_indexed garbled_page 1", true},
		{"a lost page", document("page Sak 1", "lost"), "partly_indexed page_failed 2", true},
		{"cut by the deadline", document("page Sak 1", "beyond", "beyond", "fail timeout"), "partly_indexed timeout 2-3", true},
		{"a second engine read it all", document("page Sak 1", "problem engine_died"), "indexed", true},
		{"too much text", document("page Sak 1", "problem text_limit"), "partly_indexed text_limit", true},
		{"a scan", document("page", "page"), "no_text no_text 1-2", true},
		{"a scan that says so", document("page", "problem no_text"), "no_text no_text 1", true},
		{"no pages", document(), "no_text no_text", true},
		{"encrypted", document("fail encrypted"), "encrypted encrypted", true},
		{"encrypted, as a problem", document("problem encrypted"), "encrypted encrypted", true},
		{"damaged", document("fail damaged"), "quarantined damaged", false},
		{"too large for the engine", document("fail too_large"), "quarantined too_large", false},
		{"timeout", document("fail timeout"), "quarantined timeout", false},
		{"engine dies", document("fail engine_died"), "quarantined engine_died", false},
		{"engine dies after a blank page", document("page", "fail engine_died"), "quarantined engine_died 1", false},
		{"an error without a code", document("break"), "quarantined engine_died", false},
		{"extractor panics", document("panic"), "quarantined engine_died", false},
		{"no PDF after all", document("fail not_pdf"), "skipped not_pdf", false},
		{"every page lost", document("lost", "lost"), "quarantined page_failed 1-2", false},
	}
	for i, c := range cases {
		b.put(map[string]string{fmt.Sprintf("%02d.pdf", i): c.body})
	}
	s := b.run()
	in := b.sink.documents(t)
	for _, c := range cases {
		if got := b.outcome(c.body); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
		if _, ok := in[hashOf(c.body)]; ok != c.inSink {
			t.Errorf("%s: in the index %v, want %v", c.name, ok, c.inSink)
		}
	}
	want := ledger.Counts{Found: len(cases), New: len(cases), Documents: len(cases), Indexed: 2, PartlyIndexed: 5, NoText: 3, Encrypted: 2, Quarantined: 8,
		Pages: s.Pages, Items: s.Items, Problems: s.Problems}
	if diff := cmp.Diff(want, s.Counts); diff != "" || s.Pages == 0 || s.Problems == 0 || s.Outcome() != ingest.Partial || s.Refused() != 1 {
		t.Errorf("summary %s (-want +got):\n%s", s.Outcome(), diff)
	}
}

func TestAcknowledgedOnlyAfterTheSink(t *testing.T) {
	b := newBench(t)
	body := document("page Sak 1")
	b.put(map[string]string{"a.pdf": body})
	b.sink.before = func(xs []*saksok.Extraction) {
		if got := b.outcome(body); got != "stored" {
			t.Errorf("while the sink works the outcome is %q, want stored", got)
		}
		if _, err := b.Extractions.Extraction(hashOf(body)); err != nil {
			t.Errorf("while the sink works the extraction is not stored: %v", err)
		}
		if err := b.Originals.Verify(t.Context(), hashOf(body)); err != nil {
			t.Errorf("while the sink works the original is not safe: %v", err)
		}
	}
	if s := b.run(); s.Outcome() != ingest.Clean || s.Indexed != 1 {
		t.Errorf("summary %+v", s)
	}
}

func TestSameBytesAreOneDocument(t *testing.T) {
	b := newBench(t)
	files := map[string]string{}
	for i := range 20 {
		for _, place := range []string{"a", "b", "c"} {
			files[fmt.Sprintf("%s/%d.pdf", place, i)] = document(fmt.Sprint("page Sak ", i))
		}
	}
	b.put(files)
	s := b.run()
	if s.Found != 60 || s.New != 20 || s.Duplicates != 40 || s.Documents != 20 || b.reader.total() != 20 || s.Outcome() != ingest.Clean {
		t.Errorf("summary %+v, %d extractions", s, b.reader.total())
	}
	totals := b.totals()
	if totals.Documents[ledger.Indexed] != 20 || totals.Places[ledger.Indexed] != 20 || totals.Places[ledger.Duplicate] != 40 {
		t.Errorf("totals %+v", totals)
	}
	if s := b.run(); s.Unchanged != 60 || s.Documents != 0 || s.Outcome() != ingest.Clean {
		t.Errorf("again: %+v", s)
	}
	for i := range 20 { // renamed and moved
		if err := os.Rename(filepath.Join(b.in, fmt.Sprintf("c/%d.pdf", i)), filepath.Join(b.in, fmt.Sprintf("moved %d.pdf", i))); err != nil {
			t.Fatal(err)
		}
	}
	if s := b.run(); s.New != 0 || s.Duplicates != 20 || b.reader.total() != 20 {
		t.Errorf("after renaming: %+v", s)
	}
	if n := len(b.sink.documents(t)); n != 20 {
		t.Errorf("the index has %d documents, want 20", n)
	}
}

func TestNewBytesAtAnOldAddress(t *testing.T) {
	b := newBench(t)
	first, second := document("page Sak 1, utkast"), document("page Sak 1, vedtatt")
	b.put(map[string]string{"a.pdf": first})
	b.run()
	b.put(map[string]string{"a.pdf": second})
	b.run()
	b.put(map[string]string{"a.pdf": "<html>Logg inn"})
	if s := b.run(); s.Skipped != 1 {
		t.Errorf("an error page: %+v", s)
	}
	for body, superseded := range map[string]bool{first: true, second: false} {
		d, places, err := b.Ledger.Document(t.Context(), hashOf(body))
		if err != nil || d.Outcome != ledger.Indexed || d.Superseded != superseded || len(places) != 1 {
			t.Errorf("superseded %v: %+v %v %v", superseded, d, places, err)
		}
		if err := b.Originals.Verify(t.Context(), hashOf(body)); err != nil {
			t.Error(err)
		}
	}
}

func TestFilesThatAreNotTaken(t *testing.T) {
	b := newBench(t)
	b.opts.MaxBytes = 1000
	b.close()
	b.open()
	b.put(map[string]string{
		"empty.pdf": "", "login.pdf": "<html>", "big.pdf": document("page " + strings.Repeat("x", 1000)), "good.pdf": document("page Sak 1"),
	})
	if err := os.Symlink("/etc/passwd", filepath.Join(b.in, "link.pdf")); err != nil {
		t.Fatal(err)
	}
	old := time.Now().Add(-time.Hour) // what has no %%EOF must lie still for a while
	for _, name := range []string{"empty.pdf", "login.pdf"} {
		if err := os.Chtimes(filepath.Join(b.in, name), old, old); err != nil {
			t.Fatal(err)
		}
	}
	s := b.run()
	if s.Skipped != 4 || s.Indexed != 1 || s.Outcome() != ingest.Partial {
		t.Errorf("%+v", s)
	}
	problems, n, err := b.Ledger.Problems(t.Context(), 100, 0)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, p := range problems {
		got[filepath.Base(p.Path)] = string(p.Reason) + ": " + p.Message
	}
	want := map[string]string{"empty.pdf": "not_pdf: empty", "login.pdf": "not_pdf: html",
		"big.pdf": "too_large: 1021 bytes, the limit is 1000", "link.pdf": "not_regular: symbolic link: not a regular file"}
	if diff := cmp.Diff(want, got); diff != "" || n != 4 {
		t.Errorf("%d problems (-want +got):\n%s", n, diff)
	}
}

func TestUnreachablePathsDoNotStopTheOthers(t *testing.T) {
	b := newBench(t)
	b.put(map[string]string{"a.pdf": document("page Sak 1")})
	nowhere := filepath.Join(b.in, "nowhere")
	s := b.request(ingest.Request{Paths: []string{nowhere, b.in}, Interactive: true})
	if s.Outcome() != ingest.Partial || s.Indexed != 1 || len(s.Unreachable) != 1 || s.Unreachable[0].Path != nowhere {
		t.Errorf("%+v", s)
	}
	if s := b.request(ingest.Request{Paths: []string{nowhere}}); s.Outcome() != ingest.Failed {
		t.Errorf("nothing but an unreachable path is %s, want failed", s.Outcome())
	}
}

// A file that is dripped into the folder becomes one document, the whole one.
func TestHalfWrittenFileIsNotTaken(t *testing.T) {
	b := newBench(t)
	whole := document("page Sak 1", "page Sak 2", "page Sak 3 "+strings.Repeat("mer ", 100))
	path := filepath.Join(b.in, "a.pdf")
	for n := 1; n <= len(whole); n += len(whole) / 5 {
		b.put(map[string]string{"a.pdf": whole[:n]})
		moving, stop := context.WithCancel(t.Context())
		var wg sync.WaitGroup
		wg.Go(func() { // the copy goes on while the run looks
			for moving.Err() == nil {
				now := b.opts.Now()
				_ = os.Chtimes(path, now, now)
				time.Sleep(5 * time.Millisecond)
			}
		})
		s := b.request(ingest.Request{Paths: []string{b.in}})
		stop()
		wg.Wait()
		if s.New != 0 || s.Skipped != 1 {
			t.Errorf("at %d of %d bytes: %+v", n, len(whole), s)
		}
	}
	b.put(map[string]string{"a.pdf": whole})
	if s := b.request(ingest.Request{Paths: []string{b.in}}); s.New != 1 || s.Indexed != 1 || s.Skipped != 0 {
		t.Errorf("the whole file: %+v", s)
	}
	if got := b.totals().Documents; len(got) != 1 || got[ledger.Indexed] != 1 {
		t.Errorf("documents %v, want the whole one only", got)
	}
	if _, n, err := b.Ledger.Problems(t.Context(), 0, 0); n != 0 || err != nil {
		t.Errorf("%d problems left (%v)", n, err)
	}
}

func TestMissingFilesAreMarkedNotRemoved(t *testing.T) {
	b := newBench(t)
	a, gone := document("page Sak 1"), document("page Sak 2")
	b.put(map[string]string{"a.pdf": a, "b.pdf": gone})
	b.run()
	away := b.in + "-away"
	if err := errors.Join(os.Rename(b.in, away), os.Mkdir(b.in, 0o755)); err != nil {
		t.Fatal(err)
	}
	for range 5 { // an empty folder says nothing
		b.run()
	}
	if err := errors.Join(os.Remove(b.in), os.Rename(away, b.in), os.Remove(filepath.Join(b.in, "b.pdf"))); err != nil {
		t.Fatal(err)
	}
	var missing []int
	for range 4 {
		missing = append(missing, b.run().Missing)
	}
	if diff := cmp.Diff([]int{0, 0, 1, 0}, missing); diff != "" {
		t.Errorf("missing by run (-want +got):\n%s", diff)
	}
	if b.outcome(a) != "indexed" || b.outcome(gone) != "deleted" || len(b.sink.documents(t)) != 2 {
		t.Errorf("outcomes %q %q, %d documents in the index", b.outcome(a), b.outcome(gone), len(b.sink.documents(t)))
	}
	alarm := slices.ContainsFunc(b.events, func(e ingest.Event) bool {
		return e.Kind == ingest.Warning && strings.Contains(e.Message, "1 of 2")
	})
	if !alarm {
		t.Error("half of the files are missing and nobody was told")
	}
}

func TestEventsAndStatus(t *testing.T) {
	b := newBench(t)
	b.put(map[string]string{"a.pdf": document("page Sak 1", "page Sak 2"), "b.pdf": document("page Sak 1", "page Sak 2")})
	b.run()
	var got []string
	for _, e := range b.events {
		if e.Kind == ingest.Started || e.Kind == ingest.Done || e.Kind == ingest.Queued {
			got = append(got, fmt.Sprintf("%d %s %s %d pages, %d/%d", e.Kind, filepath.Base(e.Path), e.Outcome, e.Pages, e.Done, e.Total))
		}
	}
	want := []string{
		fmt.Sprintf("%d a.pdf  0 pages, 0/1", ingest.Queued),
		fmt.Sprintf("%d a.pdf  0 pages, 0/1", ingest.Started),
		fmt.Sprintf("%d a.pdf indexed 2 pages, 1/1", ingest.Done),
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("events (-want +got):\n%s", diff)
	}
	st := b.Status()
	if st.Running || st.Last == nil || st.Last.Found != 2 || st.Last.Pages != 2 || st.Last.Items != 2 || st.Last.Ended.Before(st.Last.Started) {
		t.Errorf("status %+v", st)
	}
}

func TestSummaryOutcome(t *testing.T) {
	for _, tt := range []struct {
		name string
		in   ingest.Summary
		want string
	}{
		{"nothing there", ingest.Summary{}, ingest.Clean},
		{"all read", ingest.Summary{Counts: ledger.Counts{Documents: 1, Indexed: 1}}, ingest.Clean},
		{"known already", ingest.Summary{Counts: ledger.Counts{Unchanged: 1}}, ingest.Clean},
		{"a page missing", ingest.Summary{Counts: ledger.Counts{Documents: 1, PartlyIndexed: 1}}, ingest.Partial},
		{"one of two", ingest.Summary{Counts: ledger.Counts{Documents: 2, Indexed: 1, Quarantined: 1}}, ingest.Partial},
		{"one skipped", ingest.Summary{Counts: ledger.Counts{Documents: 1, Indexed: 1, Skipped: 1}}, ingest.Partial},
		{"none read", ingest.Summary{Counts: ledger.Counts{Documents: 1, Quarantined: 1}}, ingest.Failed},
		{"one refused", ingest.Summary{Counts: ledger.Counts{Documents: 1}}, ingest.Failed},
		{"an error", ingest.Summary{Counts: ledger.Counts{Documents: 1, Indexed: 1}, Err: errors.New("disk full")}, ingest.Failed},
		{"stopped", ingest.Summary{Interrupted: true, Err: context.Canceled}, ingest.Interrupted},
	} {
		if got := tt.in.Outcome(); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
	}
}

func TestSingleFileOfAnyName(t *testing.T) {
	b := newBench(t)
	b.put(map[string]string{"innkalling.txt": document("page Sak 1"), "other.pdf": document("page Sak 2")})
	path := filepath.Join(b.in, "innkalling.txt")
	for range 4 { // a file's listing says nothing of its folder
		b.request(ingest.Request{Paths: []string{path}, Interactive: true})
	}
	_, places, err := b.Ledger.Document(t.Context(), hashOf(document("page Sak 1")))
	if err != nil || len(places) != 1 || places[0].Path != path || places[0].Source != source.Kind {
		t.Errorf("places %+v %v", places, err)
	}
}
