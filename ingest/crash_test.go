package ingest_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"saksok"
	"saksok/ingest"
	"saksok/ingest/archive"
	"saksok/ingest/internal/failpoint"
	"saksok/ingest/ledger"
)

// crashEnv makes the test binary the process to be killed: it ingests the
// folder "in" of the directory named into "data" and "sink" beside it.
const crashEnv = "SAKSOK_TEST_CRASH_DIR"

func TestMain(m *testing.M) {
	if dir := os.Getenv(crashEnv); dir != "" {
		if err := crashChild(dir); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

func crashChild(dir string) error {
	ctx := context.Background()
	p, err := ingest.Open(ctx, ingest.Options{Data: filepath.Join(dir, "data"), Extractor: newReader(),
		Sink: &fileSink{dir: filepath.Join(dir, "sink")}, Batch: 2})
	if err != nil {
		return err
	}
	_, err = p.Run(ctx, ingest.Request{Paths: []string{filepath.Join(dir, "in")}, Interactive: true})
	return errors.Join(err, p.Close())
}

// crashDocuments is what each crashed process had to bring in: the documents
// that must be findable in the end, and one that must be quarantined.
func crashDocuments() (findable []string, quarantined string) {
	for i := range 5 {
		findable = append(findable, document(fmt.Sprint("page Sak ", i), "page til orientering"))
	}
	return append(findable, document("page Sak 6", "page")), document("fail damaged")
}

func crashSetup(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for _, sub := range []string{"in/kopi", "sink"} {
		if err := os.MkdirAll(filepath.Join(dir, sub), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	findable, quarantined := crashDocuments()
	for i, body := range append(findable, quarantined, findable[0]) {
		if err := os.WriteFile(filepath.Join(dir, "in", fmt.Sprint(i, ".pdf")), []byte(body), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// child runs the process to its end, or kills it after a while. The error is
// nil when it ended by itself, in good order.
func child(t *testing.T, dir, point string, after time.Duration) (killed bool) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), crashEnv+"="+dir, failpoint.Env+"="+point)
	cmd.Stderr = t.Output()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if after > 0 {
		time.AfterFunc(after, func() { _ = cmd.Process.Kill() })
	}
	err := cmd.Wait()
	if err != nil && cmd.ProcessState.Exited() {
		t.Fatalf("the process ended by itself: %v", err)
	}
	return err != nil
}

// Killed at each stage, at its first pass and at a later one, and at random
// times: nothing acknowledged is lost, the next start finishes the rest, nothing
// is there twice, and no half-written file stays behind.
func TestKillNine(t *testing.T) {
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	rnd := rand.New(rand.NewPCG(seed, 1))
	for _, stage := range failpoint.Stages() {
		passes := []int{1, 2 + rnd.IntN(3)}
		if stage == failpoint.Listed {
			passes = []int{1, 1}
		}
		for _, n := range passes {
			point := fmt.Sprintf("%s:%d", stage, n)
			t.Run(point, func(t *testing.T) {
				t.Parallel()
				dir := crashSetup(t)
				if killed := child(t, dir, point, 0); !killed && n == 1 {
					t.Fatal("the stage was never reached")
				}
				survives(t, dir)
			})
		}
	}

	// The random times fall into the length of a whole run.
	dir, began := crashSetup(t), time.Now()
	child(t, dir, "", 0)
	whole := time.Since(began)
	survives(t, dir)
	for i := range 10 {
		first, second := time.Duration(1+rnd.Int64N(int64(whole))), time.Duration(1+rnd.Int64N(int64(whole)))
		t.Run(fmt.Sprintf("random %d", i), func(t *testing.T) {
			t.Parallel()
			dir := crashSetup(t)
			child(t, dir, "", first)
			child(t, dir, "", second)
			survives(t, dir)
		})
	}
}

// survives checks the data as the killed process left it, then starts once more
// and checks that all came to its end.
func survives(t *testing.T, dir string) {
	t.Helper()
	sink := &fileSink{dir: filepath.Join(dir, "sink")}
	data := filepath.Join(dir, "data")
	acknowledged := 0
	if _, err := os.Stat(ingest.LedgerPath(data)); err == nil {
		acknowledged = wantNothingLost(t, data, sink)
	}
	if child(t, dir, "", 0) {
		t.Fatal("the second start was killed")
	}
	findable, quarantined := crashDocuments()
	want := map[saksok.DocumentID]string{}
	outcomes := map[saksok.DocumentID]ledger.Outcome{hashOf(quarantined): ledger.Quarantined}
	for _, body := range findable {
		want[hashOf(body)] = textOf(t, body)
		outcomes[hashOf(body)] = ledger.Indexed
	}
	outcomes[hashOf(findable[len(findable)-1])] = ledger.PartlyIndexed
	if diff := cmp.Diff(want, sink.documents(t)); diff != "" {
		t.Errorf("after the restart the index (-want +got):\n%s", diff)
	}
	l, err := ledger.OpenReadOnly(ingest.LedgerPath(data))
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	page, err := l.Documents(t.Context(), ledger.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	got := map[saksok.DocumentID]ledger.Outcome{}
	for _, d := range page.Documents {
		got[d.SHA256] = d.Outcome
	}
	if diff := cmp.Diff(outcomes, got); diff != "" || page.Total != len(outcomes) {
		t.Errorf("after the restart the ledger (-want +got):\n%s", diff)
	}
	wantNothingLost(t, data, sink)
	for _, store := range []string{ingest.OriginalsDir(data), ingest.ExtractionsDir(data)} {
		if left, err := os.ReadDir(filepath.Join(store, "tmp")); err != nil || len(left) > 0 {
			t.Errorf("half-written files %v (%v)", left, err)
		}
	}
	t.Logf("%d of %d were acknowledged when it was killed", acknowledged, len(outcomes))
}

// wantNothingLost checks that the index has what the ledger says it has, with
// its text, and that the originals of all the ledger knows are whole.
func wantNothingLost(t *testing.T, data string, sink *fileSink) (acknowledged int) {
	t.Helper()
	l, err := ledger.OpenReadOnly(ingest.LedgerPath(data))
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	page, err := l.Documents(t.Context(), ledger.Filter{})
	if err != nil {
		t.Logf("the ledger was not finished when the process was killed: %v", err)
		return 0
	}
	have, originals, extractions := sink.documents(t), archive.ReadOriginals(ingest.OriginalsDir(data)), archive.ReadExtractions(ingest.ExtractionsDir(data))
	for _, d := range page.Documents {
		if err := originals.Verify(t.Context(), d.SHA256); err != nil {
			t.Errorf("lost: %v", err)
		}
		if d.Outcome == ledger.Stored {
			continue
		}
		acknowledged++
		if cards, err := l.DocumentCards(t.Context(), d.SHA256); err != nil || (len(cards) == 1) != d.Outcome.InIndex() {
			t.Errorf("acknowledged as %s with %d cards: %s (%v)", d.Outcome, len(cards), d.SHA256, err)
		}
		if _, err := extractions.Extraction(d.SHA256); err != nil {
			t.Errorf("lost: %v", err)
		}
		if text, ok := have[d.SHA256]; d.Outcome.InIndex() && (!ok || text == "") {
			t.Errorf("acknowledged as %s and lost: %s", d.Outcome, d.SHA256)
		}
	}
	return acknowledged
}

func textOf(t *testing.T, body string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "a.pdf")
	if err := os.WriteFile(path, []byte(body), 0o600); err != nil {
		t.Fatal(err)
	}
	x, err := newReader().Extract(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	text := ""
	for _, p := range x.Pages {
		text += p.Text + "\n"
	}
	return text
}
