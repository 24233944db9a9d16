package segment

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"saksok"
)

var update = flag.Bool("update", false, "write what is read of the cases as what is wanted")

// knownCases fail yet; one that holds fails the test, so that the list shrinks.
var knownCases = map[string]bool{}

// TestCases reads drawn documents. Each case is a txtar archive of pages or
// slides and what is read of them; the comment says what it is about. How a page
// is drawn: see draw.
func TestCases(t *testing.T) {
	paths, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, path := range paths {
		name := strings.TrimSuffix(filepath.Base(path), ".txtar")
		t.Run(name, func(t *testing.T) {
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			pages, want, ok := strings.Cut(string(data), "-- want --\n")
			start := strings.Index(pages, "-- ")
			if !ok || start <= 0 {
				t.Fatal("a case is a comment, pages and what is wanted")
			}
			got := readCase(pages[start:])
			switch {
			case knownCases[name] && got == want:
				t.Error("holds now, take it off the list of known failures")
			case knownCases[name]:
				t.Skipf("known failure, got:\n%s", got)
			case *update:
				if err := os.WriteFile(path, []byte(pages+"-- want --\n"+got), 0o644); err != nil {
					t.Fatal(err)
				}
			case got != want:
				t.Errorf("(-want +got):\n%s", cmp.Diff(want, got))
			}
		})
	}
}

// readCase prints what is read of drawn pages, or the panic that ended it.
func readCase(pages string) (got string) {
	defer func() {
		if r := recover(); r != nil {
			got = fmt.Sprintf("panic: %v\n", r)
		}
	}()
	x := saksok.NewExtraction("ab", 1)
	doc, tables := drawn(pages)
	x.Tables = tables
	Into(x, doc, "")
	return printExtraction(x)
}

// TestOnlyMinutesAdopt: the text of minutes under another document's title
// adopts nothing, whatever its labels say.
func TestOnlyMinutesAdopt(t *testing.T) {
	paths, err := filepath.Glob("testdata/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range paths {
		if knownCases[strings.TrimSuffix(filepath.Base(path), ".txtar")] {
			continue
		}
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		pages, _, _ := strings.Cut(string(data), "-- want --\n")
		doc := draw(pages[strings.Index(pages, "-- "):])
		for _, kind := range []saksok.DocumentKind{saksok.KindPack, saksok.KindNotice, saksok.KindAgenda, saksok.KindCasePaper,
			saksok.KindSlidePack, saksok.KindBudget, saksok.KindAttachment, saksok.KindOther} {
			f := newFlow(doc, nil)
			f.cues = cuesFor(f.language())
			a := f.readAgenda(nil, saksok.KindMinutes)
			spans := f.findItems(a, kind)
			items, _ := f.items(a, spans, kind)
			for _, d := range f.decisions(spans, items, kind, saksok.Meeting{}) {
				if d.Status == saksok.StatusAdopted && d.MeetingDay == "" && d.Body == "" {
					t.Errorf("%s as %s: %q is adopted", filepath.Base(path), kind, d.Text)
				}
			}
		}
	}
}
