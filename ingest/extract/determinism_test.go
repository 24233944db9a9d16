package extract_test

import (
	"bytes"
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"testing"

	"saksok"
	"saksok/ingest/extract"
	"saksok/ingest/extract/pdftext"

	"golang.org/x/sync/errgroup"
)

// rawDocument is a document as the PDF engine gives it.
type rawDocument struct {
	pages []pdftext.Page
	title string
}

// readRaw reads a file's pages. They are the caller's to change.
func readRaw(ctx context.Context, r *pdftext.Reader, path string) (rawDocument, error) {
	var d rawDocument
	info, err := r.Read(ctx, path, func(p pdftext.Page) error {
		d.pages = append(d.pages, p)
		return nil
	})
	d.title = info.Title
	return d, err
}

// clone is a copy that shares nothing with d.
func (d rawDocument) clone() rawDocument {
	d.pages = slices.Clone(d.pages)
	for i := range d.pages {
		p := &d.pages[i]
		p.Glyphs, p.Turned = slices.Clone(p.Glyphs), slices.Clone(p.Turned)
		p.Rules, p.Images = slices.Clone(p.Rules), slices.Clone(p.Images)
	}
	return d
}

// structure is the extraction of pages that are read.
func (d rawDocument) structure() *saksok.Extraction {
	x := saksok.NewExtraction("", 0)
	extract.Pages(x, d.pages, d.title)
	return x
}

// TestTwentyTimesTheSame: layout, tables, segmentation and figures give the same
// bytes for the same pages, twenty times, in two goroutines at once, and leave the
// pages as they were. What a fresh child process reads gives them once more. Maps
// are walked in another order each time and a cache is shared by both goroutines,
// so a rule that hangs on either shows here, the second under -race.
func TestTwentyTimesTheSame(t *testing.T) {
	first, fresh := pdftext.NewReader(pdftext.Options{}), pdftext.NewReader(pdftext.Options{})
	defer first.Close()
	defer fresh.Close()
	for _, name := range []string{
		"brennvik-budsjett-2025",                     // tables, over pages
		"skarvvik-havn-2024-02-12-protokoll-skannet", // pages without text
		"helsedatastyre-2024-06-05-presentasjon",     // slides
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(packsDir, name+".pdf")
			d, err := readRaw(t.Context(), first, path)
			if err != nil {
				t.Fatal(err)
			}
			untouched := d.clone()
			again, err := readRaw(t.Context(), fresh, path)
			if err != nil {
				t.Fatal(err)
			}
			want, err := encode(d.structure())
			if err != nil {
				t.Fatal(err)
			}
			if len(want) < 1000 {
				t.Fatalf("only %d bytes were read: %s", len(want), want)
			}
			var runs []rawDocument
			for range 20 {
				runs = append(runs, d)
			}
			repeat(t, append(runs, untouched, again), want)
		})
	}
}

// repeat makes the extraction of each, two at a time, and wants the same bytes.
func repeat(t *testing.T, runs []rawDocument, want []byte) {
	t.Helper()
	var g errgroup.Group
	g.SetLimit(2)
	for i, d := range runs {
		g.Go(func() error {
			got, err := encode(d.structure())
			if err == nil && !bytes.Equal(got, want) {
				err = fmt.Errorf("run %d of %d gives another result", i+1, len(runs))
			}
			return err
		})
	}
	if err := g.Wait(); err != nil {
		t.Error(err)
	}
}
