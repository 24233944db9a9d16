package pdftext

import (
	"math"
	"strings"
	"testing"

	"saksok"

	"github.com/google/go-cmp/cmp"
)

// lines joins glyphs by baseline, in order, with blanks at breaks.
func lines(glyphs []Glyph) (out []string) {
	base := math.Inf(-1)
	for i, g := range glyphs {
		if math.Abs(g.Baseline-base) > 0.5*g.Size {
			out = append(out, "")
		} else if glyphs[i-1].Break {
			out[len(out)-1] += " "
		}
		out[len(out)-1] += g.Text
		base = g.Baseline
	}
	return out
}

var engines = []string{EnginePDFium, EngineLedongthuc}

func TestPages(t *testing.T) {
	for _, test := range []struct {
		name     string
		content  string
		entries  string
		res      string
		want     []string // lines
		turned   string
		turn     int
		rules    []Rule
		size     [2]float64
		baseline float64 // of the first glyph
		bold     int     // glyphs
	}{
		{
			name:    "Norwegian letters and amounts",
			content: textAt(72, 700, 12, "Sak 12/24 Økonomiplan på ærlig vis, 1 234 500 kr"),
			want:    []string{"Sak 12/24 Økonomiplan på ærlig vis, 1 234 500 kr"}, baseline: 142,
		},
		{
			name:    "words placed by TJ",
			content: "BT /F1 12 Tf 72 700 Td [(Forslag)-300(til)-300(vedtak)] TJ ET",
			want:    []string{"Forslag til vedtak"}, baseline: 142,
		},
		{
			name:    "quote operators and leading",
			content: "BT /F1 12 Tf 14 TL 72 700 Td (en) Tj (to) ' 0 0 (tre) \" T* (fire) Tj ET",
			want:    []string{"en", "to", "tre", "fire"}, baseline: 142,
		},
		{
			name:    "a page that lies sideways",
			content: "BT /F1 12 Tf 0 1 -1 0 300 100 Tm (Budsjett 2025) Tj ET",
			entries: "/Rotate 90",
			want:    []string{"Budsjett 2025"}, turn: 90, size: [2]float64{842, 595}, baseline: 300,
		},
		{
			name:    "sideways text on an upright page",
			content: "BT /F1 12 Tf 0 -1 1 0 300 700 Tm (Tabell) Tj ET",
			want:    []string{"Tabell"}, turn: 270, size: [2]float64{842, 595}, baseline: 295,
		},
		{
			name:    "a crop box off the origin",
			content: textAt(172, 700, 12, "inne") + textAt(10, 700, 12, "ute"),
			entries: "/CropBox [100 100 500 800]",
			want:    []string{"inne"}, size: [2]float64{400, 700}, baseline: 100,
		},
		{
			name: "a watermark across the page",
			content: textAt(72, 700, 12, "Saksframlegg") +
				"BT /F1 60 Tf 0.7 0.7 -0.7 0.7 100 200 Tm (UTKAST) Tj ET",
			want: []string{"Saksframlegg"}, turned: "UTKAST", baseline: 142,
		},
		{
			name:    "bold by printing twice",
			content: textAt(72, 700, 12, "Vedtak") + textAt(72.3, 700, 12, "Vedtak"),
			want:    []string{"Vedtak"}, bold: 6, baseline: 142,
		},
		{
			name:    "bold by name",
			content: "BT /F2 12 Tf 72 700 Td (Vedtak) Tj ET",
			want:    []string{"Vedtak"}, bold: 6, baseline: 142,
		},
		{
			name:    "a form with a matrix",
			content: "q 1 0 0 1 50 0 cm /X1 Do Q",
			res:     "/XObject <</X1 3 0 R>>",
			want:    []string{"i et skjema"}, baseline: 142,
			rules: []Rule{{X0: 90, Y0: 152, X1: 190, Y1: 152, Width: 2}},
		},
		{
			name: "a ruled table",
			content: "1 w 100 700 m 300 700 l S 100 600 200 100 re S 0.5 g 100 500 200 1 re f 0.9 g 100 300 200 100 re f " +
				"1 g 0 0 595 842 re f 0 g " + textAt(110, 640, 10, "celle"),
			want: []string{"celle"}, baseline: 202,
			rules: []Rule{
				{X0: 100, Y0: 142, X1: 100, Y1: 242, Width: 1}, {X0: 300, Y0: 142, X1: 300, Y1: 242, Width: 1},
				{X0: 100, Y0: 142, X1: 300, Y1: 142, Width: 1}, {X0: 100, Y0: 242, X1: 300, Y1: 242, Width: 1},
				{X0: 100, Y0: 341.5, X1: 300, Y1: 341.5, Width: 1},
				{X0: 100, Y0: 442, X1: 100, Y1: 542, Edge: true}, {X0: 300, Y0: 442, X1: 300, Y1: 542, Edge: true},
				{X0: 100, Y0: 442, X1: 300, Y1: 442, Edge: true}, {X0: 100, Y0: 542, X1: 300, Y1: 542, Edge: true},
			},
		},
		{
			name:    "an inline image",
			content: "q 10 0 0 10 0 0 cm BI /W 2 /H 2 /CS /G /BPC 8 ID \x00EI\xff EI Q " + textAt(72, 700, 12, "etter"),
			want:    []string{"etter"}, baseline: 142,
		},
		{
			name:    "broken operators",
			content: "Q Q 5 Tf BT 5 Tf ET 1 l nonsense " + textAt(72, 700, 12, "helt"),
			want:    []string{"helt"}, baseline: 142,
		},
	} {
		for _, engine := range engines {
			t.Run(test.name+" "+engine, func(t *testing.T) {
				b := &builder{}
				b.add(stream("/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Matrix [1 0 0 1 -10 0]"+
					" /Resources <</Font <</F1 <</Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding>> >> >>",
					textAt(50, 700, 12, "i et skjema")+"2 w 50 690 m 150 690 l S"))
				pages, info := readAll(t, testReader(t, engine), b.page(test.content, test.entries, test.res).file(t))
				if len(pages) != 1 || len(info.Problems) != 0 {
					t.Fatalf("%d pages, problems %v", len(pages), info.Problems)
				}
				p := pages[0]
				if diff := cmp.Diff(test.want, lines(p.Glyphs)); diff != "" {
					t.Errorf("lines (-want +got):\n%s", diff)
				}
				if got := strings.Join(lines(p.Turned), ""); len(got) != len(test.turned) {
					t.Errorf("turned: %q, want %q", got, test.turned)
				}
				size := test.size
				if size[0] == 0 {
					size = [2]float64{595, 842}
				}
				if p.Width != size[0] || p.Height != size[1] || p.Turn != test.turn {
					t.Errorf("page %g x %g turned %d, want %v turned %d", p.Width, p.Height, p.Turn, size, test.turn)
				}
				if test.rules != nil {
					if diff := cmp.Diff(test.rules, p.Rules); diff != "" {
						t.Errorf("rules (-want +got):\n%s", diff)
					}
				}
				bold := 0
				for _, g := range p.Glyphs {
					if g.Bold {
						bold++
					}
				}
				if bold != test.bold {
					t.Errorf("%d bold glyphs, want %d", bold, test.bold)
				}
				if len(p.Glyphs) > 0 && math.Abs(p.Glyphs[0].Baseline-test.baseline) > 0.02 {
					t.Errorf("baseline %g, want %g", p.Glyphs[0].Baseline, test.baseline)
				}
			})
		}
	}
}

func TestGlyphBoxes(t *testing.T) {
	path := (&builder{}).page(textAt(100, 700, 10, "Ag1"), "", "").file(t)
	for _, engine := range engines {
		t.Run(engine, func(t *testing.T) {
			pages, info := readAll(t, testReader(t, engine), path)
			g := pages[0].Glyphs
			if len(g) != 3 {
				t.Fatalf("%d glyphs", len(g))
			}
			// Helvetica: A 667, g 556, 1 556 thousandths.
			for i, want := range [][2]float64{{100, 106.67}, {106.67, 112.23}, {112.23, 117.79}} {
				box := saksok.Box{want[0], 134.5, want[1], 144.5}
				for k := range box {
					if math.Abs(g[i].Box[k]-box[k]) > 0.3 {
						t.Errorf("glyph %d: box %v, want %v", i, g[i].Box, box)
						break
					}
				}
				if math.Abs(g[i].Size-10) > 0.01 || g[i].Font != 0 || info.Fonts[0] != "Helvetica" {
					t.Errorf("glyph %d: size %g, fonts %v", i, g[i].Size, info.Fonts)
				}
			}
		})
	}
}
