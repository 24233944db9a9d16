package pdftext

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// spelledAt draws each glyph by itself, as browsers print, in Courier: every
// glyph is 0.6 em wide.
func spelledAt(x, y, size float64, s string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "BT /F2 %g Tf 1 0 0 -1 %g %g Tm", size, x, y)
	for i, c := range []byte(s) {
		if i > 0 {
			fmt.Fprintf(&b, " %g 0 Td", 0.6*size)
		}
		fmt.Fprintf(&b, " (%c) Tj", c)
	}
	return b.String() + " ET\n"
}

// TestGlyphsDrawnByThemselves: on a page with much white PDFium takes the glyphs of
// a word, each drawn by itself, for words.
func TestGlyphsDrawnByThemselves(t *testing.T) {
	rows := [][3]string{{"Driftsinntekter", "2023", "2022"}, {"Kontingenter", "482300", "377983"}, {"Tilskudd", "640000", "612500"},
		{"Andre inntekter", "83117", "54009"}, {"Sum driftsinntekter", "205417", "044492"}}
	var content strings.Builder
	content.WriteString("q .75 0 0 -.75 0 842 cm\n")
	var want []string
	for i, r := range rows {
		y := 130 + 17*float64(i)
		for k, x := range []float64{96, 560, 700} {
			content.WriteString(spelledAt(x, y, 13.33, r[k]))
			want = append(want, r[k])
		}
	}
	content.WriteString("Q\n")
	b := new(builder)
	path := b.page(content.String(), "", "/Font << /F2 << /Type /Font /Subtype /Type1 /BaseFont /Courier >> >>").file(t)
	for _, engine := range engines {
		r := testReader(t, engine)
		pages, _ := readAll(t, r, path)
		var got []string
		for i, g := range pages[0].Glyphs {
			if i == 0 || g.Box[0]-pages[0].Glyphs[i-1].Box[2] > 10 || g.Box[0] < pages[0].Glyphs[i-1].Box[0] {
				got = append(got, "")
			} else if pages[0].Glyphs[i-1].Break {
				got[len(got)-1] += " "
			}
			got[len(got)-1] += g.Text
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: (-want +got):\n%s", engine, diff)
		}
	}
}

// TestPiecesOfOneShape: PDFium gives the characters of a ligature the whole box each,
// or a part of it each; they have one origin.
func TestPiecesOfOneShape(t *testing.T) {
	at := func(text string, x0, x1 float64) drawn {
		return drawn{text: text, object: 1, x: 439.2, y: 549.4, size: 11, tight: rect{x0, 549.4, x1, 558}}
	}
	for _, test := range []struct {
		name   string
		pieces []drawn
		want   []string
	}{
		{"parts of a box", []drawn{at("f", 439.4, 443.8), at("f", 443.8, 448.2), at("i", 448.2, 450)}, []string{"ffi"}},
		{"one box", []drawn{at("f", 439.4, 448.2), at("i", 439.4, 448.2)}, []string{"fi"}},
		{"a letter over another", []drawn{at("o", 439.4, 443.8), at("o", 439.6, 444)}, []string{"o", "o"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := textReader{dr: &drawing{}}
			for _, p := range test.pieces {
				r.add(p)
			}
			var got []string
			for _, g := range r.dr.glyphs {
				got = append(got, g.text)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("glyphs (-want +got):\n%s", diff)
			}
		})
	}
}
