package table_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"saksok"
	"saksok/ingest/extract/layout"
	"saksok/ingest/extract/table"

	"github.com/google/go-cmp/cmp"
)

// setCells makes a page of cells set at places along x, in print with narrow blanks.
func setCells(at []float64, rows ...string) *layout.Page {
	const char, blank = 5.0, 2.5
	p := &layout.Page{Number: 1, Width: 600, Height: 840, BodySize: fontSize, Engine: "drawn"}
	for i, row := range rows {
		y := float64(i)*lineHeight + 40
		l := layout.Line{Page: 1, Baseline: y + 9, Size: fontSize}
		for c, cell := range strings.Split(row, "|") {
			x := at[c]
			for w := range strings.FieldsSeq(cell) {
				box := saksok.Box{x, y + 1.5, x + char*float64(utf8.RuneCountInString(w)), y + 11.5}
				l.Words = append(l.Words, layout.Word{Text: w, Box: box, Size: fontSize})
				l.Box = l.Box.Union(box)
				x = box[2] + blank
			}
		}
		p.Lines = append(p.Lines, l)
	}
	return p
}

// TestTightColumns: a label hardly parted from the value beside it is parted where
// all other rows leave the strip free; a section number stays with its text, and
// amounts with a currency sign are no groups of one number.
func TestTightColumns(t *testing.T) {
	p := setCells([]float64{40, 187.3, 211},
		"1 Drift av bygg og anlegg|$204|$388",
		"2 Kjøp av tjenester|$310|$295",
		"3 Tilskudd til frivillige lag i|$820|$910",
		"4 Lån og avdrag|$115|$120",
	)
	want := `stream pages 1-1, 0 head rows, 3 columns
 0 | 0:1 Drift av bygg og anlegg | 1:$204 | 2:$388
 1 | 0:2 Kjøp av tjenester | 1:$310 | 2:$295
 2 | 0:3 Tilskudd til frivillige lag i | 1:$820 | 2:$910
 3 | 0:4 Lån og avdrag | 1:$115 | 2:$120
`
	if d := cmp.Diff(want, printGrids(table.Find(p))); d != "" {
		t.Errorf("grids (-want +got):\n%s", d)
	}
}
