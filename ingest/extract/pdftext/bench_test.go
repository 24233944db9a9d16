package pdftext

import "testing"

// BenchmarkRead reads a report of a county's election board, 300 pages of
// tables, through the wall.
func BenchmarkRead(b *testing.B) {
	path := sharedPDFs(b, "corpus/pdf/no_valg_vestland*.pdf")[0]
	for _, engine := range engines {
		b.Run(engine, func(b *testing.B) {
			r := NewReader(Options{Engine: engine})
			defer r.Close()
			read := func() (pages, glyphs int) {
				_, err := r.Read(b.Context(), path, func(p Page) error {
					pages++
					glyphs += len(p.Glyphs)
					return nil
				})
				if err != nil {
					b.Fatal(err)
				}
				return pages, glyphs
			}
			read() // start the child
			b.ReportAllocs()
			pages, glyphs := 0, 0
			for b.Loop() {
				p, g := read()
				pages, glyphs = pages+p, glyphs+g
			}
			b.ReportMetric(float64(pages)/b.Elapsed().Seconds(), "pages/s")
			b.ReportMetric(float64(glyphs)/b.Elapsed().Seconds(), "glyphs/s")
			if rss, ok := residentBytes(r.idle[0].cmd.Process.Pid); ok {
				b.ReportMetric(float64(rss>>20), "child-MiB")
			}
		})
	}
}
