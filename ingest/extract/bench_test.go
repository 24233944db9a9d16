package extract_test

import (
	"path/filepath"
	"testing"
	"time"

	"saksok"
	"saksok/ingest/extract"
	"saksok/ingest/extract/figure"
	"saksok/ingest/extract/layout"
	"saksok/ingest/extract/pdftext"
	"saksok/ingest/extract/segment"
	"saksok/ingest/extract/table"
)

// realSize are documents of the size that is met: minutes of a city council, a
// state budget full of tables, a county's election record of 300 pages.
var realSize = []string{"da_aarhus_2025-08-27_byraad-referat", "no_stat_2026_gul-bok", "no_valg_vestland_fylkesvalstyret-300p"}

// benchDocuments are the paths of realSize, or of our packs where the shared
// documents are not at hand.
func benchDocuments(b *testing.B) []string {
	b.Helper()
	var paths []string
	for _, name := range realSize {
		m, err := filepath.Glob(filepath.Join(sharedDir, "corpus/pdf", name+".pdf"))
		if err != nil {
			b.Fatal(err)
		}
		paths = append(paths, m...)
	}
	if len(paths) == len(realSize) {
		return paths
	}
	paths, err := filepath.Glob(filepath.Join(packsDir, "*.pdf"))
	if err != nil || len(paths) == 0 {
		b.Fatalf("no documents: %v", err)
	}
	b.Logf("the shared documents are not here: %d packs instead", len(paths))
	return paths
}

// BenchmarkExtract makes extractions of PDFs, through the wall.
func BenchmarkExtract(b *testing.B) {
	r := pdftext.NewReader(pdftext.Options{})
	defer r.Close()
	e := extract.New(r)
	for _, path := range benchDocuments(b) {
		b.Run(filepath.Base(path), func(b *testing.B) {
			b.ReportAllocs()
			pages := 0
			for b.Loop() {
				x, err := e.Extract(b.Context(), path)
				if err != nil {
					b.Fatal(err)
				}
				pages += x.Document.Pages
			}
			b.ReportMetric(float64(pages)/b.Elapsed().Seconds(), "pages/s")
		})
	}
}

// BenchmarkLayoutSegment makes extractions of pages that are read, and compares
// the processor time with PDFium's for the same pages:
//
//	share-%          of all the time from PDF to extraction, ours
//	of-pdfium-%      our time in hundredths of PDFium's; the goal is less than 100
//	money-of-pdfium-% that of tables and figures alone; the goal is less than 100
//	layout-%, …      of ours; what is left is topics and the text of pages
func BenchmarkLayoutSegment(b *testing.B) {
	for _, path := range benchDocuments(b) {
		b.Run(filepath.Base(path), func(b *testing.B) { benchmarkStructure(b, path) })
	}
}

func benchmarkStructure(b *testing.B, path string) {
	d, pdfium, reading := readTimed(b, path)
	pages := float64(len(d.pages))
	var s stages
	b.ReportAllocs()
	runs := 0.0
	before, _ := cpuTime()
	for b.Loop() {
		d.structure()
		runs++
	}
	after, _ := cpuTime()
	total := (after - before).Seconds() / runs
	for range max(1, int(runs/2)) {
		s.add(d)
	}
	b.ReportMetric(1000*total/pages, "ms/page")
	b.ReportMetric(pages*runs/b.Elapsed().Seconds(), "pages/s")
	if pdfium <= 0 || total <= 0 {
		b.Log("processor time is not known here")
		return
	}
	b.ReportMetric(1000*pdfium.Seconds()/pages, "pdfium-ms/page")
	b.ReportMetric(100*total/(total+reading.Seconds()), "share-%")
	b.ReportMetric(100*total/pdfium.Seconds(), "of-pdfium-%")
	n := float64(max(1, int(runs/2))) * total / 100
	b.ReportMetric(s.layout.Seconds()/n, "layout-%")
	b.ReportMetric(s.table.Seconds()/n, "table-%")
	b.ReportMetric(s.segment.Seconds()/n, "segment-%")
	b.ReportMetric(s.figure.Seconds()/n, "figure-%")
	money := (s.table + s.figure).Seconds() / float64(max(1, int(runs/2)))
	b.ReportMetric(100*money/pdfium.Seconds(), "money-of-pdfium-%")
}

// stages is the processor time of the stages.
type stages struct{ layout, table, segment, figure time.Duration }

func (s *stages) add(d rawDocument) {
	clock, _ := cpuTime()
	lap := func() time.Duration {
		now, _ := cpuTime()
		took := now - clock
		clock = now
		return took
	}
	doc := layout.Build(d.pages)
	s.layout += lap()
	var found []table.Grid
	for i := range doc.Pages {
		if !doc.Pages[i].Garbled {
			found = append(found, table.Find(&doc.Pages[i])...)
		}
	}
	x := saksok.NewExtraction("", 0)
	joined := table.Join(found)
	for _, g := range joined {
		x.Tables = append(x.Tables, g.Table())
	}
	s.table += lap()
	segment.Into(x, doc, d.title)
	s.segment += lap()
	readFigures(x, doc, found, joined)
	s.figure += lap()
}

// readFigures reads the amounts of tables, and those of all lines, the tables' too:
// no less work than an extraction does.
func readFigures(x *saksok.Extraction, doc *layout.Document, found, joined []table.Grid) {
	loc := saksok.LocaleOf(x.Document.Language)
	for i := range x.Tables {
		t := &x.Tables[i]
		figure.FromTable(t, figure.Around(&doc.Pages[t.Page-1], &joined[i], found, loc, x.Document.Kind))
		figure.InCells(t, loc)
	}
	var lines []layout.Line
	for _, p := range doc.Pages {
		for _, l := range p.Lines {
			if !p.Garbled && !l.Furniture {
				lines = append(lines, l)
			}
		}
	}
	figure.Prose(doc, lines, loc)
}

// readTimed reads a document's pages and tells PDFium's processor time for it,
// and that of all of the reading. A child's time is known when it has ended, so a
// document is read once and then twice: the difference leaves its start out.
func readTimed(b *testing.B, path string) (d rawDocument, pdfium, all time.Duration) {
	b.Helper()
	read := func(times int) (self, child time.Duration) {
		r := pdftext.NewReader(pdftext.Options{Engine: pdftext.EnginePDFium})
		s0, c0 := cpuTime()
		for range times {
			var err error
			if d, err = readRaw(b.Context(), r, path); err != nil {
				b.Fatal(err)
			}
		}
		if err := r.Close(); err != nil {
			b.Fatal(err)
		}
		s1, c1 := cpuTime()
		return s1 - s0, c1 - c0
	}
	read(1) // PDFium is compiled now
	const more = 2
	s1, c1 := read(1)
	s2, c2 := read(1 + more)
	pdfium = (c2 - c1) / more
	return d, pdfium, pdfium + (s2-s1)/more
}
