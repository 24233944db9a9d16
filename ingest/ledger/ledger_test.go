package ledger_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"saksok"
	"saksok/ingest/ledger"
)

var day = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

func open(t *testing.T) *ledger.Ledger {
	t.Helper()
	l, err := ledger.Open(t.Context(), filepath.Join(t.TempDir(), "ledger.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := l.Close(); err != nil {
			t.Error(err)
		}
	})
	return l
}

func id(c string) saksok.DocumentID { return saksok.DocumentID(strings.Repeat(c, 64)) }

func at(path string, run ledger.RunID) ledger.Sighting {
	return ledger.Sighting{Location: ledger.Location{Source: "file", Path: path}, Run: run, Size: 7,
		ModTime: day.Add(-time.Hour), At: day.Add(time.Duration(run) * time.Minute)}
}

func must[T any](t *testing.T) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestTakeKnowsCopiesAndVersions(t *testing.T) {
	l := open(t)
	taken := must[ledger.Taken](t)
	steps := []struct {
		name, path string
		doc        saksok.DocumentID
		want       ledger.Taken
	}{
		{"first", "/a.pdf", id("a"), ledger.Taken{New: true}},
		{"same again", "/a.pdf", id("a"), ledger.Taken{}},
		{"a copy", "/b.pdf", id("a"), ledger.Taken{Elsewhere: true}},
		{"new bytes at an old address", "/a.pdf", id("c"), ledger.Taken{New: true}},
		{"a name that is no UTF-8", "/\xff\n.pdf", id("d"), ledger.Taken{New: true}},
	}
	for i, s := range steps {
		if got := taken(l.Take(t.Context(), at(s.path, ledger.RunID(i+1)), s.doc, 7)); got != s.want {
			t.Errorf("%s: %+v, want %+v", s.name, got, s.want)
		}
	}
	_, places, err := l.Document(t.Context(), id("a"))
	check(t, err)
	var got []string
	for _, p := range places {
		got = append(got, fmt.Sprintf("%s %s newer=%.1s", p.Path, p.Outcome, p.NewerVersion))
	}
	want := []string{"/a.pdf stored newer=c", "/b.pdf stored newer="}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("places (-want +got):\n%s", diff)
	}
	k, ok, err := l.Known(t.Context(), ledger.Location{Source: "file", Path: "/\xff\n.pdf"})
	if err != nil || !ok || k.Document != id("d") || !k.Same(7, day.Add(-time.Hour)) || k.Same(8, day.Add(-time.Hour)) {
		t.Errorf("Known = %+v %v %v", k, ok, err)
	}
	if _, _, err := l.Document(t.Context(), id("f")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("unknown document: %v", err)
	}
}

func TestSupersededStays(t *testing.T) {
	l := open(t)
	taken := must[ledger.Taken](t)
	taken(l.Take(t.Context(), at("/a.pdf", 1), id("a"), 7))
	taken(l.Take(t.Context(), at("/a.pdf", 2), id("b"), 7))
	for _, tt := range []struct {
		doc  saksok.DocumentID
		want bool
	}{{id("a"), true}, {id("b"), false}} {
		d, _, err := l.Document(t.Context(), tt.doc)
		if err != nil || d.Superseded != tt.want {
			t.Errorf("%.1s: superseded %v (%v), want %v", tt.doc, d.Superseded, err, tt.want)
		}
	}
}

// Every code of the closed list of file-level reasons, each at an address.
func TestSkip(t *testing.T) {
	l := open(t)
	taken := must[ledger.Taken](t)
	taken(l.Take(t.Context(), at("/not_pdf", 1), id("a"), 7))
	reasons := []ledger.Reason{ledger.NotPDF, ledger.TooLarge, ledger.Permission, ledger.Unreadable,
		ledger.HalfWritten, ledger.NotRegular, ledger.Vanished}
	for _, r := range reasons {
		check(t, l.Skip(t.Context(), ledger.Refused{Sighting: at("/"+string(r), 2), Reason: r, Message: "why"}))
	}
	k, _, err := l.Known(t.Context(), ledger.Location{Source: "file", Path: "/not_pdf"})
	if err != nil || k.Document != id("a") || k.Reason != ledger.NotPDF {
		t.Errorf("an error page replaced the document: %+v %v", k, err)
	}
	totals := must[ledger.Totals](t)(l.Totals(t.Context()))
	if diff := cmp.Diff(map[ledger.Outcome]int{ledger.Skipped: len(reasons)}, totals.Places); diff != "" {
		t.Errorf("places (-want +got):\n%s", diff)
	}
	problems, n, err := l.Problems(t.Context(), 3, 2)
	if err != nil || n != len(reasons) || len(problems) != 3 || problems[0].Message != "why" {
		t.Errorf("Problems = %v, %d, %v", problems, n, err)
	}
}

func TestSightedIsTheFirstSightOfTheSameState(t *testing.T) {
	l := open(t)
	loc := ledger.Location{Source: "file", Path: "/a"}
	s := at("/a", 1)
	for i, step := range []struct {
		size int64
		want time.Duration // after day
	}{{7, 0}, {7, 0}, {9, 2 * time.Second}, {9, 2 * time.Second}, {7, 4 * time.Second}} {
		s.Size, s.At = step.size, day.Add(time.Duration(i)*time.Second)
		check(t, l.Skip(t.Context(), ledger.Refused{Sighting: s, Reason: ledger.HalfWritten}))
		k, _, err := l.Known(t.Context(), loc)
		if err != nil || !k.Sighted.Equal(day.Add(step.want)) {
			t.Errorf("step %d: sighted %v (%v), want %v", i, k.Sighted, err, day.Add(step.want))
		}
	}
}

func TestMissing(t *testing.T) {
	l := open(t)
	ctx := t.Context()
	taken := must[ledger.Taken](t)
	taken(l.Take(ctx, at("/in/a.pdf", 1), id("a"), 7))
	taken(l.Take(ctx, at("/in/sub/a.pdf", 1), id("a"), 7))
	taken(l.Take(ctx, at("/in/b.pdf", 1), id("b"), 7))
	taken(l.Take(ctx, at("/inside/c.pdf", 1), id("c"), 7)) // another folder, same letters
	check(t, l.Finish(ctx, day, []ledger.Finished{{ID: id("b"), Outcome: ledger.Indexed, IndexVersion: "i"}}))
	outcome := func(d saksok.DocumentID) ledger.Outcome {
		doc, _, err := l.Document(ctx, d)
		check(t, err)
		return doc.Outcome
	}
	// /in/a.pdf stays; /in/sub/a.pdf and /in/b.pdf are gone.
	for run := ledger.RunID(2); run <= 5; run++ {
		k, _, err := l.Known(ctx, ledger.Location{Source: "file", Path: "/in/a.pdf"})
		check(t, err)
		check(t, l.Touch(ctx, run, day, []ledger.Known{k}))
		m := must[ledger.Missed](t)(l.Miss(ctx, run, "file", "/in", day.Add(time.Duration(run)*time.Hour)))
		want := map[ledger.RunID]ledger.Missed{
			2: {Known: 3, Absent: 2}, 3: {Known: 3, Absent: 2}, 4: {Known: 3, Absent: 2, Gone: 2}, 5: {Known: 1},
		}[run]
		if m != want {
			t.Errorf("run %d: %+v, want %+v", run, m, want)
		}
	}
	for d, want := range map[saksok.DocumentID]ledger.Outcome{id("a"): ledger.Stored, id("b"): ledger.Deleted, id("c"): ledger.Stored} {
		if got := outcome(d); got != want {
			t.Errorf("%.1s is %s, want %s", d, got, want)
		}
	}
	page := must[ledger.Page](t)(l.Documents(ctx, ledger.Filter{Outcomes: []ledger.Outcome{ledger.Deleted}}))
	if page.Total != 1 || page.Documents[0].GoneSince.IsZero() {
		t.Errorf("deleted documents: %+v", page)
	}
	for root, want := range map[string]map[ledger.Outcome]int{
		"/in": {ledger.Stored: 1, ledger.Deleted: 2}, "/in/a.pdf": {ledger.Stored: 1}, "/inside": {ledger.Stored: 1}, "/i": {},
		"": {ledger.Stored: 2, ledger.Deleted: 2},
	} {
		b := must[ledger.Below](t)(l.Below(ctx, "file", root))
		if diff := cmp.Diff(want, b.Places); diff != "" || len(want) > 0 && b.LastSeen.IsZero() {
			t.Errorf("below %q, seen %v (-want +got):\n%s", root, b.LastSeen, diff)
		}
	}
	taken(l.Take(ctx, at("/in/b2.pdf", 6), id("b"), 7)) // it is back, elsewhere
	if got := outcome(id("b")); got != ledger.Indexed {
		t.Errorf("found again it is %s, want indexed as before", got)
	}
}

func TestPending(t *testing.T) {
	l := open(t)
	ctx := t.Context()
	docs := []ledger.Finished{
		{ID: id("0"), Outcome: ledger.Stored},
		{ID: id("1"), Outcome: ledger.Indexed, Extractor: "e1", IndexVersion: "i1"},
		{ID: id("2"), Outcome: ledger.PartlyIndexed, Extractor: "e1", IndexVersion: "i1"},
		{ID: id("3"), Outcome: ledger.NoText, Extractor: "e1", IndexVersion: "i1"},
		{ID: id("4"), Outcome: ledger.Encrypted, Extractor: "e1", IndexVersion: "i1"},
		{ID: id("5"), Outcome: ledger.Quarantined, Extractor: "e1"},
		{ID: id("6"), Outcome: ledger.Quarantined, Extractor: "e1", NextTry: day.Add(time.Hour)},
		{ID: id("7"), Outcome: ledger.Skipped, Extractor: "e1"},
	}
	for _, d := range docs {
		must[ledger.Taken](t)(l.Take(ctx, at("/"+string(d.ID), 1), d.ID, 7))
	}
	check(t, l.Finish(ctx, day, docs))
	for _, tt := range []struct {
		name, extractor, index string
		now                    time.Time
		want                   string // "i" after a digit: only the index lacks it
	}{
		{"the unfinished only", "e1", "i1", day, "0"},
		{"a pause is over", "e1", "i1", day.Add(time.Hour), "0 6"},
		{"new extractor: what failed", "e2", "i1", day, "0 3 4 5 6 7"},
		{"new index: what it must hold", "e1", "i2", day, "0 1i 2i 3i 4i"},
		{"both", "e2", "i2", day, "0 1i 2i 3 4 5 6 7"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			work := must[[]ledger.Work](t)(l.Pending(ctx, tt.now, tt.extractor, tt.index))
			var got []string
			for _, w := range work {
				s := string(w.ID[:1])
				if w.Index {
					s += "i"
				}
				got = append(got, s)
			}
			if diff := cmp.Diff(tt.want, strings.Join(got, " ")); diff != "" {
				t.Errorf("pending (-want +got):\n%s", diff)
			}
		})
	}
}

func TestTries(t *testing.T) {
	l := open(t)
	ctx := t.Context()
	must[ledger.Taken](t)(l.Take(ctx, at("/a", 1), id("a"), 7))
	for i, step := range []struct {
		extractor string
		cancel    bool
		want      int
	}{{"e1", false, 1}, {"e1", false, 2}, {"e1", true, 3}, {"e1", false, 3}, {"e2", false, 1}} {
		if got := must[int](t)(l.BeginTry(ctx, id("a"), step.extractor)); got != step.want {
			t.Errorf("step %d: try %d, want %d", i, got, step.want)
		}
		if step.cancel {
			check(t, l.CancelTry(ctx, id("a")))
		}
	}
	check(t, l.Finish(ctx, day, []ledger.Finished{{ID: id("a"), Outcome: ledger.Quarantined, Reason: "damaged", Extractor: "e2"}}))
	unread := must[[]saksok.DocumentID](t)
	for _, tt := range []struct {
		root string
		want []saksok.DocumentID
	}{{"", []saksok.DocumentID{id("a")}}, {"/", []saksok.DocumentID{id("a")}}, {"/a", []saksok.DocumentID{id("a")}}, {"/b", nil}} {
		if diff := cmp.Diff(tt.want, unread(l.Unread(ctx, "file", tt.root))); diff != "" {
			t.Errorf("unread below %q (-want +got):\n%s", tt.root, diff)
		}
	}
	must[ledger.Taken](t)(l.Take(ctx, at("/c", 1), id("c"), 7))
	must[ledger.Taken](t)(l.Take(ctx, at("/d", 1), id("d"), 7))
	check(t, l.Finish(ctx, day, []ledger.Finished{
		{ID: id("c"), Outcome: ledger.PartlyIndexed, Reason: "textless_page", Extractor: "e2", IndexVersion: "i"},
		{ID: id("d"), Outcome: ledger.Indexed, Extractor: "e2", IndexVersion: "i"},
	}))
	for root, want := range map[string][]saksok.DocumentID{"/c": {id("c")}, "/d": nil} {
		if diff := cmp.Diff(want, unread(l.Unread(ctx, "file", root))); diff != "" {
			t.Errorf("unread below %q (-want +got):\n%s", root, diff)
		}
	}
	check(t, l.Retry(ctx, []saksok.DocumentID{id("a")}))
	work := must[[]ledger.Work](t)(l.Pending(ctx, day, "e2", "i"))
	if diff := cmp.Diff([]ledger.Work{{ID: id("a"), Path: "/a"}}, work); diff != "" {
		t.Errorf("after Retry (-want +got):\n%s", diff)
	}
}

func TestNextTry(t *testing.T) {
	for _, tt := range []struct {
		reason saksok.ProblemCode
		tries  int
		want   time.Duration // 0: never
	}{
		{saksok.ProblemTimeout, 1, 10 * time.Minute},
		{saksok.ProblemEngine, 2, time.Hour},
		{saksok.ProblemTimeout, 3, 0},
		{saksok.ProblemDamaged, 1, 0},
		{saksok.ProblemEncrypted, 1, 0},
	} {
		got, ok := ledger.NextTry(ledger.Reason(tt.reason), tt.tries, day)
		if ok != (tt.want > 0) || ok && got.Sub(day) != tt.want {
			t.Errorf("%s, try %d: %v %v, want %v", tt.reason, tt.tries, got, ok, tt.want)
		}
	}
}

func TestDocumentsPages(t *testing.T) {
	l := open(t)
	ctx := t.Context()
	want := map[saksok.DocumentID]bool{}
	for i := range 25 {
		d := saksok.DocumentID(fmt.Sprintf("%064x", i))
		want[d] = true
		must[ledger.Taken](t)(l.Take(ctx, at(fmt.Sprint("/", i), ledger.RunID(i/10)), d, 1)) // ten share a stamp
		check(t, l.Finish(ctx, day, []ledger.Finished{{ID: d, Outcome: ledger.Indexed, IndexVersion: "i",
			Facts: ledger.Facts{Title: "Møteinnkalling", Kind: saksok.KindNotice, Pages: 2, Figures: 3}}}))
	}
	for _, size := range []int{1, 7, 25, 100} {
		got := map[saksok.DocumentID]bool{}
		f := ledger.Filter{Limit: size, Kinds: []saksok.DocumentKind{saksok.KindNotice}}
		for {
			p := must[ledger.Page](t)(l.Documents(ctx, f))
			if p.Total != 25 {
				t.Fatalf("total %d, want 25", p.Total)
			}
			for _, d := range p.Documents {
				if got[d.SHA256] {
					t.Errorf("limit %d: %s twice", size, d.SHA256)
				}
				got[d.SHA256] = true
			}
			if f.After = p.Next; p.Next == "" {
				break
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("limit %d (-want +got):\n%s", size, diff)
		}
	}
	if _, err := l.Documents(ctx, ledger.Filter{After: "nonsense"}); !errors.Is(err, ledger.ErrCursor) {
		t.Errorf("bad cursor: %v", err)
	}
	totals := must[ledger.Totals](t)(l.Totals(ctx))
	if totals.Pages != 50 || totals.Figures != 75 || totals.Documents[ledger.Indexed] != 25 {
		t.Errorf("totals %+v", totals)
	}
}

func TestRuns(t *testing.T) {
	l := open(t)
	ctx := t.Context()
	if _, ok, err := l.LastRun(ctx); ok || err != nil {
		t.Fatalf("a run in an empty ledger: %v %v", ok, err)
	}
	first := must[ledger.RunID](t)(l.StartRun(ctx, "start", day))
	second := must[ledger.RunID](t)(l.StartRun(ctx, "schedule", day.Add(time.Hour))) // the first was killed
	if first == second {
		t.Fatal("two runs, one number")
	}
	want := ledger.Run{ID: second, Trigger: "schedule", Started: day.Add(time.Hour), Ended: day.Add(2 * time.Hour), Outcome: "partial", Error: "e",
		Counts: ledger.Counts{Found: 1, New: 2, Duplicates: 3, Unchanged: 4, Skipped: 5, Missing: 6, Documents: 7, Indexed: 8,
			PartlyIndexed: 9, NoText: 10, Encrypted: 11, Quarantined: 12, Pages: 13, Items: 14, Decisions: 15, Figures: 16, Problems: 17}}
	check(t, l.EndRun(ctx, want))
	got, ok, err := l.LastRun(ctx)
	if err != nil || !ok {
		t.Fatal(ok, err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("last run (-want +got):\n%s", diff)
	}
}

func TestReopenKeepsAllAndRefusesNewer(t *testing.T) {
	path := filepath.Join(t.TempDir(), "odd name?%41#å.db")
	ctx := t.Context()
	for range 3 {
		l, err := ledger.Open(ctx, path)
		check(t, err)
		must[ledger.Taken](t)(l.Take(ctx, at("/a", 1), id("a"), 7))
		check(t, l.Close())
	}
	r, err := ledger.OpenReadOnly(path)
	check(t, err)
	d, places, err := r.Document(ctx, id("a"))
	if err != nil || len(places) != 1 {
		t.Errorf("read-only: %v %v", places, err)
	}
	want := ledger.Document{SHA256: id("a"), Bytes: 7, Outcome: ledger.Stored}
	if diff := cmp.Diff(want, d, cmpopts.IgnoreFields(ledger.Document{}, "FirstSeen", "OutcomeAt")); diff != "" {
		t.Errorf("document (-want +got):\n%s", diff)
	}
	check(t, r.Close())

	db, err := sql.Open("sqlite", "file:"+filepath.Join(t.TempDir(), "new.db"))
	check(t, err)
	_, err = db.ExecContext(ctx, `PRAGMA user_version = 99`)
	check(t, err)
	var file string
	check(t, db.QueryRowContext(ctx, `SELECT file FROM pragma_database_list`).Scan(&file))
	check(t, db.Close())
	if _, err := ledger.Open(ctx, file); !errors.Is(err, ledger.ErrNewer) {
		t.Errorf("a newer ledger: %v, want ErrNewer", err)
	}
}

// Reading goes on while a write is under way, and a cancelled write leaves nothing.
func TestConcurrentAndCancelled(t *testing.T) {
	l := open(t)
	stopped, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := l.Take(stopped, at("/x", 1), id("e"), 1); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled Take: %v", err)
	}
	errs := make(chan error)
	const writers = 4
	for w := range writers {
		go func() {
			var err error
			for i := range 20 {
				_, terr := l.Take(t.Context(), at(fmt.Sprintf("/%d/%d", w, i), 1), saksok.DocumentID(fmt.Sprintf("%064x", i)), 1)
				_, rerr := l.Totals(t.Context())
				err = errors.Join(err, terr, rerr)
			}
			errs <- err
		}()
	}
	for range writers {
		check(t, <-errs)
	}
	totals := must[ledger.Totals](t)(l.Totals(t.Context()))
	want := map[ledger.Outcome]int{ledger.Stored: 20}
	if diff := cmp.Diff(want, totals.Documents); diff != "" {
		t.Errorf("documents (-want +got):\n%s", diff)
	}
	if got := totals.Places[ledger.Stored] + totals.Places[ledger.Duplicate]; got != writers*20 || totals.Places[ledger.Stored] != 20 {
		t.Errorf("places %v", totals.Places)
	}
}

func TestInIndex(t *testing.T) {
	l := open(t)
	ctx := t.Context()
	for i, version := range []string{"i1", "i2", "i2", ""} {
		d := id(string(rune('a' + i)))
		must[ledger.Taken](t)(l.Take(ctx, at("/in/"+string(d[:1]), 1), d, 7))
		check(t, l.Finish(ctx, day, []ledger.Finished{{ID: d, Outcome: ledger.Indexed, IndexVersion: version}}))
	}
	if any, this, err := l.InIndex(ctx, "i2"); any != 3 || this != 2 || err != nil {
		t.Errorf("in any index %d, in i2 %d, %v; want 3 and 2", any, this, err)
	}
}
