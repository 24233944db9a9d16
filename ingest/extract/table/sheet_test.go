package table

import (
	"fmt"
	"strings"
	"testing"

	"saksok"

	"github.com/google/go-cmp/cmp"

	"saksok/ingest/extract/layout"
	"saksok/ingest/extract/pdftext"
)

// TestSheets: the outer cells of a page's tables, whatever lines are in them.
func TestSheets(t *testing.T) {
	across := func(y, from, to float64) pdftext.Rule { return pdftext.Rule{X0: from, Y0: y, X1: to, Y1: y} }
	down := func(x, from, to float64) pdftext.Rule { return pdftext.Rule{X0: x, Y0: from, X1: x, Y1: to} }
	outer := []pdftext.Rule{
		across(100, 50, 500), across(120, 50, 500), across(400, 50, 500),
		down(50, 100, 400), down(120, 100, 400), down(500, 100, 400),
	}
	inner := []pdftext.Rule{across(200, 120, 500), across(220, 120, 500), down(300, 200, 220)}
	var shaded []pdftext.Rule
	for _, r := range outer {
		r.Edge = true
		shaded = append(shaded, r)
	}
	joined := append([]pdftext.Rule{across(100, 50, 500), down(50, 100, 150), down(120, 120, 150), down(500, 100, 150)}, across(120, 50, 500), across(150, 50, 500))
	for _, c := range []struct {
		name  string
		rules []pdftext.Rule
		want  []string
	}{
		{"two rows", outer, []string{"50,100,120,120 120,100,500,120", "50,120,120,400 120,120,500,400"}},
		{"a table in a cell", append(inner, outer...), []string{"50,100,120,120 120,100,500,120", "50,120,120,400 120,120,500,400"}},
		{"a cell over both columns", joined, []string{"50,100,500,120 0,0,0,0", "50,120,120,150 120,120,500,150"}},
		{"shading alone", shaded, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, s := range Sheets(&layout.Page{Number: 1, Width: 595, Height: 842, Rules: c.rules}) {
				for _, b := range s.Bands {
					got = append(got, bandText(b))
				}
			}
			if d := cmp.Diff(c.want, got); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
		})
	}
}

func bandText(cells []saksok.Box) string {
	var out []string
	for _, c := range cells {
		out = append(out, fmt.Sprintf("%.0f,%.0f,%.0f,%.0f", c[0], c[1], c[2], c[3]))
	}
	return strings.Join(out, " ")
}
