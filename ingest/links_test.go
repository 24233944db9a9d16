package ingest_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"saksok"
	"saksok/ingest"
	"saksok/ingest/ledger"
)

// meetingReader reads a document whose first line is "kind day" as one of the
// formannskap of that day, with one item.
type meetingReader struct{ *lineReader }

func (r meetingReader) Extract(ctx context.Context, path string) (*saksok.Extraction, error) {
	x, err := r.lineReader.Extract(ctx, path)
	if x == nil || err != nil {
		return x, err
	}
	kind, day, _ := strings.Cut(strings.TrimSpace(x.Pages[0].Text), " ")
	x.Document.Kind = saksok.DocumentKind(kind)
	x.Meeting = saksok.Meeting{Body: "Formannskapet", Organisation: "Storvik kommune", Date: saksok.Date(day)}
	x.Items = []saksok.Item{{Number: "1/24", Key: "2024-1", Title: "Lia barnehage", CaseRef: "23/1482", FirstPage: 1}}
	status := saksok.StatusProposed
	if kind == "minutes" {
		status = saksok.StatusAdopted
	}
	x.Decisions = []saksok.Decision{{Item: "1/24", Status: status, Text: "Ja.", Page: 1}}
	return x, nil
}

func linked(t *testing.T, p *ingest.Pipeline) []string {
	t.Helper()
	list, _, err := ingest.Links(p.Ledger).Meetings(t.Context(), "", 10)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, m := range list {
		out = append(out, fmt.Sprint(m.Meeting.Date, " ", m.Documents, " ", m.Decided))
	}
	return out
}

// Documents are joined as they come in, one run after the other; a ledger whose
// cards are of other rules has them made again from the stored extractions.
func TestLinks(t *testing.T) {
	data, in := t.TempDir(), t.TempDir()
	open := func() *ingest.Pipeline {
		p, err := ingest.Open(t.Context(), ingest.Options{Data: data, Extractor: meetingReader{newReader()}, Sink: newSink(t)})
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	run := func(p *ingest.Pipeline) {
		if _, err := p.Run(t.Context(), ingest.Request{Paths: []string{in}, Interactive: true}); err != nil {
			t.Fatal(err)
		}
	}
	p := open()
	for i, step := range []struct {
		line string
		want []string
	}{
		{"page pack 2024-03-14", []string{"2024-03-14 1 0"}},
		{"page minutes 2024-03-14", []string{"2024-03-14 2 1"}},
		{"page pack 2024-04-18", []string{"2024-04-18 1 0", "2024-03-14 2 1"}},
	} {
		if err := os.WriteFile(filepath.Join(in, fmt.Sprint(i, ".pdf")), []byte(document(step.line)), 0o600); err != nil {
			t.Fatal(err)
		}
		run(p)
		if diff := cmp.Diff(step.want, linked(t, p)); diff != "" {
			t.Errorf("after %q (-want +got):\n%s", step.line, diff)
		}
	}
	want := linked(t, p)

	err := errors.Join(p.Ledger.SetCardRules(t.Context(), "of old"), p.Ledger.PutCards(t.Context(), noCards(t, p)), p.Close())
	if err != nil {
		t.Fatal(err)
	}
	p = open()
	if got := linked(t, p); len(got) != 0 {
		t.Fatalf("the cards are still there: %v", got)
	}
	run(p)
	if diff := cmp.Diff(want, linked(t, p)); diff != "" {
		t.Errorf("made again (-want +got):\n%s", diff)
	}
	ms, err := ingest.Links(p.Ledger).Matters(t.Context(), "2023/1482")
	if err != nil || len(ms) != 1 || len(ms[0].Treatments) != 2 {
		t.Errorf("matters: %+v %v", ms, err)
	}
	if err := p.Close(); err != nil {
		t.Fatal(err)
	}
}

// noCards is every document with no cards.
func noCards(t *testing.T, p *ingest.Pipeline) map[saksok.DocumentID][]ledger.Card {
	t.Helper()
	page, err := p.Ledger.Documents(t.Context(), ledger.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	out := map[saksok.DocumentID][]ledger.Card{}
	for _, d := range page.Documents {
		out[d.SHA256] = nil
	}
	return out
}
